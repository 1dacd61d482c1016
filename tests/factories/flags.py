"""Flags for tests, raised by the check itself."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import current_app

from app.database import db
from app.position import operations
from app.position.models import PositionCheck
from app.position.operations import Checked
from app.position.queries.flags import FlagOn, flags_on


def stand_at(year: int, month: int, day: int) -> date:
    """Move the calendar to 10 in the morning of a day."""
    current_app.extensions["clock"].move_to(datetime(year, month, day, 10, 0, tzinfo=UTC))
    return date(year, month, day)


def last_checked(year: int, month: int, day: int) -> None:
    """As if a check had come on that day: the next one begins on the day after it."""
    at = datetime(year, month, day, 6, 0, tzinfo=UTC)
    db.session.add(PositionCheck(day=at.date(), recorded_at=at))
    db.session.commit()


def checked(on: date) -> Checked:
    """What a check as of a day writes, committed."""
    found = operations.check_flags(on)
    db.session.commit()
    return found


def raised_on(on: date) -> list[FlagOn]:
    """The flags as they stand once the position was checked as of a day."""
    checked(on)
    return flags_on(on)
