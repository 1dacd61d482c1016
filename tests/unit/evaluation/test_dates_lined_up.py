"""Timetables lined up like for like: by their words, with gaps and what the brief does not name."""

from __future__ import annotations

from datetime import date

from app.commissions.rules import OfferedDue, ReadDue, read_dues
from app.evaluation.rules.dates import last_day, line_up_dues


def read(*dues: tuple[str, str]) -> tuple[ReadDue, ...]:
    return read_dues([OfferedDue(title, when) for title, when in dues], date(2013, 12, 2))


def test_lines_are_lined_up_by_their_words_in_the_order_of_the_brief() -> None:
    asked = read(("Interim report", "February 2014"), ("Final report", "March 2014"))
    first = read(("FINAL report", "21 March 2014"), ("A session", "April 2014"))
    second = read(("Interim report.", "14 February 2014"), ("Final report", "TBC"))
    rows = line_up_dues(asked, [first, (), second])
    assert [row.words for row in rows] == ["Interim report", "Final report", "A session"]
    assert [row.asked is not None for row in rows] == [True, True, False]
    said = [[[due.when.raw for due in cell] for cell in row.cells] for row in rows]
    assert said == [
        [[], [], ["14 February 2014"]],
        [["21 March 2014"], [], ["TBC"]],
        [["April 2014"], [], []],
    ]


def test_the_same_words_twice_in_a_quote_stand_in_one_row() -> None:
    twice = read(("Workshop", "May 2014"), ("workshop", "June 2014"))
    (row,) = line_up_dues((), [twice])
    assert [due.when.raw for due in row.cells[0]] == ["May 2014", "June 2014"]


def test_the_last_day_is_of_what_can_be_read() -> None:
    assert last_day(read(("A", "May 2014"), ("B", "week 3"), ("C", "1 April 2014"))) == date(
        2014, 5, 31
    )
    assert last_day(read(("A", "TBC"), ("B", "from May 2014"))) is None
    assert last_day(()) is None
