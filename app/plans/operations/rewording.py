"""Changing words so that what stood there before is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.plans.models import Revision

Value = str | date | int | Decimal | None


def cleaned(words: str) -> str:
    """Words as they are kept: line ends alike, no unseen control characters, no outer space."""
    alike = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in alike if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127)).strip()


def demand(words: str, sentence: str, field: str) -> str:
    """The cleaned words. Raises RuleBroken with the sentence at the field where there are none."""
    kept = cleaned(words)
    if not kept:
        raise RuleBroken(sentence, field)
    return kept


def reword(
    subject: Any,
    changes: Mapping[str, Value],
    *,
    act: str,
    name: str,
    plan_id: int,
    by: Person | None,
    why: str = "",
    on: date | None = None,
) -> bool:
    """Set fields of a row, with a revision for each that differs and one audit entry for all.

    The words change on the day `on` (today). Returns whether anything changed.
    """
    before: list[str] = []
    after: list[str] = []
    for field, value in changes.items():
        stood = getattr(subject, field)
        if stood == value:
            continue
        setattr(subject, field, value)
        revise(subject, field, _in_words(stood), _in_words(value), plan_id, by, why, on)
        before.append(f"{field}: {_in_words(stood)}")
        after.append(f"{field}: {_in_words(value)}")
    if not after:
        return False
    record(
        act,
        subject,
        name,
        by=by,
        before="\n".join(before),
        after="\n".join(after),
        why=why,
        plan_id=plan_id,
    )
    return True


def revise(
    subject: Any,
    field: str,
    before: str,
    after: str,
    plan_id: int,
    by: Person | None,
    why: str = "",
    on: date | None = None,
) -> None:
    """Keep what a field said before; its caller sets the field and records the act."""
    db.session.flush()
    db.session.add(
        Revision(
            plan_id=plan_id,
            subject_type=subject.__tablename__,
            subject_id=subject.id,
            field=field,
            before=before,
            after=after,
            why=why,
            day=on or clock.today(),
            by_id=by.id if by else None,
            recorded_at=clock.now(),
        )
    )


def _in_words(value: Value) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
