"""What holds of any words at all, and of every EDTF string that is given."""

from __future__ import annotations

from datetime import date
from typing import Any

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.when import DayRange, When, read_when, said_back, split_trailing_when, when_as_json
from app.when.cell_rules import cell
from app.when.cursor import Cursor
from app.when.tokens import tokenise

WORDS = st.sampled_from(
    "by from to until before after early mid late end of the in 2013 2014 14 31 3rd 2013/14 2014-16"
    " March May Feb spring winter Q1 H2 Tuesday - – / , . ( ) & and or monthly every two weeks"
    " ongoing tbc next this year quarter within 12 months week w/c for funding once Board draft"
    " then updated not 31/2/2014 1.4.13 FY 29 February financial half first '".split()
)
PHRASES = st.lists(WORDS, max_size=12).map(" ".join)
ANY_WORDS = st.one_of(st.text(max_size=400), PHRASES)
DAYS = st.one_of(st.none(), st.dates())


def _plan_between(one: date | None, other: date | None) -> DayRange:
    return DayRange(min(one, other), max(one, other)) if one and other else DayRange(one, other)


PLANS = st.one_of(st.none(), st.builds(_plan_between, DAYS, DAYS))


def _holds_together(when: When) -> None:
    for days in (when.days, *when.readings):
        assert not (days.earliest and days.latest) or days.earliest <= days.latest
    if when.ambiguous and when.is_dated:
        assert when.readings or when.parts
    if when.ambiguous or not when.is_read:
        assert when.note
    if not when.is_read:
        assert not when.is_dated and when.edtf is None
    if when.edtf:
        edtf.parse_edtf(when.edtf)
    for part in when.parts:
        assert part.raw in when.raw
        _holds_together(part)


@given(ANY_WORDS, DAYS, PLANS)
def test_any_words_give_a_when_that_keeps_them(
    words: str, said_on: date | None, plan: DayRange | None
) -> None:
    when = read_when(words, said_on=said_on, plan_period=plan)
    assert when.raw == words
    assert said_back(when).endswith((".", "?"))
    assert len(when_as_json(when)) == 8
    _holds_together(when)


@given(PHRASES, DAYS)
def test_what_reads_has_the_same_days_in_upper_case_and_between_spaces(
    words: str, said_on: date | None
) -> None:
    plain = read_when(words, said_on=said_on)
    dressed = read_when(f"\u00a0 {words.upper()} \u2003", said_on=said_on)
    assert (plain.days, plain.kind, plain.edtf) == (dressed.days, dressed.kind, dressed.edtf)


@given(st.one_of(st.text(max_size=500), st.lists(PHRASES, max_size=4).map(" – ".join)), DAYS)
def test_a_cut_line_loses_nothing_but_what_joins_its_two_halves(
    line: str, said_on: date | None
) -> None:
    found = split_trailing_when(line, said_on=said_on)
    if found is not None:
        text, when = found
        assert text and line.startswith(text) and line.rstrip().endswith(when.raw)
        assert when.is_read or when.precision != "none"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_written_in_full_is_read_as_itself(day: date) -> None:
    for words in (f"{day:%d/%m/%Y}", f"{day:%A %d %B %Y}", day.isoformat(), f"{day:%d %b %Y}"):
        assert read_when(words).days == DayRange(day, day)


@given(st.integers(1900, 2199), st.integers(1, 12))
def test_by_a_month_ends_on_the_months_own_last_day(year: int, month: int) -> None:
    first = date(year, month, 1)
    plain, by = read_when(f"{first:%B %Y}"), read_when(f"by {first:%B %Y}")
    assert plain.earliest == first and by.latest == plain.latest and by.earliest is None
    assert plain.latest and plain.latest.month == month


@pytest.mark.parametrize(
    "words",
    [
        "March 2014", "2014", "2013/14", "2014-16", "end March 2013", "Winter 2013", "by 2015",
        "from 31 December 2011", "March 2014 (estimate)", "by June 2014 (estimate)",
        "21–31 March 2013", "Late Spring 2011", "31.5. 14", "1 April 2013 – 31 March 2014",
        "about March 2014 (tbc)", "June 2014 TBC", "Q1 2013/14", "February 2012",
    ],
)  # fmt: skip
def test_an_edtf_string_means_the_same_days_to_its_own_package(words: str) -> None:
    when = read_when(words)
    assert when.edtf is not None
    parsed: Any = edtf.parse_edtf(when.edtf)
    for day, bound in (
        (when.earliest, parsed.lower_strict()),
        (when.latest, parsed.upper_strict()),
    ):
        if day is not None:
            assert (bound.tm_year, bound.tm_mon, bound.tm_mday) == (day.year, day.month, day.day)


@pytest.mark.parametrize(
    "piece", ["may-", "1/", "(", "mid to ", "after x ", "May, ", "every ", "a "]
)
def test_the_work_grows_no_faster_than_the_words(piece: str) -> None:
    assert _looks(piece * 400) <= 2 * _looks(piece * 200) + 200


def _looks(words: str) -> int:
    """How many tokens the grammar looks at before it has its answer."""
    looks = 0

    class Counting(Cursor):
        def peek(self, ahead: int = 0):
            nonlocal looks
            looks += 1
            return super().peek(ahead)

    cell(Counting(tokenise(words)))
    return looks


def test_a_hundred_thousand_characters_are_answered_by_the_limit_on_length() -> None:
    for words in ("March 2014 " * 9_000, "(" * 100_000, "1" * 100_000, " " * 100_000):
        assert read_when(words).kind == "unread"
        assert split_trailing_when(words) is None
