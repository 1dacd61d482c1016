"""Reading a picture in a test: where its words stand, and whether all of it lies within."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from app.pictures import Picture
from app.pictures.lettering import width_of
from app.pictures.picture import Words

_PART = re.compile(r"([MLHVAZ])([^MLHVAZ]*)")


@dataclass(frozen=True)
class Room:
    """What one line of words takes up."""

    left: float
    right: float
    top: float
    foot: float

    def overlaps(self, other: Room) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.foot
            and other.top < self.foot
        )


def room_of(words: Words) -> Room:
    width = width_of(words.words, words.size, is_strong=words.is_strong)
    left = words.x - {"start": 0, "middle": width / 2, "end": width}[words.anchor]
    return Room(left, left + width, words.y - words.size * 0.72, words.y + words.size * 0.2)


def overlapping(picture: Picture) -> list[tuple[str, str]]:
    """Words that lie over other words."""
    return [
        (one.words, other.words)
        for one, other in combinations(picture.words, 2)
        if room_of(one).overlaps(room_of(other))
    ]


def places_in(d: str) -> Iterator[tuple[float | None, float | None]]:
    """Every place that a path goes to; None for what a part leaves as it is."""
    for part, written in _PART.findall(d):
        numbers = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", written)]
        if part == "H":
            yield numbers[0], None
        elif part == "V":
            yield None, numbers[0]
        elif part == "A":
            yield numbers[-2], numbers[-1]
        else:
            yield from zip(numbers[::2], numbers[1::2], strict=True)


def outside(picture: Picture) -> list[object]:
    """Whatever is drawn or written beyond the picture's edges."""
    found: list[object] = []
    for each in (*picture.lines, *picture.shapes):
        hatch = getattr(each, "hatch", "")
        for x, y in places_in(each.d + hatch):
            if not (x is None or 0 <= x <= picture.width):
                found.append((each, x))
            if not (y is None or 0 <= y <= picture.height):
                found.append((each, y))
    for words in picture.words:
        room = room_of(words)
        if room.left < 0 or room.right > picture.width + 0.1:
            found.append((words, room))
        if room.top < 0 or room.foot > picture.height:
            found.append((words, room))
    return found


def widths_of(picture: Picture, kind: str) -> list[float]:
    """How long the shapes of a kind are, without those of the legend."""
    found: list[float] = []
    for shape in picture.shapes[: _drawn(picture)]:
        if shape.kind == kind:
            xs = [x for x, _ in places_in(shape.d) if x is not None]
            found.append(max(xs) - min(xs))
    return found


def middles_of(picture: Picture, kind: str) -> list[float]:
    """Where the shapes of a kind have their middle, without those of the legend."""
    found: list[float] = []
    for shape in picture.shapes[: _drawn(picture)]:
        if shape.kind == kind:
            xs = [x for x, _ in places_in(shape.d) if x is not None]
            found.append((max(xs) + min(xs)) / 2)
    return found


def _drawn(picture: Picture) -> int:
    """How many shapes come before the legend's, which stand below all boxes."""
    foot = max((box.y + box.height for box in picture.boxes), default=picture.height)
    for place, shape in enumerate(picture.shapes):
        ys = [y for _, y in places_in(shape.d) if y is not None]
        if ys and min(ys) > foot:
            return place
    return len(picture.shapes)
