"""Dates without a year, and words counted from the day on which they were said."""

from __future__ import annotations

from datetime import date

import pytest

from app.when import read_when

# words, said on, earliest day, latest day, precision, kind
SAID: list[tuple[str, str, str, str, str, str]] = [
    ("Q3", "2014-01-01", "2014-07-01", "2014-09-30", "quarter", "deadline"),
    ("within 12 months", "2013-04-01", "", "2014-04-01", "month", "deadline"),
    ("next quarter", "2013-05-05", "2013-07-01", "2013-09-30", "quarter", "deadline"),
    ("by the end of the year", "2013-10-31", "", "2013-12-31", "year", "deadline"),
    ("end of this month", "2013-10-31", "2013-10-21", "2013-10-31", "month-part", "deadline"),
    ("next spring", "2013-10-31", "2014-03-01", "2014-05-31", "season", "deadline"),
    ("next spring", "2013-01-31", "2013-03-01", "2013-05-31", "season", "deadline"),
    ("11 April", "2013-04-15", "2013-04-11", "2013-04-11", "day", "deadline"),
    ("Winter", "2014-01-15", "2013-12-01", "2014-02-28", "season", "deadline"),
    ("by end of financial year", "2013-10-31", "", "2014-03-31", "fiscal-year", "deadline"),
    ("by the end of the financial year", "2014-02-01", "", "2014-03-31", "fiscal-year", "deadline"),
    ("end of year", "2013-10-31", "2013-10-01", "2013-12-31", "year-part", "deadline"),
    ("June meeting", "2011-05-19", "2011-06-01", "2011-06-30", "month", "event: named meeting"),
    ("summer", "2013-06-01", "2013-06-01", "2013-08-31", "season", "deadline"),
    ("by the summer", "2013-04-01", "", "2013-08-31", "season", "deadline"),
    ("in the next 6 months", "2013-06-30", "2013-06-30", "2013-12-30", "month", "window"),
    ("within 1 year", "2012-02-29", "", "2013-02-28", "year", "deadline"),
    ("within 3 weeks", "2013-06-01", "", "2013-06-22", "week", "deadline"),
]

NOT_KNOWN: list[tuple[str, str]] = [
    ("May 14", "2014-01-05"),
    ("Monday 30 October", "2012-10-24"),
    ("29 February", "2013-06-01"),
    ("On Monday", "2013-06-01"),
    ("Later this year", "2013-01-01"),
    ("this March", "2013-06-01"),
    ("today", "2013-06-01"),
]


@pytest.mark.parametrize(("words", "said", "earliest", "latest", "precision", "kind"), SAID)
def test_the_meeting_that_set_a_date_gives_it_its_year(
    words: str, said: str, earliest: str, latest: str, precision: str, kind: str
) -> None:
    when = read_when(words, said_on=date.fromisoformat(said))
    assert when.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert when.latest == (date.fromisoformat(latest) if latest else None)
    assert (when.precision, when.kind) == (precision, kind)


@pytest.mark.parametrize(("words", "said"), NOT_KNOWN)
def test_a_meeting_does_not_make_every_word_a_date(words: str, said: str) -> None:
    when = read_when(words, said_on=date.fromisoformat(said))
    assert (when.earliest, when.latest, when.kind) == (None, None, "unread")


def test_a_written_year_is_never_changed_by_the_meeting() -> None:
    for words in ("March 2014", "Winter 2013", "2013/14", "by 31.5. 14", "Q1 2013"):
        assert read_when(words, said_on=date(2020, 7, 1)).days == read_when(words).days


def test_a_day_just_past_when_it_was_said_is_doubtful() -> None:
    when = read_when("11 April", said_on=date(2013, 4, 15))
    assert when.ambiguous
    assert [each.latest for each in when.readings] == [date(2013, 4, 11), date(2014, 4, 11)]


def test_a_weekday_settles_which_year_was_meant() -> None:
    when = read_when("Friday 11 April", said_on=date(2013, 4, 15))
    assert when.latest == date(2014, 4, 11) and not when.ambiguous


def test_a_range_without_years_keeps_its_months_together() -> None:
    when = read_when("November – February", said_on=date(2010, 10, 1))
    assert (when.earliest, when.latest) == (date(2010, 11, 1), date(2011, 2, 28))


def test_two_milestones_of_one_cell_share_the_year_of_their_meeting() -> None:
    words = "Mid Feb for initial engagement. March Board for presentation"
    when = read_when(words, said_on=date(2010, 11, 19))
    assert [part.raw for part in when.parts] == [
        "Mid Feb for initial engagement", "March Board for presentation",
    ]  # fmt: skip
    assert [part.latest for part in when.parts] == [date(2011, 2, 20), date(2011, 3, 31)]
    assert [part.kind for part in when.parts] == ["deadline", "event: named board"]


def test_without_a_meeting_the_two_milestones_are_told_apart_and_undated() -> None:
    when = read_when("Mid Feb for initial engagement. March Board for presentation")
    assert when.kind == "compound: split in two" and not when.is_dated
    assert "Which year is meant?" in (when.note or "")


def test_a_list_gives_its_year_only_where_nothing_else_can_be_meant() -> None:
    assert read_when("March and June 2014").parts[0].latest == date(2014, 3, 31)
    for words in ("November and February 2014", "H2, draft 2014", "H2 & May of 2014"):
        assert not read_when(words).is_dated


def test_a_recurrence_whose_day_is_not_known_is_not_passed_over() -> None:
    when = read_when("late 2014 then monthly from March")
    assert not when.is_dated and "Which year" in (when.note or "")
