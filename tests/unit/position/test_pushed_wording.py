"""The words of a pushed date are read back to the very days of the push."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.position.rules import kept_words, pushed_wording
from app.slippage import Days
from app.when import read_when

MONTH = Days(date(2014, 6, 1), date(2014, 6, 30))
BY = Days(None, date(2014, 6, 30))
DAY = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("expected", "first", "last", "words"),
    [
        (MONTH, date(2014, 6, 3), date(2014, 7, 2), "3 June 2014 to 2 July 2014"),
        (MONTH, date(2014, 7, 1), date(2014, 7, 31), "July 2014"),
        (MONTH, date(2016, 2, 1), date(2016, 2, 29), "February 2016"),
        (MONTH, date(2015, 2, 1), date(2015, 2, 27), "1 February 2015 to 27 February 2015"),
        (MONTH, date(2014, 12, 30), date(2015, 1, 2), "30 December 2014 to 2 January 2015"),
        (MONTH, date(2014, 7, 2), date(2014, 7, 2), "2 July 2014"),
        (BY, date(2014, 6, 3), date(2014, 7, 2), "by 2 July 2014"),
    ],
)
def test_a_pushed_date_in_words(expected: Days, first: date, last: date, words: str) -> None:
    assert pushed_wording(expected, Days(first, last)) == words


def test_a_finish_without_a_last_day_has_no_words() -> None:
    assert pushed_wording(MONTH, Days(date(2014, 6, 3), None)) == ""


@given(DAY, st.integers(0, 1_000), st.sampled_from([MONTH, BY]))
def test_the_words_are_read_back_to_the_same_days(first: date, width: int, expected: Days) -> None:
    finish = Days(first, first + timedelta(days=width))

    when = read_when(pushed_wording(expected, finish))

    assert when.latest == finish.latest
    assert when.earliest == (None if expected is BY else finish.earliest)
    assert when.is_read and not when.note


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (2, "It ends on the day that the knock-on asks for."),
        (3, "It ends 1 day later than the knock-on asks for."),
        (1, "It ends 1 day sooner than the knock-on asks for."),
        (31, "It ends 29 days later than the knock-on asks for."),
    ],
)
def test_how_a_date_stands_to_what_is_asked(day: int, words: str) -> None:
    assert kept_words(date(2014, 7, 2), date(2014, 7, day)) == words
