"""What is to be delivered and when: which dates are doubtful, what no timetable holds."""

from __future__ import annotations

from datetime import date

import pytest

from app.commissions.rules import MOST_OFFERED, OfferedDue, dues_fault, read_dues

SAID_ON = date(2013, 12, 2)


@pytest.mark.parametrize(
    ("words", "is_dated", "doubt"),
    [
        ("14 February 2014", True, ""),
        ("end March 2014", True, ""),
        ("by mid February 2014", True, "It could also be any day up to 15 February 2014."),
        ("week 3", False, "Not read as a date. This could not be read as a date."),
        ("TBC", False, "Not read as a date with a last day. By when will it be done?"),
        ("after the school holidays", False, "Not read as a date with a last day."),
        ("from March 2014", False, "Not read as a date with a last day."),
    ],
)
def test_a_date_is_read_or_asked_about_and_never_guessed(
    words: str, is_dated: bool, doubt: str
) -> None:
    (due,) = read_dues([OfferedDue("Report", words)], SAID_ON)
    assert due.when.raw == words
    assert due.is_dated is is_dated
    assert doubt in due.doubt
    assert bool(due.doubt) is bool(doubt)


def test_a_date_without_its_year_says_which_was_taken() -> None:
    (due,) = read_dues([OfferedDue("Report", "end March")], SAID_ON)
    assert due.when.latest == date(2014, 3, 31)
    assert "No year was written: read as 2014" in due.meant


@pytest.mark.parametrize(
    ("dues", "sentence"),
    [
        ([OfferedDue(" ", "May 2014")], "Enter what you will deliver in line 1"),
        ([OfferedDue("Report", "")], "Enter when you will deliver line 1"),
        (
            [OfferedDue("Report", "May 2014"), OfferedDue("x" * 201, "May 2014")],
            "What you will deliver in line 2 must be 200 characters or fewer",
        ),
        ([OfferedDue("Report", "x" * 201)], "The date of line 1 must be 200 characters or fewer"),
        (
            [OfferedDue("A", "May")] * (MOST_OFFERED + 1),
            "A timetable can have 40 lines at most",
        ),
        ([OfferedDue("Report", "when the hens lay")] * MOST_OFFERED, None),
        ([], None),
    ],
)
def test_lines_that_no_timetable_holds(dues: list[OfferedDue], sentence: str | None) -> None:
    assert dues_fault(dues) == sentence
