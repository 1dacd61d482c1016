"""The names of the ticks along a picture's foot or head: months above, their years below."""

from __future__ import annotations

from collections.abc import Sequence

from app.pictures.lettering import width_of
from app.pictures.picture import SMALL, Words
from app.pictures.scale import DayScale, Tick, ticks

YEARS_BELOW = 15.0
_ROOM = 34.0
"""Enough for a month's name, and for its year in bold below."""
_ROOM_FOR_YEAR = 42.0


def ticks_across(scale: DayScale) -> list[Tick]:
    """Ticks with room beside each for its name."""
    return ticks(scale, _ROOM, room_for_year=_ROOM_FOR_YEAR)


def names_across(found: Sequence[Tick], y: float, edge: float) -> list[Words]:
    """Their names, each beginning at its tick; none that would pass the edge."""
    words: list[Words] = []
    year_shown = 0
    for tick in found:
        if tick.place + width_of(tick.name, SMALL) <= edge:
            words.append(Words(tick.place, y, tick.name))
        year = str(tick.year)
        ends = tick.place + width_of(year, SMALL, is_strong=True)
        is_new = tick.year != year_shown and tick.name != year
        if is_new and ends <= edge:
            words.append(Words(tick.place, y + YEARS_BELOW, year, is_strong=True))
            year_shown = tick.year
    return words
