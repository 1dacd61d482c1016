"""A timeline: for each milestone or deliverable its dates as bars of their days.

Shapes tell what is what, so that it is right in black and white: hollow for the first date, full
for the agreed one, hatched for the forecast, a diamond for the day it was done. A pointed end is
an open one. Arrows lead from what is late to what it pushes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.formats import counted, day_in_words
from app.pictures.arrows import GUTTER, Ways, ways_between
from app.pictures.axis import names_across, ticks_across
from app.pictures.facts import DatedRow, DateShown
from app.pictures.layout import LANE, Lane, Placed, placed
from app.pictures.legend import legend
from app.pictures.lettering import width_of
from app.pictures.picture import SMALL, Box, Line, Picture, Shape, Table, Words
from app.pictures.scale import DayScale, scale_over
from app.pictures.shapes import Place, bar, diamond, hatching, head_to_left, number, points

WIDTH = 420.0
SIDE = 8.0
HEAD = 56.0
"""Height of what stands above the rows: the day asked, the ticks' names, the years."""
OPEN = 36.0
"""Length of a bar with an open end: it has no length of its own."""
NARROWEST = 4.0
HALF_DIAMOND = 6.5
ROW_WIDTH = WIDTH - 2 * SIDE
NO_DATE = "no date"


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Where a row's bars lie across, by lane, and where its last one ends."""

    shapes: tuple[Shape, ...]
    right: float


def timeline(of: str, rows: Sequence[DatedRow], on: date) -> Picture | None:
    """The picture of these rows as at a day, `of` naming them; None where none has a day."""
    days = [day for row in rows for day in _days(row)]
    if not days:
        return None
    rows_placed = placed(rows, top=HEAD, width=ROW_WIDTH)
    ways = ways_between(rows_placed)
    bottom = rows_placed[-1].bottom
    scale = _scale([*days, on], rows, WIDTH - SIDE - GUTTER * ways.tracks)
    edge = WIDTH - SIDE - GUTTER * ways.tracks
    drawn = {each.row.key: _bars(each, scale) for each in rows_placed}
    arrows, heads = _arrows(ways, drawn, edge)
    today, today_words = _today(rows_placed, scale, on)
    grid, names = _grid(rows_placed, scale)
    key_shapes, key_lines, key_words, height = legend(_kinds(rows_placed, ways), bottom + 6, WIDTH)
    return Picture(
        title=f"Timeline: {of}, as at {day_in_words(on)}",
        description=_description(rows, days, on),
        width=WIDTH,
        height=height,
        boxes=tuple(
            Box(SIDE, each.top, ROW_WIDTH, each.foot - each.top)
            for each in rows_placed
            if each.lanes
        ),
        lines=(*grid, today, *arrows, *key_lines),
        shapes=(*(each for one in drawn.values() for each in one.shapes), *heads, *key_shapes),
        words=(*names, today_words, *_labels(rows_placed), *key_words),
        table=_table(of, rows, on),
    )


def _days(row: DatedRow) -> Iterable[date]:
    for when in (row.first, row.agreed, row.forecast):
        if when is not None:
            yield from (day for day in when.days if day is not None)
    if row.done is not None:
        yield row.done


def _scale(days: Sequence[date], rows: Sequence[DatedRow], edge: float) -> DayScale:
    """With room at either end for bars that are open there, and for half a diamond."""
    whens = [when for row in rows for when in (row.first, row.agreed, row.forecast) if when]
    dated = [when for when in whens if when.is_dated]
    left = OPEN if any(when.earliest is None for when in dated) else 0
    right = OPEN if any(when.latest is None for when in dated) else 0
    return scale_over(days, SIDE + HALF_DIAMOND + left, edge - HALF_DIAMOND - right)


def _bars(each: Placed, scale: DayScale) -> _Drawn:
    shapes: list[Shape] = []
    right = SIDE
    for lane in each.lanes:
        corners = _corners(lane, scale)
        hatch = hatching(corners) if lane.kind == "forecast" else ""
        shapes.append(Shape(lane.kind, f"M{points(corners)}Z", hatch))
        right = max(x for x, _ in corners)
    return _Drawn(tuple(shapes), right)


def _corners(lane: Lane, scale: DayScale) -> list[Place]:
    if lane.done is not None:
        return diamond(scale.middle(lane.done), lane.middle, HALF_DIAMOND)
    if lane.when is None:
        return []
    left, right, opens = _ends(lane.when, scale)
    short = max(0.0, NARROWEST - (right - left)) / 2
    return bar(left - short, right + short, lane.top, lane.top + LANE, opens=opens)


def _ends(when: DateShown, scale: DayScale) -> tuple[float, float, str]:
    """Where it begins and ends, and which end is open; of no day, nothing."""
    left = scale.at(when.earliest) if when.earliest else None
    right = scale.after(when.latest) if when.latest else None
    if left is not None and right is not None:
        return left, right, ""
    if right is not None:
        return right - OPEN, right, "left"
    left = left or SIDE
    return left, left + OPEN, "right"


def _grid(rows: Sequence[Placed], scale: DayScale) -> tuple[list[Line], list[Words]]:
    """A line through every row at each tick, and the ticks' names with their years below."""
    found = ticks_across(scale)
    lines: list[Line] = []
    for tick in found:
        x = number(tick.place)
        through = "".join(
            f"M{x},{number(each.top)}V{number(each.foot)}" for each in rows if each.lanes
        )
        lines.append(Line("year" if tick.is_new_year else "grid", through))
    return lines, names_across(found, 34, WIDTH)


def _today(rows: Sequence[Placed], scale: DayScale, on: date) -> tuple[Line, Words]:
    """The line of the day asked, through its middle, with its day above."""
    at = scale.middle(on)
    x = number(at)
    d = "".join(f"M{x},{number(each.top)}V{number(each.foot)}" for each in rows if each.lanes)
    words = day_in_words(on)
    half = width_of(words, SMALL) / 2
    middle = min(max(at, SIDE + half), WIDTH - SIDE - half)
    return Line("today", f"M{x},18V22{d}"), Words(middle, 14, words, anchor="middle")


def _labels(rows: Sequence[Placed]) -> list[Words]:
    found: list[Words] = []
    for each in rows:
        found += [Words(SIDE, y, words, each.size, is_strong=True) for y, words in each.label]
        found += [Words(SIDE, y, words) for y, words in each.note]
    return found


def _arrows(ways: Ways, drawn: dict[str, _Drawn], edge: float) -> tuple[list[Line], list[Shape]]:
    """From the end of what pushes through the gutter to the end of what is pushed."""
    lines: list[Line] = []
    heads: list[Shape] = []
    for way in ways.all:
        x = number(edge + GUTTER * way.track + GUTTER / 2)
        start, end = drawn[way.cause].right, drawn[way.pushed].right
        d = f"M{number(start)},{number(way.start)}H{x}V{number(way.end)}H{number(end + 6)}"
        lines.append(Line("push" if way.is_definite else "may push", d))
        heads.append(Shape("head", f"M{points(head_to_left(end, way.end))}Z"))
    return lines, heads


def _kinds(rows: Sequence[Placed], ways: Ways) -> list[str]:
    """What the legend has to explain."""
    lanes = [lane for each in rows for lane in each.lanes]
    shown = {lane.kind for lane in lanes}
    found: list[str] = [each for each in ("first", "agreed", "forecast", "actual") if each in shown]
    if any(lane.when and None in lane.when.days for lane in lanes):
        found.append("open")
    found.append("today")
    if any(way.is_definite for way in ways.all):
        found.append("push")
    if any(not way.is_definite for way in ways.all):
        found.append("may push")
    return found


def _description(rows: Sequence[DatedRow], days: Sequence[date], on: date) -> str:
    pushed = sum(row.pushed is not None for row in rows)
    return (
        f"{counted(len(rows), 'row')}, with dates from {day_in_words(min(days))} to "
        f"{day_in_words(max(days))}, and a line at {day_in_words(on)}. "
        f"{counted(pushed, 'row').capitalize()} pushed back by another. "
        "A table with the same facts stands beside it."
    )


def _table(of: str, rows: Sequence[DatedRow], on: date) -> Table:
    return Table(
        caption=f"The timeline in words: {of}, as at {day_in_words(on)}",
        head=("What", "First date", "Agreed date", "Forecast", "Done", "How late", "Pushed back"),
        rows=tuple(
            (
                row.label,
                row.first.in_full if row.first else NO_DATE,
                row.agreed.in_full if row.agreed else NO_DATE,
                row.forecast.in_full if row.forecast else "no forecast",
                day_in_words(row.done) if row.done else "not yet",
                row.lateness or "not counted",
                row.pushed.words if row.pushed else "no",
            )
            for row in rows
        ),
    )
