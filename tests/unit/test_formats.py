"""app/formats.py: days, instants, money and counts as pages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from app import formats

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("day", "words", "with_weekday"),
    [
        (date(2013, 12, 4), "4 December 2013", "Wednesday 4 December 2013"),
        (date(2016, 2, 29), "29 February 2016", "Monday 29 February 2016"),
        (date(1, 1, 1), "1 January 1", "Monday 1 January 1"),
    ],
)
def test_a_day_is_written_out(day: date, words: str, with_weekday: str) -> None:
    assert formats.day_in_words(day) == words
    assert formats.weekday_in_words(day) == with_weekday


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2013, 3, 15, 12, 0, tzinfo=UTC), "12 noon on Friday 15 March 2013"),
        (datetime(2013, 3, 15, 0, 0, tzinfo=UTC), "12 midnight on Friday 15 March 2013"),
        (datetime(2013, 3, 15, 9, 0, tzinfo=UTC), "9am on Friday 15 March 2013"),
        (datetime(2013, 3, 15, 0, 5, tzinfo=UTC), "12:05am on Friday 15 March 2013"),
        (datetime(2013, 3, 15, 12, 30, tzinfo=UTC), "12:30pm on Friday 15 March 2013"),
        (datetime(2013, 6, 14, 16, 30, tzinfo=UTC), "5:30pm on Friday 14 June 2013"),
        (datetime(2013, 6, 14, 23, 30, tzinfo=UTC), "12:30am on Saturday 15 June 2013"),
    ],
)
def test_an_instant_is_told_as_people_in_scotland_tell_it(at: datetime, words: str) -> None:
    assert formats.instant_in_words(at, LONDON) == words


def test_an_exact_instant_has_its_seconds_and_says_which_time_it_is() -> None:
    winter = datetime(2013, 3, 15, 12, 0, 3, tzinfo=UTC)
    summer = datetime(2013, 6, 14, 12, 0, 3, 999_999, tzinfo=UTC)
    assert formats.instant_to_the_second(winter, LONDON) == "15 March 2013 at 12:00:03 GMT"
    assert formats.instant_to_the_second(summer, LONDON) == "14 June 2013 at 13:00:03 BST"


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = datetime(2013, 3, 15, 12, 0, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        formats.instant_in_words(naive, LONDON)


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (1_000_000, "£10,000.00"),
        (5, "£0.05"),
        (0, "£0.00"),
        (-500, "−£5.00"),
        (-1, "−£0.01"),
        (10_000_000_000, "£100,000,000.00"),
    ],
)
def test_pence_are_told_in_pounds(pence: int, words: str) -> None:
    assert formats.pounds(pence) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no quotes"), (1, "1 quote"), (2, "2 quotes"), (1200, "1,200 quotes")]
)
def test_a_count_agrees_with_its_noun(number: int, words: str) -> None:
    assert formats.counted(number, "quote") == words
    assert formats.counted(2, "company", "companies") == "2 companies"


@pytest.mark.parametrize(
    ("days", "words", "signed"),
    [
        (207, "207 days late", "+207 days"),
        (1, "1 day late", "+1 day"),
        (0, "on time", "0 days"),
        (-1, "1 day early", "−1 day"),
        (1096, "1,096 days late", "+1,096 days"),
    ],
)
def test_lateness_is_told_both_ways(days: int, words: str, signed: str) -> None:
    assert formats.lateness(days) == words
    assert formats.signed_days(days) == signed


def test_every_filter_of_the_pages_is_there() -> None:
    filters = formats.filters(LONDON)
    at = datetime(2013, 6, 14, 11, 0, tzinfo=UTC)
    assert filters["day"](at.date()) == "14 June 2013"
    assert filters["instant"](at) == "12 noon on Friday 14 June 2013"
    assert filters["instant_exact"](at) == "14 June 2013 at 12:00:00 BST"
    assert filters["pounds"](150) == "£1.50"
