"""Price against quality: a mark for each quote, the cheap to the left, the good at the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.pictures.lettering import width_of
from app.pictures.measure import NumberScale, key_of, named, round_ticks
from app.pictures.picture import SMALL, Line, Picture, Shape, Table, Words
from app.pictures.shapes import marker, number

WIDTH = 420.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 408.0, 28.0, 250.0
HEADED = 20.0
"""Where the words above the picture end: the key of the best quote stands just below them."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One quote: price in pounds and quality in points, each with its words."""

    name: str
    price: float
    price_words: str
    quality: float
    quality_words: str


def price_against_quality(
    title: str, most_quality: float, quotes: Sequence[Placed]
) -> Picture | None:
    """The picture, with a table of the same; None where there is no quote."""
    if not quotes:
        return None
    across, up, lines, words = _axes(max(each.price for each in quotes), most_quality)
    places = [(across.at(each.price), up.at(each.quality)) for each in quotes]
    keys = [(key_of(n), f"{each.name}: {each.price_words}") for n, each in enumerate(quotes)]
    below, height = named(keys, 8, BOTTOM + 46, WIDTH)
    return Picture(
        title=title,
        description=f"{len(quotes)} marks. A table with the same facts stands beside it.",
        width=WIDTH,
        height=height + 4,
        boxes=(),
        lines=tuple(lines),
        shapes=tuple(Shape("full", marker("circle", x, y)) for x, y in places),
        words=(*words, *_keys(places), *below),
        table=Table(
            caption=title,
            head=("Company", "Mark", "Price without VAT", "Points for quality"),
            rows=tuple(
                (each.name, key_of(n), each.price_words, each.quality_words)
                for n, each in enumerate(quotes)
            ),
        ),
    )


def _axes(
    dearest: float, most_quality: float
) -> tuple[NumberScale, NumberScale, list[Line], list[Words]]:
    """Both scales from 0, their grid, and the words beside it."""
    across_ticks, up_ticks = round_ticks(max(dearest, 1), 5), round_ticks(max(most_quality, 1), 5)
    across = NumberScale(0, across_ticks[-1], LEFT, RIGHT - 16)
    up = NumberScale(0, up_ticks[-1], BOTTOM, TOP + 8)
    lines = [Line("frame", f"M{number(LEFT)},{number(TOP)}V{number(BOTTOM)}H{number(RIGHT)}")]
    words = [
        Words(8, 14, "Points for quality"),
        Words(RIGHT, BOTTOM + 36, "Price without VAT", anchor="end"),
    ]
    for tick in across_ticks:
        x = across.at(tick)
        lines.append(Line("grid", f"M{number(x)},{number(TOP)}V{number(BOTTOM)}"))
        words.append(Words(x, BOTTOM + 18, _short(tick), anchor="middle"))
    for tick in up_ticks:
        y = up.at(tick)
        lines.append(Line("grid", f"M{number(LEFT)},{number(y)}H{number(RIGHT)}"))
        words.append(Words(LEFT - 5, y + 4.5, f"{tick:g}", anchor="end"))
    return across, up, lines, words


def _short(pounds: float) -> str:
    if pounds >= 1_000_000:
        return f"£{pounds / 1_000_000:g}m"
    return f"£{pounds / 1_000:g}k" if pounds >= 1_000 else f"£{pounds:g}"


def _keys(places: Sequence[tuple[float, float]]) -> list[Words]:
    """A key beside each mark where there is room; marks in a crowd are told by the table."""
    found: list[Words] = []
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in places]
    for place, (x, y) in enumerate(places):
        key = key_of(place)
        width = width_of(key, SMALL, is_strong=True)
        sides = ((x + 8, y + 4.5), (x - 8 - width, y + 4.5), (x - width / 2, y - 8), (x + 6, y - 8))
        for left, foot in sides:
            room = (left, foot - SMALL, left + width, foot + 2)
            inside = room[0] > LEFT and room[2] < WIDTH and room[1] > HEADED and room[3] < BOTTOM
            if inside and not any(_overlap(room, other) for other in taken):
                taken.append(room)
                found.append(Words(left, foot, key, is_strong=True))
                break
    return found


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
