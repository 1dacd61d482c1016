"""The planned dates of a brief: read from words, kept in their order, noted while it is a draft."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from app import clock
from app.access import Person
from app.commissions.models import Brief, Commission, DraftPlan
from app.commissions.planned import Planned, planned_dates
from app.commissions.rules import PLANNED_IN_WORDS, TimetableStep, order_fault, planned_unread
from app.database import db
from app.errors import RuleBroken
from app.when import read_when


def read_planned(step: TimetableStep, words: str) -> dict[str, Any]:
    """The columns of a brief for the words of a step. Raises RuleBroken: it needs a last day."""
    name = PLANNED_IN_WORDS[step]
    if not words.strip():
        return {f"{name}_written": "", f"{name}_earliest": None, f"{name}_latest": None}
    when = read_when(words, said_on=clock.today())
    if not when.is_read or when.latest is None:
        raise RuleBroken(planned_unread(words), f"{name}_written")
    return {
        f"{name}_written": words,
        f"{name}_earliest": when.earliest,
        f"{name}_latest": when.latest,
    }


def check_order(brief: Brief, moved: Collection[TimetableStep]) -> None:
    """Raise RuleBroken for a step that was moved, and would be over before one that comes first.

    Steps that were not moved may overtake each other: an extended deadline pushes what follows.
    """
    days = {step: (each.earliest, each.latest) for step, each in planned_dates(brief).items()}
    for step in moved:
        if fault := order_fault(step, days):
            raise RuleBroken(fault, f"{PLANNED_IN_WORDS[step]}_written")


def note_plan(
    commission: Commission,
    before: Mapping[TimetableStep, Planned],
    now: Mapping[TimetableStep, Planned],
    *,
    by: Person,
) -> None:
    """Keep what changed in the timetable of a brief that is not issued yet."""
    for step in TimetableStep:
        new = now.get(step)
        if new == before.get(step):
            continue
        db.session.add(
            DraftPlan(
                commission_id=commission.id,
                step=step,
                as_written=new.words if new else "",
                earliest=new.earliest if new else None,
                latest=new.latest if new else None,
                day=clock.today(),
                recorded_at=clock.real_now(),
                by_id=by.id,
            )
        )
