"""Rank against a weight: who would stand where if the price weighed less or more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from app.pictures.measure import LINE, NumberScale, key_of, named
from app.pictures.picture import Line, LineKind, Picture, Table, Words
from app.pictures.shapes import number

WIDTH = 420.0
LEFT, RIGHT, TOP = 64.0, 388.0, 30.0
STEP = 26.0
Side = Literal["start", "middle", "end"]
MOST = 8
"""Lines in one picture; with more, nobody could tell them apart."""
KINDS: tuple[LineKind, ...] = ("agreed", "forecast", "first", "carried")


@dataclass(frozen=True, slots=True)
class Standing:
    """From one weight to another each quote's rank, by its place in the list of names.

    The weights as they are drawn, and as they are said.
    """

    first: float
    last: float
    from_words: str
    to_words: str
    ranks: Mapping[int, int]


def ranks_against_weight(
    title: str, across: str, now: float, names: Sequence[str], stands: Sequence[Standing]
) -> Picture | None:
    """The lines of the first `MOST` names, which are best first; None where nothing is known."""
    if not stands or not names:
        return None
    drawn = list(range(min(MOST, len(names))))
    ranks = sorted({stand.ranks[place] for stand in stands for place in drawn})
    levels = {rank: TOP + 14 + STEP * level for level, rank in enumerate(ranks)}
    bottom = TOP + 14 + STEP * len(ranks)
    scale = NumberScale(0, 100, LEFT, RIGHT)
    lines = _axes(scale, bottom, now)
    words = [Words(8, 14, "Rank"), Words(RIGHT, bottom + 34, across, anchor="end")]
    words += [
        Words(scale.at(tick), bottom + 18, f"{tick}", anchor="middle") for tick in range(0, 101, 20)
    ]
    words.append(Words(scale.at(now), TOP - 4, f"now {now:g}", anchor=_side(now)))
    words += [Words(8, y + 4.5, str(rank)) for rank, y in levels.items()]
    for place in drawn:
        lines.append(Line(KINDS[place % len(KINDS)], _path(place, stands, scale, levels)))
    words += _ends(drawn, stands, levels)
    below, height = named([(key_of(n), names[n]) for n in drawn], 8, bottom + 44, WIDTH)
    if len(names) > MOST:
        told = f"The first {MOST} of {len(names)} are drawn: the table has all."
        below.append(Words(8, height, told))
        height += LINE
    return Picture(
        title=title,
        description=f"Lines of {len(drawn)} of {len(names)} over weights from 0 to 100. "
        "A table with the same facts stands beside it.",
        width=WIDTH,
        height=height + 4,
        boxes=(),
        lines=tuple(lines),
        shapes=(),
        words=(*words, *below),
        table=_table(title, names, stands),
    )


def _axes(scale: NumberScale, bottom: float, now: float) -> list[Line]:
    grid = [
        Line("grid", f"M{number(scale.at(tick))},{number(TOP)}V{number(bottom)}")
        for tick in range(0, 101, 20)
    ]
    frame = Line("frame", f"M{number(LEFT)},{number(TOP)}V{number(bottom)}H{number(RIGHT)}")
    at = Line("today", f"M{number(scale.at(now))},{number(TOP)}V{number(bottom)}")
    return [*grid, frame, at]


def _side(now: float) -> Side:
    return "start" if now < 10 else "end" if now > 90 else "middle"


def _path(
    place: int, stands: Sequence[Standing], scale: NumberScale, levels: Mapping[int, float]
) -> str:
    """Level while the rank holds, straight up or down where it changes."""
    d = ""
    for stand in stands:
        y = number(levels[stand.ranks[place]])
        d += f"V{y}" if d else f"M{number(scale.at(stand.first))},{y}"
        d += f"H{number(scale.at(stand.last))}"
    return d


def _ends(
    drawn: Sequence[int], stands: Sequence[Standing], levels: Mapping[int, float]
) -> list[Words]:
    """The keys at both ends of the lines; those of equal rank stand together."""
    found: list[Words] = []
    sides: tuple[tuple[Standing, float, Side], ...] = (
        (stands[0], LEFT - 6, "end"),
        (stands[-1], RIGHT + 6, "start"),
    )
    for stand, x, anchor in sides:
        for rank, y in levels.items():
            together = [key_of(place) for place in drawn if stand.ranks[place] == rank]
            if together:
                found.append(Words(x, y + 4.5, "".join(together), anchor=anchor, is_strong=True))
    return found


def _table(title: str, names: Sequence[str], stands: Sequence[Standing]) -> Table:
    """A row for each name: its ranks, each with the weights between which it holds."""
    return Table(
        caption=title,
        head=("Company", "Line", "Rank"),
        rows=tuple(
            (name, key_of(place) if place < MOST else "not drawn", _ranks_of(place, stands))
            for place, name in enumerate(names)
        ),
    )


def _ranks_of(place: int, stands: Sequence[Standing]) -> str:
    told: list[str] = []
    for rank, same in groupby(stands, key=lambda stand: stand.ranks[place]):
        together = list(same)
        told.append(f"{rank} from {together[0].from_words} to {together[-1].to_words}")
    return "; ".join(told)
