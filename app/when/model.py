"""What a date as written means: its earliest and latest day, and what is doubtful about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days from `earliest` to `latest`, both included; None leaves that end open.

    Raises ValueError if the earliest day is after the latest.
    """

    earliest: date | None
    latest: date | None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("the earliest day is after the latest")


@dataclass(frozen=True, slots=True)
class When:
    """A date as people write it, and the days it means (domain.md, "Dates" rule 2).

    `kind` is "unread" when the words were not understood in full. Words that were understood
    but name no year are unread too, and keep their `precision`; otherwise it is "none".
    `parts` are the several dates of one cell, `condition` is what the date waits for, and
    `label` what is due then ("initial engagement"), each in the words as written.
    """

    raw: str
    earliest: date | None
    latest: date | None
    precision: str
    kind: str
    edtf: str | None
    ambiguous: bool
    note: str | None
    readings: tuple[DayRange, ...] = ()
    parts: tuple[When, ...] = ()
    condition: str | None = None
    label: str | None = None

    @property
    def days(self) -> DayRange:
        """The earliest and latest day, as one value."""
        return DayRange(self.earliest, self.latest)

    @property
    def is_dated(self) -> bool:
        """True when an earliest or a latest day is known."""
        return self.earliest is not None or self.latest is not None

    @property
    def is_read(self) -> bool:
        """True when the words were understood in full."""
        return self.kind != "unread"

    @property
    def is_several(self) -> bool:
        """True for two dates or more in one cell: each is to be a milestone of its own."""
        return "split in" in self.kind

    @property
    def needs_review_by(self) -> bool:
        """True for undated and recurring words, which must carry a review-by date."""
        return not self.is_dated or "recurring" in self.kind

    def noted(self, note: str) -> When:
        """The same, with one more sentence in its note."""
        return replace(self, note=f"{self.note} {note}" if self.note else note)


def when_as_json(when: When) -> dict[str, object]:
    """The eight published keys of a when, days as ISO text or None."""
    return {
        "raw": when.raw,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "precision": when.precision,
        "kind": when.kind,
        "edtf": when.edtf,
        "ambiguous": when.ambiguous,
        "note": when.note,
    }
