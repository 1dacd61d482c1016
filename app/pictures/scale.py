"""Days along a line, and the ticks that name them: months, quarters or years by the span."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.formats import MONTHS

SHORTEST = 92
"""Days that a picture shows at least, so that it always holds the beginning of a month."""
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000)
_LAST_MONTH = date.max.year * 12 + 11


@dataclass(frozen=True, slots=True)
class DayScale:
    """Places on a line for the days from `first` up to, and without, `end` (both ordinals).

    `start` may be beyond `stop`: time then runs the other way, as it does up a page.
    """

    first: int
    end: int
    start: float
    stop: float

    def at(self, day: date) -> float:
        """Where a day begins."""
        return self.at_ordinal(day.toordinal())

    def after(self, day: date) -> float:
        """Where a day ends."""
        return self.at_ordinal(day.toordinal() + 1)

    def middle(self, day: date) -> float:
        """The noon of a day."""
        return (self.at(day) + self.after(day)) / 2

    def at_ordinal(self, ordinal: float) -> float:
        """Where the day with this ordinal begins."""
        return self.start + (ordinal - self.first) / (self.end - self.first) * (
            self.stop - self.start
        )


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month, quarter or year. `name` is short: "Apr", or "2014" by years."""

    place: float
    name: str
    year: int
    is_new_year: bool


def scale_over(days: Iterable[date], start: float, stop: float) -> DayScale:
    """The scale that holds all these days, and at least `SHORTEST` of them."""
    ordinals = [day.toordinal() for day in days]
    first, end = min(ordinals), max(ordinals) + 1
    missing = max(0, SHORTEST - (end - first))
    return DayScale(first - missing // 2, end + missing - missing // 2, start, stop)


def ticks(scale: DayScale, room: float, *, room_for_year: float | None = None) -> list[Tick]:
    """The ticks of a scale, so far apart that each has `room` for its name."""
    step = _step(scale, room, room_for_year or room)
    found: list[Tick] = []
    first = date.fromordinal(max(1, scale.first))
    month = -(-(first.year * 12 + first.month - 1) // step) * step
    while month <= _LAST_MONTH:
        year, of_year = divmod(month, 12)
        day = date(max(1, year), of_year + 1, 1)
        if day.toordinal() >= scale.end:
            break
        if day.toordinal() >= scale.first:
            name = str(year) if step >= 12 else MONTHS[of_year][:3]
            found.append(Tick(scale.at(day), name, year, of_year == 0))
        month += step
    return found


def _step(scale: DayScale, room: float, room_for_year: float) -> int:
    a_day = abs(scale.stop - scale.start) / (scale.end - scale.first)
    for step in _STEPS:
        shortest = 28 if step == 1 else step * 30 - 1
        if a_day * shortest >= (room_for_year if step >= 12 else room):
            return step
    return _STEPS[-1]
