"""What holds of every picture, whatever the dates and words."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.pictures import DatedRow, DateShown, PushedBack, Said, TrendOf, timeline, trend
from app.pictures.lettering import lines_of, width_of
from app.pictures.scale import scale_over, ticks
from app.pictures.shapes import bar, hatching
from tests.unit.pictures.drawn import middles_of, outside, overlapping, places_in

usual_days = st.dates(date(2009, 1, 1), date(2020, 12, 31))
any_days = st.one_of(usual_days, st.dates())
words = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=120)


@st.composite
def whens(draw: st.DrawFn) -> DateShown:
    one, other = draw(any_days), draw(any_days)
    kind = draw(st.sampled_from(["both", "both", "by", "from", "none"]))
    return DateShown(
        draw(words),
        min(one, other) if kind in {"both", "from"} else None,
        max(one, other) if kind in {"both", "by"} else None,
    )


@st.composite
def row_lists(draw: st.DrawFn) -> list[DatedRow]:
    count = draw(st.integers(1, 7))
    maybe = st.none() | whens()
    rows: list[DatedRow] = []
    for key in range(count):
        cause = draw(st.none() | st.integers(0, count))
        pushed = PushedBack(str(cause), draw(words), draw(st.booleans())) if cause else None
        label = draw(words)
        done = draw(st.none() | any_days)
        rows.append(DatedRow(str(key), label, draw(maybe), draw(maybe), draw(maybe), done, pushed))
    return rows


@given(row_lists(), any_days)
def test_nothing_of_a_timeline_lies_outside_or_over_other_words(
    rows: list[DatedRow], on: date
) -> None:
    picture = timeline("these", rows, on)
    if picture is not None:
        assert outside(picture) == []
        assert overlapping(picture) == []
        assert len(picture.table.rows) == len(rows)
        assert picture == timeline("these", rows, on)


@given(st.lists(usual_days, min_size=2, max_size=6), usual_days)
def test_the_order_of_days_is_kept(days: list[date], on: date) -> None:
    rows = [
        DatedRow(str(n), "", agreed=DateShown("", day, day + timedelta(days=9)))
        for n, day in enumerate(days)
    ]
    picture = timeline("these", rows, on)
    assert picture is not None
    places = middles_of(picture, "agreed")
    assert len(places) == len(days)
    for one, at in zip(days, places, strict=True):
        for other, at_other in zip(days, places, strict=True):
            assert one == other or (one < other) == (at < at_other) or abs(at - at_other) < 0.2


@st.composite
def series(draw: st.DrawFn) -> TrendOf:
    said = st.lists(st.builds(Said, any_days, st.none() | any_days, words), max_size=5).map(
        lambda all_said: tuple(sorted(all_said, key=lambda one: one.day))
    )
    key = draw(st.text("0123456789.D", max_size=4))
    return TrendOf(key, draw(words), draw(said), draw(said), draw(st.none() | any_days))


@given(st.lists(series(), min_size=1, max_size=9), any_days)
def test_nothing_of_a_trend_lies_outside_or_over_other_words(
    lines: list[TrendOf], on: date
) -> None:
    picture = trend("these", lines, on)
    if picture is not None:
        assert outside(picture) == []
        assert overlapping(picture) == []
        assert picture == trend("these", lines, on)


@given(any_days, any_days, st.floats(30, 60))
def test_ticks_have_the_room_that_their_names_need(one: date, other: date, room: float) -> None:
    scale = scale_over([one, other], 0, 400)
    found = [tick.place for tick in ticks(scale, room)]
    assert found == sorted(found)
    assert all(0 <= place <= 400 for place in found)
    gaps = [b - a for a, b in pairwise(found)]
    assert all(gap >= room - 0.001 for gap in gaps)


@given(words, st.floats(40, 400), st.integers(1, 3))
def test_lines_of_words_fit_and_begin_with_what_was_given(
    text: str, width: float, most: int
) -> None:
    lines = lines_of(text, width, 13, most)
    assert len(lines) <= most
    assert all(width_of(line, 13) <= width + 0.001 for line in lines)
    together = "".join("".join(lines).split()).removesuffix("…")
    assert "".join(text.split()).startswith(together)


@given(st.floats(0, 400), st.floats(4, 400), st.sampled_from(["", "left", "right", "both"]))
def test_hatching_stays_within_its_bar(left: float, width: float, opens: str) -> None:
    corners = bar(left, left + width, 20, 32, opens=opens)
    for x, y in places_in(hatching(corners)):
        assert x is not None and left - 0.1 <= x <= left + width + 0.1
        assert y is not None and 19.9 <= y <= 32.1
