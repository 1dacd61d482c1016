"""The milestone trend chart: a level line held, one that climbs is slipping."""

from __future__ import annotations

from datetime import date

import pytest

from app.pictures import Picture, Said, TrendOf, trend
from app.pictures.shapes import MARKERS
from tests.unit.pictures.drawn import middles_of, outside, overlapping, places_in

ON = date(2014, 4, 24)
FIRST = Said(date(2013, 1, 31), date(2013, 3, 31), "end March 2013")
AGAIN = Said(date(2013, 12, 4), date(2014, 3, 31), "March 2014")
MAY = Said(date(2014, 2, 1), date(2014, 5, 31), "May 2014")
JUNE = Said(date(2014, 4, 1), date(2014, 6, 30), "June 2014")
REVIEW = TrendOf("2.1", "Review", (FIRST, AGAIN), (MAY, JUNE))


def drawn(*series: TrendOf, on: date = ON) -> Picture:
    picture = trend("milestone 2.1", series, on)
    assert picture is not None
    assert outside(picture) == []
    assert overlapping(picture) == []
    return picture


def path_of(picture: Picture, kind: str) -> list[tuple[float | None, float | None]]:
    return list(places_in(next(line for line in picture.lines if line.kind == kind).d))


def test_a_later_forecast_stands_higher_and_one_made_later_further_right() -> None:
    (x1, y1), (x2, y2) = path_of(drawn(REVIEW), "forecast")
    assert x1 is not None and x2 is not None and y1 is not None and y2 is not None
    assert x1 < x2
    assert y1 > y2


def test_the_agreed_date_is_a_step_and_the_first_one_a_level_line() -> None:
    picture = drawn(REVIEW)
    first = path_of(picture, "first")
    steps = path_of(picture, "agreed")
    assert first[0][1] == first[1][1]
    assert len(steps) == 4
    assert steps[0][1] == steps[1][1] == first[0][1], "it begins as the first date"
    assert steps[1][0] == steps[2][0], "and changes upright, on the day of agreement"


def test_the_slanting_line_is_where_a_date_is_due_on_the_day_itself() -> None:
    met = date(2014, 4, 10)
    picture = drawn(TrendOf("1", "One", (FIRST, AGAIN), (MAY,), done=met))
    (x1, y1), (x2, y2) = path_of(picture, "today")
    assert x1 is not None and x2 is not None and y1 is not None and y2 is not None
    (x,) = middles_of(picture, "actual")[:1]
    y = next(places_in(next(s for s in picture.shapes if s.kind == "actual").d))[1]
    assert y is not None
    assert y1 + (y2 - y1) * (x - x1) / (x2 - x1) == pytest.approx(y, abs=0.3)


@pytest.mark.parametrize(
    "series",
    [
        TrendOf("1", "One", (FIRST,), ()),
        TrendOf("1", "One", (), (MAY,)),
        TrendOf("1", "One", (), ()),
        TrendOf("1", "One", (), (Said(ON, None, "ongoing"), Said(ON, None, "TBC"))),
    ],
)
def test_where_nothing_can_have_moved_there_is_no_picture(series: TrendOf) -> None:
    assert trend("one", [series], ON) is None


def test_a_date_without_a_last_day_stands_in_the_table_alone() -> None:
    picture = drawn(TrendOf("1", "One", (FIRST,), (Said(MAY.day, None, "ongoing"), JUNE)))
    assert [row[2:] for row in picture.table.rows] == [
        ("end March 2013", "31 March 2013"),
        ("ongoing", "no last day"),
        ("June 2014", "30 June 2014"),
    ]
    assert sum(shape.kind == "full" for shape in picture.shapes) == 2, "one, and the legend's"


def test_a_forecast_that_no_longer_counts_is_not_carried_on() -> None:
    assert "carried" in {line.kind for line in drawn(REVIEW).lines}
    stale = TrendOf("2.1", "Review", (FIRST, AGAIN), (MAY, JUNE), is_current=False)
    assert "carried" not in {line.kind for line in drawn(stale).lines}


def test_lines_are_told_apart_by_marker_and_key() -> None:
    many = [
        TrendOf(f"2.{n}", f"Step {n}", (FIRST, AGAIN), (MAY, JUNE)) for n in range(len(MARKERS))
    ]
    picture = drawn(*many)
    ends = [each.words for each in picture.words if each.x > 366 and each.is_strong]
    assert sorted(ends) == [each.key for each in many]
    assert len({shape.d for shape in picture.shapes}) >= len(MARKERS)
    assert {"2.0, Step 0", "2.7, Step 7"} <= {each.words for each in picture.words}
    assert picture.table.head[1] == "Which"


def test_the_table_tells_everything_in_the_order_in_which_it_was_said() -> None:
    assert [row[0] for row in drawn(REVIEW).table.rows] == [
        "31 January 2013",
        "4 December 2013",
        "1 February 2014",
        "1 April 2014",
    ]


def test_a_long_name_is_cut_in_the_legend() -> None:
    long = TrendOf("2.1", "A very long name of a milestone " * 9, (FIRST, AGAIN), (MAY,))
    picture = drawn(long, REVIEW)
    assert any(each.words.endswith("…") for each in picture.words)
