"""What a date is read against, and what is said where that does not settle its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.when.model import DayRange
from app.when.periods import FIRST_YEAR, LAST_YEAR, Period

Pair = tuple[Period, Period | None]


class CannotSettle(Exception):
    """The days are not known; `note` asks for what is missing. Nothing is guessed."""

    def __init__(self, note: str, readings: tuple[DayRange, ...] = ()) -> None:
        super().__init__(note)
        self.note = note
        self.readings = readings


class IsMissing(CannotSettle):
    """The words were understood in full: only a year, or the day to count from, is missing."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The day on which the words were said and the plan they stand in, where known."""

    said_on: date | None = None
    plan_period: DayRange | None = None

    @property
    def said(self) -> date | None:
        """The day it was said, if of a year that a plan could mean."""
        day = self.said_on
        return day if day and FIRST_YEAR < day.year < LAST_YEAR else None

    @property
    def plan_start(self) -> date | None:
        start = self.plan_period.earliest if self.plan_period else None
        return start if start and FIRST_YEAR < start.year < LAST_YEAR else None


@dataclass(frozen=True, slots=True)
class Settled:
    """Every pair of periods that the words may mean, the likeliest first, and why."""

    pairs: tuple[Pair, ...]
    reason: str = ""
    note: str = ""
