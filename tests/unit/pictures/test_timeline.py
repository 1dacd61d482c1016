"""The timeline: bars as long as their days, shapes that differ, arrows from cause to pushed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.pictures import DatedRow, DateShown, Picture, PushedBack, timeline, timelines
from app.pictures.paged import TALLEST
from app.pictures.picture import Words
from tests.unit.pictures.drawn import middles_of, outside, overlapping, widths_of

ON = date(2014, 5, 1)
END_MARCH_2013 = DateShown("end March 2013", date(2013, 3, 21), date(2013, 3, 31))
MARCH = DateShown("March 2014", date(2014, 3, 1), date(2014, 3, 31))
JUNE = DateShown("June 2014", date(2014, 6, 1), date(2014, 6, 30))
REVIEW = DatedRow("2.1", "2.1 Review", first=END_MARCH_2013, agreed=MARCH)
GROUP = DatedRow(
    "2.2",
    "2.2 Partnership Group",
    agreed=JUNE,
    pushed=PushedBack("2.1", "Pushed back by 2 days by 2.1", is_definite=True),
)


def drawn(*rows: DatedRow, on: date = ON) -> Picture:
    picture = timeline("Action 2", rows, on)
    assert picture is not None
    assert outside(picture) == []
    assert overlapping(picture) == []
    return picture


def said(picture: Picture) -> list[str]:
    return [each.words for each in picture.words]


def test_a_bar_is_as_long_as_its_days() -> None:
    picture = drawn(REVIEW, GROUP)
    (eleven,) = widths_of(picture, "first")
    march, june = widths_of(picture, "agreed")
    assert march / 31 == pytest.approx(june / 30, rel=0.02)
    assert eleven / 11 == pytest.approx(march / 31, rel=0.02)


def test_each_kind_of_date_has_its_own_shape_and_its_words_in_the_legend() -> None:
    row = DatedRow("1", "All", END_MARCH_2013, MARCH, JUNE, done=date(2014, 6, 20))
    picture = drawn(row)
    kinds = [shape.kind for shape in picture.shapes]
    assert kinds[:4] == ["first", "agreed", "forecast", "actual"]
    assert kinds[4:] == kinds[:4]
    assert [bool(shape.hatch) for shape in picture.shapes[:4]] == [False, False, True, False]
    assert said(picture)[-5:] == ["First date", "Agreed date", "Forecast", "Done", "Day asked"]


def test_the_legend_explains_only_what_is_there() -> None:
    assert said(drawn(DatedRow("1", "One", MARCH, MARCH)))[-2:] == ["Agreed date", "Day asked"]


def test_a_first_date_that_is_still_agreed_is_one_bar() -> None:
    picture = drawn(DatedRow("1", "One", MARCH, MARCH))
    assert [shape.kind for shape in picture.shapes] == ["agreed", "agreed"]
    assert picture.table.rows[0][1] == picture.table.rows[0][2]


@pytest.mark.parametrize(
    ("when", "table"),
    [
        (
            DateShown("by June 2014", None, date(2014, 6, 30)),
            "by June 2014 (any day up to 30 June 2014)",
        ),
        (
            DateShown("from May 2014", date(2014, 5, 1), None),
            "from May 2014 (from 1 May 2014, no last day)",
        ),
    ],
)
def test_an_open_end_is_pointed_and_explained(when: DateShown, table: str) -> None:
    picture = drawn(DatedRow("1", "One", agreed=when))
    assert picture.shapes[0].d.count(" ") == 4, "five corners"
    assert "Open end" in said(picture)
    assert picture.table.rows[0][2] == table


def test_a_date_without_a_day_is_said_in_words() -> None:
    picture = drawn(REVIEW, DatedRow("2", "Two", agreed=DateShown("ongoing", None, None)))
    assert "Agreed date: ongoing" in said(picture)
    assert picture.table.rows[1][2] == "ongoing (no day)"
    assert "No date is agreed" in said(drawn(REVIEW, DatedRow("3", "Three")))


def test_without_any_day_there_is_no_picture() -> None:
    assert timeline("Action 2", [], ON) is None
    assert timeline("A", [DatedRow("1", "One", agreed=DateShown("TBC", None, None))], ON) is None


def test_an_arrow_leads_from_what_is_late_to_what_it_pushes() -> None:
    picture = drawn(REVIEW, GROUP)
    (arrow,) = [line for line in picture.lines if line.kind == "push"][:1]
    head = picture.shapes[[shape.kind for shape in picture.shapes].index("head")]
    end = max(widths_of(picture, "agreed"))
    assert end > 0
    assert arrow.d.startswith("M")
    assert head.d.split(",")[0] == f"M{_right_of_group(picture)}"
    assert "Pushed back by 2 days by 2.1" in said(picture)
    assert picture.table.rows[1][-1] == "Pushed back by 2 days by 2.1"


def _right_of_group(picture: Picture) -> str:
    bar = picture.shapes[2]
    return bar.d.split(" ")[2].split(",")[0]


def test_a_possible_push_is_drawn_otherwise_than_a_definite_one() -> None:
    pushed = PushedBack("2.1", "May be pushed back by up to 9 days by 2.1", is_definite=False)
    picture = drawn(REVIEW, DatedRow("2.2", "2.2 Group", agreed=JUNE, pushed=pushed))
    assert "push" not in {line.kind for line in picture.lines}
    assert "May push back" in said(picture)


def test_what_is_pushed_from_outside_the_picture_says_so_without_an_arrow() -> None:
    picture = drawn(GROUP)
    assert {line.kind for line in picture.lines}.isdisjoint({"push", "may push"})
    assert "Pushed back by 2 days by 2.1" in said(picture)


def test_the_day_asked_stands_between_what_was_before_and_what_comes_after() -> None:
    picture = drawn(REVIEW, GROUP)
    (today,) = [line for line in picture.lines if line.kind == "today"][:1]
    x = float(today.d[1:].split(",")[0])
    march, june = middles_of(picture, "agreed")
    assert march < x < june
    assert "1 May 2014" in said(picture)


@pytest.mark.parametrize(
    ("days", "names"),
    [
        (100, {"Jan", "Feb", "Mar", "Apr"}),
        (400, {"Jan", "Apr", "Jul", "Oct"}),
        (1200, {"Jan", "Jul"}),
        (3650, {"2014", "2016", "2018", "2020", "2022"}),
    ],
)
def test_ticks_are_months_quarters_or_years_by_the_span(days: int, names: set[str]) -> None:
    start = date(2014, 1, 1)
    end = start + timedelta(days=days)
    picture = drawn(DatedRow("1", "", agreed=DateShown("x", start, end)), on=start)
    ticks = {each.words for each in picture.words if each.y == 34}
    assert names <= ticks


def test_the_years_stand_below_the_months() -> None:
    picture = drawn(REVIEW, GROUP)
    years = [each for each in picture.words if each.y == 49]
    assert [each.words for each in years] == ["2013", "2014"]
    assert all(isinstance(each, Words) and each.is_strong for each in years)


def test_the_first_and_the_last_day_of_all_can_be_asked() -> None:
    for on in (date.min, date.max):
        drawn(REVIEW, GROUP, on=on)


def test_a_chain_of_ten_and_a_fan_keep_to_their_tracks() -> None:
    chain = [DatedRow("0", "0", agreed=MARCH)]
    for n in range(1, 11):
        push = PushedBack(str(n - 1), f"Pushed back by {n} days by {n - 1}", is_definite=True)
        chain.append(DatedRow(str(n), f"Step {n}", agreed=JUNE, pushed=push))
    fan = [
        DatedRow(f"f{n}", "Fan", agreed=JUNE, pushed=PushedBack("0", "Pushed back", True))
        for n in range(5)
    ]
    picture = drawn(*chain, *fan)
    assert sum(line.kind == "push" for line in picture.lines) == 15 + 1, "and the legend's"


def test_the_same_facts_make_the_same_picture() -> None:
    assert drawn(REVIEW, GROUP) == drawn(REVIEW, GROUP)


@pytest.mark.parametrize(
    ("words", "first", "last", "in_full"),
    [
        ("March 2014", date(2014, 3, 1), date(2014, 3, 31), "March 2014 (1 to 31 March 2014)"),
        (
            "spring 2014",
            date(2014, 3, 1),
            date(2014, 5, 31),
            "spring 2014 (1 March to 31 May 2014)",
        ),
        (
            "winter 2013",
            date(2013, 12, 1),
            date(2014, 2, 28),
            "winter 2013 (1 December 2013 to 28 February 2014)",
        ),
        ("7/3/14", date(2014, 3, 7), date(2014, 3, 7), "7/3/14 (7 March 2014)"),
        ("7 March 2014", date(2014, 3, 7), date(2014, 3, 7), "7 March 2014"),
    ],
)
def test_the_table_tells_the_days_that_a_date_means(
    words: str, first: date, last: date, in_full: str
) -> None:
    assert DateShown(words, first, last).in_full == in_full


def test_a_timeline_for_paper_is_cut_between_rows_so_that_each_part_fits_on_a_page() -> None:
    rows = [DatedRow(str(n), f"Step {n}", agreed=MARCH) for n in range(40)]
    parts = timelines("Action 1", rows, ON)
    assert len(parts) > 1
    assert all(part.height <= TALLEST for part in parts)
    assert [row[0] for part in parts for row in part.table.rows] == [row.label for row in rows]
    assert parts[0].title == f"Timeline: Action 1, part 1 of {len(parts)}, as at 1 May 2014"
    assert timelines("Action 1", rows[:2], ON)[0].title == "Timeline: Action 1, as at 1 May 2014"
