"""What is sealed: the form that is written now, and the older ones that must stay readable."""

from __future__ import annotations

import json

import pytest

from app.commissions.rules import OfferedDue
from app.quotes.marks import PRICES, Marked
from app.quotes.rules import NOTHING_STATED
from app.quotes.written import FORM, Written, read_written

DUES = (OfferedDue("Interim report", "by mid February 2014"), OfferedDue("Session", "week 3"))
MARKS = (Marked(PRICES, "Our rates for all clients.", "end 2016"),)


def in_form(number: object, *left_out: str) -> bytes:
    """What was sealed under another number, without what it did not have yet."""
    plain = json.loads(Written(timetable=DUES, marks=MARKS).as_bytes())
    kept = {name: value for name, value in plain.items() if name not in left_out}
    return json.dumps({**kept, "form": number}).encode()


def test_timetable_and_marks_are_read_back_word_for_word() -> None:
    written = Written(timetable=DUES, marks=MARKS)
    assert read_written(written.as_bytes()) == written
    assert json.loads(written.as_bytes())["form"] == FORM == 3


def test_a_quote_sealed_in_an_older_form_is_still_read() -> None:
    second = read_written(in_form(2, "confidential"))
    assert (second.timetable, second.marks) == (DUES, ())
    first = read_written(in_form(1, "confidential", "timetable"))
    assert (first.timetable, first.marks) == ((), ())
    # One of before a company could state totals, too.
    oldest = read_written(in_form(1, "confidential", "timetable", "stated_totals"))
    assert oldest.stated == NOTHING_STATED


@pytest.mark.parametrize("form", [0, 4, "3", None])
def test_another_form_is_refused_without_quoting_it(form: object) -> None:
    with pytest.raises(ValueError, match="What was sealed is no quote"):
        read_written(in_form(form))


@pytest.mark.parametrize("gone", ["timetable", "confidential"])
def test_this_form_without_all_of_it_is_no_quote(gone: str) -> None:
    with pytest.raises(ValueError, match="no quote"):
        read_written(in_form(FORM, gone))
