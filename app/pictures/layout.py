"""Where the rows of a timeline stand: from above, each with its label, its lanes and its note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.pictures.facts import DatedRow, DateShown
from app.pictures.lettering import BOLD, lines_of
from app.pictures.picture import LETTERS, SMALL

LANE = 12.0
_BETWEEN_LANES = 5.0
_BETWEEN_ROWS = 12.0
_LINE = 19.0
_SMALL_LINE = 17.0
_Kind = Literal["first", "agreed", "forecast", "actual"]


@dataclass(frozen=True, slots=True)
class Lane:
    """One date of a row that has a day to draw."""

    kind: _Kind
    top: float
    when: DateShown | None = None
    done: date | None = None

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.top + LANE / 2


@dataclass(frozen=True, slots=True)
class Placed:
    """One row: lines of its label, its lanes between `top` and `foot`, lines of its note.

    It begins with its label at `begin` and ends with the room below its note at `bottom`.
    """

    row: DatedRow
    label: tuple[tuple[float, str], ...]
    lanes: tuple[Lane, ...]
    note: tuple[tuple[float, str], ...]
    begin: float
    top: float
    foot: float
    bottom: float
    size: float = LETTERS

    @property
    def last_bar(self) -> Lane | None:
        """The lane of the date that counts: the day it was done, else forecast, else agreed."""
        drawn = [lane for lane in self.lanes if lane.kind != "first"]
        return drawn[-1] if drawn else None


def placed(rows: Sequence[DatedRow], *, top: float, width: float) -> list[Placed]:
    """The rows one under the other, the first below `top`."""
    found: list[Placed] = []
    at = top
    for row in rows:
        found.append(_row(row, at, width))
        at = found[-1].bottom
    return found


def _row(row: DatedRow, at: float, width: float) -> Placed:
    label = lines_of(row.label, width / BOLD, LETTERS, most=2)
    labelled = tuple((at + _LINE * (place + 1) - 5, line) for place, line in enumerate(label))
    top = at + _LINE * len(label) + 1
    lanes = _lanes(row, top + _BETWEEN_LANES)
    foot = lanes[-1].top + LANE + _BETWEEN_LANES if lanes else top
    note = [line for words in _said(row) for line in lines_of(words, width, SMALL, most=2)]
    noted = tuple((foot + _SMALL_LINE * (place + 1) - 2, line) for place, line in enumerate(note))
    bottom = foot + _SMALL_LINE * len(note) + _BETWEEN_ROWS
    return Placed(row, labelled, lanes, noted, at, top, foot, bottom)


def _lanes(row: DatedRow, at: float) -> tuple[Lane, ...]:
    step = LANE + _BETWEEN_LANES
    dated: list[tuple[_Kind, DateShown]] = [
        (kind, when) for kind, _, when in _named(row) if when and when.is_dated
    ]
    lanes: list[Lane] = [
        Lane(kind, at + step * place, when) for place, (kind, when) in enumerate(dated)
    ]
    if row.done is not None:
        lanes.append(Lane("actual", at + step * len(lanes), done=row.done))
    return tuple(lanes)


def _said(row: DatedRow) -> list[str]:
    """What cannot be drawn, in words: dates without a day, and by what it is pushed back."""
    named = _named(row)
    words = [f"{name}: {when.words}" for _, name, when in named if when and not when.is_dated]
    if row.agreed is None and not words:
        words.append("No date is agreed")
    return [*words, row.pushed.words] if row.pushed else words


def _named(row: DatedRow) -> list[tuple[_Kind, str, DateShown | None]]:
    """The dates of a row in the order of its lanes."""
    return [
        ("first", "First date", row.moved_first),
        ("agreed", "Agreed date", row.agreed),
        ("forecast", "Forecast", row.forecast),
    ]
