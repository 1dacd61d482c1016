"""A milestone trend chart: what was expected, against the day on which it was said.

Across runs the day on which something was said, upwards the last day that was then named. A level
line is a date that held; one that climbs is slipping; it is due where it meets the slanting line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.formats import counted, day_in_words
from app.pictures.axis import YEARS_BELOW, names_across, ticks_across
from app.pictures.legend import legend, marker_kind
from app.pictures.picture import SMALL, Line, Picture, Shape, Table, Words
from app.pictures.scale import DayScale, scale_over, ticks
from app.pictures.shapes import MARKERS, diamond, marker, number, points

WIDTH = 420.0
LEFT, RIGHT, TOP, BOTTOM = 76.0, 412.0, 28.0, 250.0
INSET = 8.0
ROOM_FOR_KEYS = 46.0
MOST = len(MARKERS)
"""Lines in one picture; with more, nobody could tell them apart."""


@dataclass(frozen=True, slots=True)
class Said:
    """A date named on a day; `last` is None where it has no last day."""

    day: date
    last: date | None
    words: str


@dataclass(frozen=True, slots=True)
class TrendOf:
    """One milestone or deliverable: what was agreed and forecast, the oldest first.

    The first of `agreed` is the first date. `is_current` says that the newest forecast still
    counts, and no later agreement took its place.
    """

    key: str
    label: str
    agreed: tuple[Said, ...]
    forecasts: tuple[Said, ...]
    done: date | None = None
    is_current: bool = True

    @property
    def has_moved(self) -> bool:
        """Whether there is anything to see."""
        return bool(self.agreed or self.forecasts) and len(self.agreed) + len(self.forecasts) > 1


@dataclass(frozen=True, slots=True)
class _Plane:
    across: DayScale
    up: DayScale

    def at(self, day: date, last: date) -> tuple[float, float]:
        """The place of what was said on a day."""
        return self.across.middle(day), self.up.middle(last)


def trend(of: str, series: Sequence[TrendOf], on: date) -> Picture | None:
    """The picture of at most `MOST` lines as at a day; None where no date was named twice."""
    drawn = [each for each in series if each.has_moved and any(s.last for s in _all(each))][:MOST]
    if not drawn:
        return None
    if len(drawn) == 1 and len(series) > 1:
        of = f"{of}, {drawn[0].label}"
    plane = _plane(drawn, on)
    grid, names = _axes(plane, is_keyed=len(drawn) > 1)
    lines: list[Line] = [*grid, _diagonal(plane)]
    shapes: list[Shape] = []
    for each, kind in zip(drawn, MARKERS, strict=False):
        lines += _lines(each, plane, on)
        shapes += _shapes(each, kind, plane)
    keys = _keys(drawn, plane, on) if len(drawn) > 1 else []
    legend_top = BOTTOM + 24 + 2 * YEARS_BELOW
    key_shapes, key_lines, key_words, height = legend(_kinds(drawn), legend_top, WIDTH)
    return Picture(
        title=f"How the expected date has moved: {of}, as at {day_in_words(on)}",
        description=_description(drawn, on),
        width=WIDTH,
        height=height,
        boxes=(),
        lines=(*lines, *key_lines),
        shapes=(*shapes, *key_shapes),
        words=(*names, *keys, *key_words),
        table=_table(of, drawn, on),
    )


def _all(each: TrendOf) -> Iterable[Said]:
    return (*each.agreed, *each.forecasts)


def _plane(drawn: Sequence[TrendOf], on: date) -> _Plane:
    said = [one for each in drawn for one in _all(each)]
    done = [each.done for each in drawn if each.done]
    right = RIGHT - (ROOM_FOR_KEYS if len(drawn) > 1 else 0)
    return _Plane(
        scale_over([*(one.day for one in said), *done, on], LEFT + INSET, right - INSET),
        scale_over(
            [*(one.last for one in said if one.last), *done, on], BOTTOM - INSET, TOP + INSET
        ),
    )


def _axes(plane: _Plane, *, is_keyed: bool) -> tuple[list[Line], list[Words]]:
    right = RIGHT - (ROOM_FOR_KEYS if is_keyed else 0)
    frame = f"M{number(LEFT)},{number(TOP)}V{number(BOTTOM)}H{number(right)}"
    lines = [Line("frame", frame)]
    words = [
        Words(8, 14, "Last day named"),
        Words(RIGHT, BOTTOM + 17 + 2 * YEARS_BELOW, "Day on which it was said", anchor="end"),
    ]
    across = ticks_across(plane.across)
    for tick in across:
        d = f"M{number(tick.place)},{number(TOP)}V{number(BOTTOM)}"
        lines.append(Line("year" if tick.is_new_year else "grid", d))
    for tick in ticks(plane.up, 20.0):
        d = f"M{number(LEFT)},{number(tick.place)}H{number(right)}"
        lines.append(Line("year" if tick.is_new_year else "grid", d))
        name = tick.name if tick.name == str(tick.year) else f"{tick.name} {tick.year}"
        words.append(Words(LEFT - 6, tick.place + 4.5, name, anchor="end"))
    return lines, words + names_across(across, BOTTOM + 17, WIDTH)


def _diagonal(plane: _Plane) -> Line:
    """Where the last day is the day itself, as far as the picture goes."""
    first = max(plane.across.first, plane.up.first)
    end = min(plane.across.end, plane.up.end)
    places = [
        (plane.across.at_ordinal(ordinal), plane.up.at_ordinal(ordinal))
        for ordinal in (first, max(first, end))
    ]
    return Line("today", f"M{points(places)}")


def _lines(each: TrendOf, plane: _Plane, on: date) -> list[Line]:
    """The first date, the steps of the agreed one, the forecasts, and how the last one is held."""
    end = each.done or on
    agreed = [(one.day, one.last) for one in each.agreed if one.last]
    found: list[Line] = []
    if agreed:
        since, first = agreed[0]
        found.append(Line("first", f"M{points(plane.at(day, first) for day in (since, end))}"))
        until = [*(day for day, _ in agreed[1:]), max(end, agreed[-1][0])]
        steps = [
            plane.at(day, last)
            for (since, last), to in zip(agreed, until, strict=True)
            for day in (since, to)
        ]
        found.append(Line("agreed", f"M{points(steps)}"))
    forecasts = [(one.day, one.last) for one in each.forecasts if one.last]
    if len(forecasts) > 1:
        path = points(plane.at(day, last) for day, last in forecasts)
        found.append(Line("forecast", f"M{path}"))
    if forecasts and each.is_current and forecasts[-1][0] < end:
        day, last = forecasts[-1]
        held = points(plane.at(at, last) for at in (day, end))
        found.append(Line("carried", f"M{held}"))
    return found


def _shapes(each: TrendOf, kind: str, plane: _Plane) -> list[Shape]:
    found = [
        Shape(marker_kind(kind), marker(kind, *plane.at(one.day, one.last)))
        for one in each.forecasts
        if one.last
    ]
    if each.done:
        found.append(Shape("actual", f"M{points(diamond(*plane.at(each.done, each.done), 6.5))}Z"))
    return found


def _keys(drawn: Sequence[TrendOf], plane: _Plane, on: date) -> list[Words]:
    """The key of each line beside its end, moved apart where they would overlap."""
    ends = [
        (plane.up.middle(each.done or _newest(each)), each.key) for each in drawn if _newest(each)
    ]
    step, lowest = SMALL + 2, BOTTOM
    places: list[float] = []
    for at, _ in sorted(ends):
        places.append(max(at + 4.5, TOP + SMALL, places[-1] + step if places else 0))
    for place in range(len(places) - 1, -1, -1):
        places[place] = min(places[place], lowest - step * (len(places) - 1 - place))
    return [
        Words(RIGHT - ROOM_FOR_KEYS + 4, y, key, is_strong=True)
        for y, (_, key) in zip(places, sorted(ends), strict=True)
    ]


def _newest(each: TrendOf) -> date:
    """The last day that was named last."""
    lasts = [one.last for one in (*each.agreed, *each.forecasts) if one.last]
    return lasts[-1]


def _kinds(drawn: Sequence[TrendOf]) -> list[str]:
    found: list[str] = []
    for each, kind in zip(drawn, MARKERS, strict=False):
        if any(one.last for one in each.forecasts):
            named = "Forecast" if len(drawn) == 1 else f"{each.key}, {each.label}"
            found.append(f"{kind}={named}")
    if any(one.last for each in drawn for one in each.agreed):
        found += ["first line", "agreed line"]
    if any(each.done for each in drawn):
        found.append("actual")
    return [*found, "diagonal"]


def _description(drawn: Sequence[TrendOf], on: date) -> str:
    said = sorted({one.day for each in drawn for one in _all(each)})
    lasts = [one.last for each in drawn for one in _all(each) if one.last]
    return (
        f"{counted(len(drawn), 'line')} of what was said from {day_in_words(said[0])} to "
        f"{day_in_words(on)}. The days named lie between {day_in_words(min(lasts))} and "
        f"{day_in_words(max(lasts))}. A table with the same facts stands beside it."
    )


def _table(of: str, drawn: Sequence[TrendOf], on: date) -> Table:
    rows = [
        (one.day, each.key, kind, one)
        for each in drawn
        for kind, all_said in (("Agreed", each.agreed), ("Forecast", each.forecasts))
        for one in all_said
    ]
    done = tuple(
        (day_in_words(each.done), *((each.key,) if len(drawn) > 1 else ()), "Done", "", "")
        for each in drawn
        if each.done
    )
    which = ("Which",) if len(drawn) > 1 else ()
    return Table(
        caption=f"What was said when: {of}, as at {day_in_words(on)}",
        head=("Said on", *which, "What", "Date", "Last day"),
        rows=tuple(
            (
                day_in_words(day),
                *((key,) if which else ()),
                kind,
                one.words,
                day_in_words(one.last) if one.last else "no last day",
            )
            for day, key, kind, one in sorted(rows, key=lambda row: row[0])
        )
        + done,
    )
