"""Wording as it stood on a day: later revisions walked back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from app.database import db
from app.plans.models import Revision


class WordingOn:
    """What fields said on a day. Built with one query."""

    def __init__(self, later: dict[tuple[str, int, str], str]) -> None:
        self._later = later

    def said(self, subject_type: str, subject_id: int, field: str, now: str) -> str:
        """The field's words on that day, where `now` is what it says today."""
        return self._later.get((subject_type, subject_id, field), now)

    def said_number(self, subject_type: str, subject_id: int, field: str, now: int) -> int:
        """The same for a field that holds a whole number."""
        kept = self._later.get((subject_type, subject_id, field))
        return now if kept is None else int(kept)

    def said_day(
        self, subject_type: str, subject_id: int, field: str, now: date | None
    ) -> date | None:
        """The same for a field that holds a day."""
        kept = self._later.get((subject_type, subject_id, field))
        if kept is None:
            return now
        return date.fromisoformat(kept) if kept else None


def wording_on(plan_ids: Collection[int] | None, on: date) -> WordingOn:
    """The wording of these plans (of all, for None) on a day."""
    asked = select(
        Revision.subject_type, Revision.subject_id, Revision.field, Revision.before
    ).where(Revision.day > on)
    if plan_ids is not None:
        asked = asked.where(Revision.plan_id.in_(plan_ids))
    later: dict[tuple[str, int, str], str] = {}
    for kind, subject_id, field, before in db.session.execute(
        asked.order_by(Revision.day, Revision.id)
    ):
        later.setdefault((kind, subject_id, field), before)
    return WordingOn(later)
