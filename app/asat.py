"""The day that a page or report is asked for: `?as_at=2013-10-24`, by default today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock

FAULT = "The day must be written like 2013-10-24. This page shows today instead."


@dataclass(frozen=True)
class AsAt:
    """A day asked for, how it stands to today, and the sentence about a day that could not be read."""

    day: date
    today: date
    fault: str | None = None

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    @property
    def is_future(self) -> bool:
        return self.day > self.today


def as_at(written: str | None) -> AsAt:
    """The day in `written` (ISO), today where it is empty, and today with a fault where unreadable."""
    today = clock.today()
    if not written or not written.strip():
        return AsAt(today, today)
    try:
        return AsAt(date.fromisoformat(written.strip()), today)
    except ValueError:
        return AsAt(today, today, FAULT)
