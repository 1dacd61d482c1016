"""The words of slippage as types: what goes in (facts) and what comes out (a standing)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a date as written can mean, first and last included.

    ``earliest`` None: any day up to ``latest`` ("by June 2014").
    ``latest`` None: no last day, so nothing can be late against it ("from June 2014", "ongoing").
    Raises ValueError where the first day is after the last.
    """

    earliest: date | None
    latest: date | None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"The first day, {self.earliest}, is after the last, {self.latest}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on record of one milestone or deliverable by the day that is asked about.

    The caller leaves out what was recorded later. ``actual`` and ``received`` dated after the
    day asked are taken as not having happened yet.
    """

    baseline: Days | None
    agreed: Days | None
    forecast: Days | None = None
    actual: date | None = None
    """The day it was met; for a deliverable, accepted."""
    received: date | None = None
    """The day it was received, if it still waits for acceptance and was not rejected."""
    proposed: Days | None = None
    """A re-dating that was proposed and is not yet approved."""
    withdrawn: bool = False


class State(StrEnum):
    """Where a milestone or deliverable stands (rule 4). ``standing`` says when each holds."""

    PLANNED = "planned"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    SLIPPED_PROPOSED = "slipped – proposed"
    SLIPPED_AGREED = "slipped – agreed"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    UNDATED = "undated"
    RECEIVED = "received – awaiting acceptance"
    MET = "met"
    MET_LATE = "met late"
    WITHDRAWN = "withdrawn"


class Rating(StrEnum):
    """Colour of a slip, always shown with words (rule 5). ``none``: nothing to be rated."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"


class Certainty(StrEnum):
    """How sure a slip is (rule 3)."""

    NONE = "none"
    """Not late."""
    DEFINITE = "definite"
    """Even the earliest finish is after the last day it was due."""
    POSSIBLE = "possible"
    """Only the latest finish is after it, or the finish has no last day any more."""
    UNKNOWN = "unknown"
    """There is no last day to be late against."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The most days of slip that are still green, and still amber; more is red (rule 5)."""

    green: int
    amber: int

    def __post_init__(self) -> None:
        if self.green > self.amber:
            raise ValueError("The green threshold cannot be above the amber one")


STANDARD_THRESHOLDS = Thresholds(green=0, amber=31)


Interval = tuple[int, int]
"""The least and the most that a slip can be, in days (rule 3)."""


class Standing(NamedTuple):
    """What the rules say of one milestone or deliverable on one day. All slips are in days.

    A slip is None where there is no date to count from or to; below 0 it is early.
    The least and the most that a slip can be are both None where an end is unknown; they stand
    apart, as whole numbers, because a plan has many of them.
    """

    effective: Days | None
    """Rule 1. None when withdrawn, or when neither a forecast nor an agreed date has a day."""
    slip_first_days: int | None
    slip_agreed_days: int | None
    slip_first_least: int | None
    slip_first_most: int | None
    slip_agreed_least: int | None
    slip_agreed_most: int | None
    certainty: Certainty
    """Of the slip against the first date."""
    certainty_agreed: Certainty
    state: State
    rating_first: Rating
    rating_agreed: Rating
    still_counting: bool = False
    """True where the days are a least: not met, past its date, and nobody names a later one."""

    @property
    def slip_first_interval(self) -> Interval | None:
        """The least and the most against the first date; None where an end of either is open."""
        return _interval(self.slip_first_least, self.slip_first_most)

    @property
    def slip_agreed_interval(self) -> Interval | None:
        """The least and the most against the agreed date; None where an end of either is open."""
        return _interval(self.slip_agreed_least, self.slip_agreed_most)


def _interval(least: int | None, most: int | None) -> Interval | None:
    return None if least is None or most is None else (least, most)
