"""What is sealed: the form that is written now, and the older one that must stay readable."""

from __future__ import annotations

import json

import pytest

from app.commissions.rules import OfferedDue
from app.quotes.written import FORM, Written, read_written

DUES = (OfferedDue("Interim report", "by mid February 2014"), OfferedDue("Session", "week 3"))


def test_a_timetable_is_read_back_word_for_word() -> None:
    written = Written(timetable=DUES)
    assert read_written(written.as_bytes()) == written
    assert json.loads(written.as_bytes())["form"] == FORM == 2


def test_a_quote_sealed_before_there_were_timetables_is_still_read() -> None:
    plain = json.loads(Written().as_bytes())
    del plain["timetable"]
    older = json.dumps({**plain, "form": 1}).encode()
    assert read_written(older).timetable == ()
    # One of before a company could state totals, too.
    del plain["stated_totals"]
    assert read_written(json.dumps({**plain, "form": 1}).encode()).timetable == ()


@pytest.mark.parametrize("form", [0, 3, "2", None])
def test_another_form_is_refused_without_quoting_it(form: object) -> None:
    plain = json.loads(Written(timetable=DUES).as_bytes())
    with pytest.raises(ValueError, match="What was sealed is no quote"):
        read_written(json.dumps({**plain, "form": form}).encode())


def test_this_form_without_its_timetable_is_no_quote() -> None:
    plain = json.loads(Written().as_bytes())
    del plain["timetable"]
    with pytest.raises(ValueError, match="no quote"):
        read_written(json.dumps(plain).encode())
