"""Words that must not be read as days: a wrong pair of days is worse than none."""

from __future__ import annotations

from datetime import date

import pytest

from app.when import DayRange, read_when, when_as_json

NOT_DATES: list[str] = [
    "Monday 30 October 2012",
    "13/13/2013",
    "31 February 2014",
    "30/13/2012",
    "10/30/2012",
    "Mar-11",
    "May 14",
    "2016-14",
    "last quarter",
    "Ongoing March 2014",
    "Ongoing – review March 2014",
    "May 2014 after Easter",
    "A90",
    "2013 or 2014",
    "late – 2013/14",
    "Phase 2",
    "page 13",
    "room 2013",
    "March 2014 (previously June 2013)",
    "Màrt 2014",
    "1. March 2014",
    "March 31",
    "2014 March",
    "1/2",
    "29 February 2014",
    "Mon 3 – Thu 7 March 2014",
    "later in 2014",
    "June/December 2014",
    "by March–June 2014",
    "Jan/Feb/March 2014",
    "Spring 2013/14",
    "March 2013/14",
    "May 2014-16",
    "Dec 13 – Jan 14",
    "March 2014 for cancelled event",
    "March 2014 for 6 weeks",
    "March 2014 - 2015",
    "2013 – March 2014",
    "31 February",
    "March 2014?",
    "~March 2014",
    "March 2014 / June 2014",
    "June 2014 to March 2014",
    "as soon as possible after March 2014",
    "Annual review March 2014",
    "TBC (March 2014)",
    "not March 2014",
    "Easter 2014",
    "by Christmas 2013",
    "AGM",
    "February 30",
    "30 Feb 2013",
    "Q5 2014",
    "Q1 14",
    "2013/15/16",
    "1899",
    "2200",
    "0000",
    "99/99/9999",
    "March 214",
    "Marchh 2014",
    "start March 2014",
    "3 and 7 March 2014",
    "3 & 4 March 2014",
    "31-21 March 2013",
    "week commencing Tuesday 3 March 2014",
    "tax year 2013/14",
    "academic year 2013/14",
    "Academic session 2013/14",
    "complete",
    "completed March 2014",
    "cancelled",
    "🎉",
    "٢٠١٤",
    "２０１４",
    "pending approval by the board",
    "",
    "   ",
    ".",
    "-",
    "–",
    "()",
    "March 2014 then what",
    "We will work together",
    "Sgìre agus coimhearsnachd",
    "an Giblean 2014",
    "Faoilleach 2014",
    "Section 3.2",
    "0131 496 0000",
    "£2,014",
    "24 hours",
    "v1.2",
    "2014th",
    "32 March 2014",
    "0 March 2014",
    "0/1/2014",
    "March 2014 March 2015",
    "2014 2015",
    "(March 2014",
    "March 2014)",
    "may be later this year",
    "in the summer holidays 2014",
    "by the 14th",
    "the 14th",
    "every",
    "every 0 weeks",
    "monthly from",
    "from",
    "by",
    "between March 2014",
    "early",
    "early 5 March 2014",
    "mid May 14",
    "Q0 2014",
    "H3 2014",
    "next",
    "within 12",
    "within 0 months",
    "2014-50",
    "31/4/2014",
    "29/2/2013",
    "Sun 3 March 2014",
    "early late March 2014",
    "half of 2014",
    "end",
    "end of",
    "2014/13",
]
NO_YEAR: list[str] = [
    "Tuesday 30 October",
    "Q3",
    "May/June",
    "Q1",
    "in March",
    "Summer",
    "March Board",
    "next March Board meeting",
    "within six months",
    "throughout the plan",
    "Year 2",
    "May",
    "by 11 April",
    "late January",
    "Spring to Summer",
    "next year",
    "end of the year",
]


@pytest.mark.parametrize("words", NOT_DATES)
def test_what_is_not_understood_in_full_is_kept_and_asked_about(words: str) -> None:
    when = read_when(words, plan_period=DayRange(date(2013, 4, 1), date(2016, 3, 31)))
    assert (when.earliest, when.latest, when.edtf, when.kind) == (None, None, None, "unread")
    assert when.raw == words
    assert when.precision == "none"
    assert when.note and not when.is_read and when.needs_review_by


@pytest.mark.parametrize("words", NO_YEAR)
def test_a_date_without_a_year_is_not_given_one_when_nobody_says_when_it_was_said(
    words: str,
) -> None:
    when = read_when(words)
    assert (when.earliest, when.latest, when.kind) == (None, None, "unread")
    assert when.precision != "none"
    assert when.note and "?" in when.note


def test_very_long_words_are_unread_and_kept_whole() -> None:
    words = "March 2014 " * 20_000
    when = read_when(words)
    assert when.kind == "unread" and when.raw == words
    assert "longer than 300 characters" in (when.note or "")


def test_a_date_of_300_characters_is_read_and_of_301_is_not() -> None:
    assert read_when("March 2014".ljust(300)).kind == "deadline"
    assert read_when("March 2014".ljust(301)).kind == "unread"


def test_a_weekday_that_is_not_the_days_own_is_never_passed_over() -> None:
    when = read_when("Monday 30 October 2012")
    assert when.kind == "unread" and when.ambiguous
    assert "30 October 2012 is a Tuesday, not a Monday" in (when.note or "")
    assert when.readings == (
        DayRange(date(2012, 10, 30), date(2012, 10, 30)),
        DayRange(date(2012, 10, 29), date(2012, 10, 29)),
    )


def test_a_month_and_two_figures_may_be_a_day_or_a_year() -> None:
    when = read_when("May 14", said_on=date(2014, 1, 5))
    assert not when.is_dated and when.ambiguous
    assert when.readings == (
        DayRange(date(2014, 5, 1), date(2014, 5, 31)),
        DayRange(date(2014, 5, 14), date(2014, 5, 14)),
    )
    assert when.note == "It may mean 14 May or May 2014. Which is meant?"


def test_the_published_keys_are_these_eight_in_their_order() -> None:
    assert list(when_as_json(read_when("March 2014"))) == [
        "raw", "earliest", "latest", "precision", "kind", "edtf", "ambiguous", "note",
    ]  # fmt: skip
    assert when_as_json(read_when("by March 2014"))["latest"] == "2014-03-31"
    assert when_as_json(read_when("by March 2014"))["earliest"] is None


def test_a_range_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="earliest day is after the latest"):
        DayRange(date(2014, 3, 2), date(2014, 3, 1))
