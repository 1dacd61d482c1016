"""Timelines that fit on a page: as many pictures as it takes, no row cut in two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.pictures.facts import DatedRow
from app.pictures.layout import placed
from app.pictures.picture import Picture
from app.pictures.timeline import HEAD, ROW_WIDTH, timeline

TALLEST = 800.0
"""Units of height that stand on one A4 page as the print stylesheet scales them."""
_LEGEND = 75.0


def timelines(of: str, rows: Sequence[DatedRow], on: date) -> tuple[Picture, ...]:
    """The timeline of these rows in parts that each fit on a page; none where none has a day."""
    parts = _parts(rows)
    named = (
        (f"{of}, part {place} of {len(parts)}" if len(parts) > 1 else of, part)
        for place, part in enumerate(parts, start=1)
    )
    found = [timeline(name, part, on) for name, part in named]
    return tuple(each for each in found if each is not None)


def _parts(rows: Sequence[DatedRow]) -> list[list[DatedRow]]:
    parts: list[list[DatedRow]] = []
    height = 0.0
    for each in placed(rows, top=0, width=ROW_WIDTH):
        needed = each.bottom - each.begin
        if not parts or height + needed > TALLEST - HEAD - _LEGEND:
            parts.append([])
            height = 0.0
        parts[-1].append(each.row)
        height += needed
    return parts
