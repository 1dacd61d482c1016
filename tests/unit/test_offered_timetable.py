"""What is read as a timetable in the words of a quote or a brief."""

from __future__ import annotations

from datetime import date

import pytest

from app.commissions.rules import OfferedDue, offered_dues
from app.delivery.rules.offered import CheckedDue, checked_faults

SAID_ON = date(2013, 11, 27)
TODAY = date(2014, 1, 8)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Interim report by mid February 2014, final report in March 2014.",
            [("Interim report", "by mid February 2014"), ("Final report", "in March 2014")],
        ),
        (
            "1. Interim report – 14 February 2014\n2) Final report: end March 2014\n",
            [("Interim report", "14 February 2014"), ("Final report", "end March 2014")],
        ),
        (
            "We begin at once. The interim report is with you on 3/4/2014; the final report "
            "by 5 June 2014.",
            [("Interim report is with you", "on 3/4/2014"), ("Final report", "by 5 June 2014")],
        ),
        ("Both films – the end of April", [("Both films", "the end of April")]),
        ("• Report, 2014-15", [("Report", "2014-15")]),
        ("The plan has two weeks to spare, and the interim report comes in week 6.", []),
        ("Workshops – ongoing\nFinal report – TBC", []),
        ("Report from March 2014", []),
        ("March 2014", []),
        ("x" * 300 + " – March 2014", []),
        ("", []),
    ],
)
def test_lines_with_a_last_day_are_things_due(text: str, found: list[tuple[str, str]]) -> None:
    assert [(due.title, due.when) for due in offered_dues(text, SAID_ON)] == found


def test_a_text_without_end_gives_no_more_than_an_officer_can_check() -> None:
    assert len(offered_dues("Report – March 2014\n" * 5_000, SAID_ON)) == 40


OFFERED = (OfferedDue("Interim report", "mid February 2014"), OfferedDue("Report", "end March"))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (CheckedDue("Interim report", "mid  February 2014", offered=0), None),
        (CheckedDue("Report", "end March", offered=1), None),
        (CheckedDue("Report", "28 March 2014", offered=1), "Enter why line 1 is not as it was"),
        (CheckedDue("Report", "28 March 2014", "They agreed.", offered=1), None),
        (CheckedDue("Final report", "end March", offered=1), "Enter why line 1 is not as it was"),
        (CheckedDue("Report", "", offered=1, is_left_out=True), "Enter why line 1 is left out"),
        (CheckedDue("Report", "", "Not asked for.", 1, is_left_out=True), None),
        (CheckedDue("", "March 2014"), "Enter what is to be delivered in line 1"),
        (CheckedDue("x" * 201, "March 2014"), "The name in line 1 must be 200 characters"),
        (CheckedDue("A session", ""), "Enter when line 1 is due"),
        (CheckedDue("A session", "when pigs fly"), "“when pigs fly” in line 1 could not be read"),
        (CheckedDue("A session", "from March 2014"), "Enter a date with a last day in line 1"),
    ],
)
def test_each_line_is_kept_with_a_sound_date_and_a_reason_for_a_change(
    line: CheckedDue, sentence: str | None
) -> None:
    faults = checked_faults([line], OFFERED, SAID_ON, TODAY)
    if sentence is None:
        assert not faults
    else:
        assert faults[0].sentence.startswith(sentence)


def test_two_lines_of_one_name_are_told_apart() -> None:
    lines = [CheckedDue("A session", "March 2014"), CheckedDue(" a  Session", "May 2014")]
    (fault,) = checked_faults(lines, OFFERED, SAID_ON, TODAY)
    assert (fault.place, fault.field) == (1, "title")
    assert fault.sentence == "Line 2 has the name of line 1. Give it another"
