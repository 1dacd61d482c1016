"""Points stacked by what they were earned for: a bar for each quote, out of 100."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.pictures.lettering import lines_of, width_of
from app.pictures.measure import NumberScale, named
from app.pictures.picture import SMALL, Box, Line, Picture, Shape, ShapeKind, Table, Words
from app.pictures.shapes import bar, number, points

WIDTH = 420.0
LEFT, RIGHT, TOP = 8.0, 356.0, 8.0
ROW, BAR = 46.0, 22.0
FILLINGS: tuple[ShapeKind, ...] = ("part white", "part pale", "part deep")
"""In turn, so that two neighbours always differ; each part bears its key as well."""


@dataclass(frozen=True, slots=True)
class Earned:
    """One bar: whose it is, what stands at its end, and its parts in the order of the keys.

    A part is its length in points and its words; one without points has a length of 0.
    """

    name: str
    total: str
    parts: tuple[tuple[float, str], ...]


def stacked(title: str, keys: Sequence[tuple[str, str]], rows: Sequence[Earned]) -> Picture | None:
    """The picture, with a table of the same points; None where there is no bar.

    `keys` are each part's key and name.
    """
    if not rows:
        return None
    scale = NumberScale(0, 100, LEFT, RIGHT)
    boxes: list[Box] = []
    shapes: list[Shape] = []
    words: list[Words] = []
    y = TOP
    for row in rows:
        words.append(Words(LEFT, y + SMALL, "".join(lines_of(row.name, RIGHT - LEFT, SMALL, 1))))
        top = y + SMALL + 6
        boxes.append(Box(LEFT, top, RIGHT - LEFT, BAR))
        words.append(Words(RIGHT + 6, top + BAR - 6, row.total, is_strong=True))
        shapes += _parts(row, scale, top)
        words += _keys(row, keys, scale, top)
        y += ROW
    axis = [Line("frame", f"M{number(LEFT)},{number(TOP + SMALL)}V{number(y)}")]
    below, height = named(keys, LEFT, y + 4, WIDTH)
    return Picture(
        title=title,
        description=f"A bar for each of {len(rows)}, of 100 points. A table with the same points "
        "stands beside it.",
        width=WIDTH,
        height=height + 4,
        boxes=tuple(boxes),
        lines=tuple(axis),
        shapes=tuple(shapes),
        words=(*words, *below),
        table=Table(
            caption=title,
            head=("Company", *(f"{key}: {name}" for key, name in keys), "Total"),
            rows=tuple((row.name, *(told for _, told in row.parts), row.total) for row in rows),
        ),
    )


def _parts(row: Earned, scale: NumberScale, top: float) -> list[Shape]:
    found: list[Shape] = []
    reached = 0.0
    for place, (length, _) in enumerate(row.parts):
        if length > 0:
            left, right = scale.at(reached), scale.at(reached + length)
            kind = FILLINGS[place % len(FILLINGS)]
            found.append(Shape(kind, f"M{points(bar(left, right, top, top + BAR))}Z"))
        reached += length
    return found


def _keys(
    row: Earned, keys: Sequence[tuple[str, str]], scale: NumberScale, top: float
) -> list[Words]:
    """The key of each part within it, where there is room."""
    found: list[Words] = []
    reached = 0.0
    for (length, _), (key, _) in zip(row.parts, keys, strict=True):
        left, right = scale.at(reached), scale.at(reached + length)
        if right - left >= width_of(key, SMALL) + 4:
            found.append(Words((left + right) / 2, top + BAR - 6, key, anchor="middle"))
        reached += length
    return found
