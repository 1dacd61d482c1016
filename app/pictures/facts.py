"""What is drawn: dates as written with the days they mean, and what pushes what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.formats import MONTHS, day_in_words


@dataclass(frozen=True, slots=True)
class DateShown:
    """A date as written; None leaves an end open, and both leave it without a day."""

    words: str
    earliest: date | None
    latest: date | None

    @property
    def is_dated(self) -> bool:
        """Whether there is a day to draw."""
        return self.earliest is not None or self.latest is not None

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day."""
        return self.earliest, self.latest

    @property
    def in_full(self) -> str:
        """As written with its days: "March 2014 (1 to 31 March 2014)"."""
        if self.earliest is None and self.latest is None:
            return f"{self.words} (no day)"
        if self.earliest is None and self.latest is not None:
            return f"{self.words} (any day up to {day_in_words(self.latest)})"
        if self.latest is None and self.earliest is not None:
            return f"{self.words} (from {day_in_words(self.earliest)}, no last day)"
        days = _days_in_words(self.earliest or date.min, self.latest or date.max)
        return self.words if self.words == days else f"{self.words} ({days})"


def _days_in_words(first: date, last: date) -> str:
    """From one day to another: "1 to 31 March 2014", "21 March to 3 April 2014"."""
    if first == last:
        return day_in_words(last)
    begins = day_in_words(first)
    if first.year == last.year:
        begins = f"{first.day} {MONTHS[first.month - 1]}"
        if first.month == last.month:
            begins = str(first.day)
    return f"{begins} to {day_in_words(last)}"


@dataclass(frozen=True, slots=True)
class PushedBack:
    """That a row is pushed back: by the row with this key, which need not be in the picture."""

    by: str
    words: str
    is_definite: bool


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One milestone or deliverable. `first` is left out where it is the date agreed now.

    `done` is the day it was met or accepted; `lateness` how late it is, in words.
    """

    key: str
    label: str
    first: DateShown | None = None
    agreed: DateShown | None = None
    forecast: DateShown | None = None
    done: date | None = None
    pushed: PushedBack | None = None
    lateness: str = ""

    @property
    def moved_first(self) -> DateShown | None:
        """The first date where another is agreed now."""
        if self.first and self.agreed and self.first.days == self.agreed.days:
            return None
        return self.first
