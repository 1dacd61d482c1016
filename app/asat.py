"""The day that a page or report is asked for: `?as_at=2013-10-24`, by default today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock
from app.when import read_when

LONGEST = 40
FAULT = "The day must be written like 24 October 2013. This page shows today instead."


@dataclass(frozen=True)
class AsAt:
    """A day asked for, how it stands to today, and what is said of a day that was not read.

    `written` are the words of a day that was not read, so that they can be put right.
    """

    day: date
    today: date
    fault: str | None = None
    written: str = ""

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    @property
    def is_future(self) -> bool:
        return self.day > self.today


def as_at(written: str | None) -> AsAt:
    """The day in `written`: as "2013-10-24" or as people write one day, "24 October 2013".

    Today where it is empty, and today with a fault where it is not one day.
    """
    today = clock.today()
    if not written or not written.strip():
        return AsAt(today, today)
    words = written.strip()[:LONGEST]
    day = _one_day(words, today)
    return AsAt(day, today) if day else AsAt(today, today, FAULT, words)


def _one_day(written: str, today: date) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        when = read_when(written, said_on=today)
    return when.latest if when.is_read and when.earliest == when.latest else None
