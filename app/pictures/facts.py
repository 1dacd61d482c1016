"""What is drawn: dates as written with the days they mean, and what pushes what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.formats import day_in_words


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
        """As written with its days: "March 2014 (1 March 2014 to 31 March 2014)"."""
        if self.earliest is None and self.latest is None:
            return f"{self.words} (no day)"
        if self.earliest is None and self.latest is not None:
            return f"{self.words} (any day up to {day_in_words(self.latest)})"
        if self.latest is None and self.earliest is not None:
            return f"{self.words} (from {day_in_words(self.earliest)}, no last day)"
        first, last = day_in_words(self.earliest or date.min), day_in_words(self.latest or date.max)
        if first == last:
            return self.words if self.words == first else f"{self.words} ({first})"
        return f"{self.words} ({first} to {last})"


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
