"""Days of slip, how sure they are, what colour they have and how they are said."""

from dataclasses import replace
from datetime import date

import pytest

from app.slippage import (
    Certainty,
    Days,
    Facts,
    Rating,
    State,
    Thresholds,
    days_late_words,
    late,
    range_words,
    standing,
)

MARCH = Days(date(2014, 3, 1), date(2014, 3, 31))
APRIL = Days(date(2014, 4, 1), date(2014, 4, 30))
JUNE = Days(date(2014, 6, 1), date(2014, 6, 30))
SPRING = Days(date(2014, 3, 1), date(2014, 5, 31))
BY_MARCH = Days(None, date(2014, 3, 31))
BY_APRIL = Days(None, date(2014, 4, 30))
FROM_MARCH = Days(date(2014, 3, 1), None)
ONGOING = Days(None, None)
BEFORE, DURING, AFTER = date(2014, 2, 1), date(2014, 3, 10), date(2014, 4, 10)
DUE = Facts(MARCH, MARCH)
ONE_DAY = Days(date(2014, 3, 31), date(2014, 3, 31))


def one(day: date) -> Days:
    return Days(day, day)


@pytest.mark.parametrize(
    ("record", "facts", "on", "slip", "certainty", "words"),
    [
        ("to come", DUE, BEFORE, (0, 0), "none", "on time"),
        ("a day past", DUE, date(2014, 4, 1), (1, 1), "definite", "at least 1 day late"),
        ("ten days past", DUE, AFTER, (10, 10), "definite", "at least 10 days late"),
        ("forecast a month on", replace(DUE, forecast=APRIL), BEFORE, (30, 30), "definite",
         "30 days late"),
        ("forecast a month on, and overdue", replace(DUE, forecast=APRIL), AFTER, (30, 30),
         "definite", "30 days late"),
        ("forecast widened", replace(DUE, forecast=SPRING), DURING, (61, 61), "possible",
         "up to 61 days late"),
        ("forecast a day wider", replace(DUE, forecast=Days(DURING, date(2014, 4, 1))), BEFORE,
         (1, 1), "possible", "up to 1 day late"),
        ("forecast by a later day", replace(DUE, forecast=BY_APRIL), DURING, (30, 30), "possible",
         "up to 30 days late"),
        ("forecast earlier", replace(DUE, forecast=one(BEFORE)), date(2014, 1, 1), (-58, -58),
         "none", "on time"),
        ("forecast that went by", replace(DUE, forecast=one(BEFORE)), DURING, (-21, -21), "none",
         "on time"),
        ("forecast without a last day", replace(DUE, forecast=FROM_MARCH), DURING, (None, None),
         "possible", "may be late: no last day is given"),
        ("forecast only from a later day", replace(DUE, forecast=Days(AFTER, None)), DURING,
         (10, 10), "definite", "at least 10 days late"),
        ("re-agreed", Facts(MARCH, APRIL), BEFORE, (30, 0), "definite", "30 days late"),
        ("re-agreed wider", Facts(MARCH, SPRING), BEFORE, (61, 0), "possible",
         "up to 61 days late"),
        ("re-agreed wider, near its end", Facts(MARCH, SPRING), date(2014, 5, 1), (61, 0),
         "definite", "61 days late"),
        ("re-agreed, due this very day", Facts(MARCH, APRIL), date(2014, 4, 30), (30, 0),
         "definite", "30 days late"),
        ("re-agreed, a day past", Facts(MARCH, APRIL), date(2014, 5, 1), (31, 1), "definite",
         "at least 31 days late"),
        ("re-agreed narrower", Facts(SPRING, MARCH), BEFORE, (-61, 0), "none", "on time"),
        ("re-agreed earlier and past it", Facts(JUNE, MARCH), AFTER, (-81, 10), "none",
         "not late yet"),
        ("met early", replace(DUE, actual=BEFORE), AFTER, (-58, -58), "none", "early"),
        ("met in its window", replace(DUE, actual=DURING), AFTER, (-21, -21), "none", "on time"),
        ("met late", replace(DUE, actual=AFTER), JUNE.latest, (10, 10), "definite",
         "10 days late"),
        ("met in the re-agreed window", replace(Facts(MARCH, APRIL), actual=AFTER), AFTER,
         (10, -20), "definite", "10 days late"),
        ("received late, not accepted", replace(DUE, received=AFTER), AFTER, (10, 10), "definite",
         "at least 10 days late"),
        ("turned into ongoing, first day not past", Facts(MARCH, ONGOING), DURING, (None, None),
         "possible", "may be late: no last day is given"),
        ("turned into ongoing, first day past", Facts(MARCH, ONGOING), AFTER, (10, None),
         "definite", "at least 10 days late"),
        ("turned into ongoing, forecast stale", Facts(MARCH, ONGOING, one(BEFORE)), AFTER,
         (10, None), "definite", "at least 10 days late"),
        ("turned into ongoing, with a forecast", Facts(MARCH, ONGOING, JUNE), AFTER, (91, None),
         "definite", "91 days late"),
        ("turned into ongoing, on the first last day", Facts(MARCH, ONGOING), date(2014, 3, 31),
         (None, None), "possible", "may be late: no last day is given"),
        ("forecast from the last day due", replace(DUE, forecast=Days(date(2014, 3, 31),
         date(2014, 4, 2))), BEFORE, (2, 2), "possible", "up to 2 days late"),
        ("met on its first day", replace(DUE, actual=date(2014, 3, 1)), AFTER, (-30, -30), "none",
         "on time"),
        ("met the day before its first day", replace(DUE, actual=date(2014, 2, 28)), AFTER,
         (-31, -31), "none", "early"),
        ("by a day, to come", Facts(BY_MARCH, BY_MARCH), BEFORE, (0, 0), "none", "on time"),
        ("by a day, past", Facts(BY_MARCH, BY_MARCH), AFTER, (10, 10), "definite",
         "at least 10 days late"),
        ("by a later day", Facts(BY_MARCH, BY_APRIL), BEFORE, (30, 0), "possible",
         "up to 30 days late"),
        ("from a day", Facts(FROM_MARCH, FROM_MARCH), AFTER, (None, None), "unknown",
         "no date to count from"),
        ("never dated", Facts(None, None), AFTER, (None, None), "unknown",
         "no date to count from"),
        ("dated at last", Facts(None, MARCH), AFTER, (None, 10), "unknown",
         "no date to count from"),
        ("withdrawn", replace(DUE, withdrawn=True), AFTER, (None, None), "none", "withdrawn"),
        ("four years late", replace(DUE, actual=date(2018, 3, 31)), date(2018, 4, 1),
         (1461, 1461), "definite", "1,461 days late"),
        ("across a leap day", Facts(one(date(2016, 2, 28)), one(date(2016, 2, 28))),
         date(2016, 3, 1), (2, 2), "definite", "at least 2 days late"),
        ("across the same days of another year", Facts(one(date(2015, 2, 28)),
         one(date(2015, 2, 28))), date(2015, 3, 1), (1, 1), "definite", "at least 1 day late"),
        ("across a leap year", Facts(ONE_DAY, one(date(2016, 3, 31))), AFTER, (731, 0),
         "definite", "731 days late"),
        ("a day over the year's end", Facts(one(date(2013, 12, 31)), one(date(2013, 12, 31))),
         date(2014, 1, 1), (1, 1), "definite", "at least 1 day late"),
        ("over the change to summer time", Facts(one(date(2014, 3, 29)), one(date(2014, 3, 29))),
         date(2014, 3, 31), (2, 2), "definite", "at least 2 days late"),
    ],
)  # fmt: skip
def test_what_is_on_record_gives_the_days_late(
    record: str,
    facts: Facts,
    on: date,
    slip: tuple[int | None, int | None],
    certainty: str,
    words: str,
) -> None:
    found = standing(facts, on)

    assert (found.slip_first_days, found.slip_agreed_days) == slip, record
    assert found.certainty == Certainty(certainty), record
    assert days_late_words(found) == words, record


@pytest.mark.parametrize(
    ("facts", "on", "interval", "words"),
    [
        (DUE, BEFORE, (-30, 30), ""),
        (replace(DUE, forecast=APRIL), BEFORE, (1, 60), "at least 1 and up to 60 days"),
        (replace(DUE, forecast=SPRING), BEFORE, (-30, 91), ""),
        (DUE, AFTER, (10, 40), ""),
        (replace(DUE, actual=AFTER), AFTER, (10, 40), "at least 10 and up to 40 days"),
        (Facts(ONE_DAY, ONE_DAY, actual=AFTER), AFTER, (10, 10), ""),
        (Facts(BY_MARCH, BY_MARCH), AFTER, None, ""),
        (Facts(MARCH, ONGOING), AFTER, None, ""),
    ],
)
def test_the_interval_is_what_the_days_within_a_window_leave_open(
    facts: Facts, on: date, interval: tuple[int, int] | None, words: str
) -> None:
    found = standing(facts, on)

    assert found.slip_first_interval == interval
    assert range_words(found) == words


def test_both_dates_can_be_put_into_words() -> None:
    found = standing(Facts(MARCH, APRIL), date(2014, 5, 10))

    assert days_late_words(found, against="first") == "at least 40 days late"
    assert days_late_words(found, against="agreed") == "at least 10 days late"


def test_re_agreeing_five_times_never_clears_the_first_date() -> None:
    slips = [
        standing(Facts(MARCH, one(date(2014, month, 1))), BEFORE).slip_first_days
        for month in (5, 7, 9, 11, 12)
    ]

    assert slips == [31, 92, 154, 215, 245]


@pytest.mark.parametrize(
    ("days", "rating"),
    [(-1, "green"), (0, "green"), (1, "amber"), (31, "amber"), (32, "red"), (365, "red")],
)
def test_the_rating_turns_at_the_thresholds(days: int, rating: str) -> None:
    actual = date.fromordinal(date(2014, 3, 31).toordinal() + days)
    found = standing(replace(DUE, actual=actual), date(2016, 1, 1))

    assert (found.rating_first, found.rating_agreed) == (rating, rating)


def test_the_thresholds_are_the_callers() -> None:
    found = standing(DUE, AFTER, Thresholds(green=9, amber=10))

    assert found.rating_first is Rating.AMBER
    assert standing(DUE, AFTER, Thresholds(10, 20)).rating_first is Rating.GREEN
    assert standing(DUE, AFTER, Thresholds(0, 9)).rating_first is Rating.RED


@pytest.mark.parametrize("agreed", [None, ONGOING, FROM_MARCH])
@pytest.mark.parametrize("forecast", [None, MARCH, one(BEFORE)])
def test_the_undated_is_never_green(agreed: Days | None, forecast: Days | None) -> None:
    found = standing(Facts(MARCH, agreed, forecast), BEFORE)

    assert found.state is State.UNDATED
    assert (found.rating_first, found.rating_agreed) == (Rating.NONE, Rating.NONE)


def test_the_undated_turns_red_once_its_first_date_is_long_past() -> None:
    found = standing(Facts(MARCH, ONGOING), date(2014, 6, 1))

    assert (found.rating_first, found.rating_agreed) == (Rating.RED, Rating.NONE)


def test_the_withdrawn_has_no_days_and_no_colour() -> None:
    found = standing(replace(DUE, withdrawn=True), AFTER)

    assert found.effective is None
    assert (found.rating_first, found.rating_agreed) == (Rating.NONE, Rating.NONE)


@pytest.mark.parametrize(
    ("facts", "on", "effective"),
    [
        (DUE, BEFORE, MARCH),
        (DUE, DURING, Days(DURING, date(2014, 3, 31))),
        (DUE, AFTER, one(AFTER)),
        (Facts(BY_MARCH, BY_MARCH), DURING, Days(DURING, date(2014, 3, 31))),
        (replace(DUE, forecast=JUNE), AFTER, JUNE),
        (replace(DUE, forecast=JUNE, actual=DURING), AFTER, one(DURING)),
        (Facts(MARCH, FROM_MARCH), DURING, Days(DURING, None)),
        (Facts(MARCH, ONGOING), AFTER, None),
        (Facts(MARCH, None), AFTER, None),
        (Facts(None, None, actual=DURING), AFTER, one(DURING)),
    ],
)
def test_what_is_not_met_finishes_no_earlier_than_the_day_asked(
    facts: Facts, on: date, effective: Days | None
) -> None:
    assert standing(facts, on).effective == effective


def test_lateness_is_counted_from_last_day_to_last_day() -> None:
    assert late(APRIL, MARCH) == 30
    assert late(MARCH, APRIL) == -30
    assert late(MARCH, ONGOING) is None
    assert late(ONGOING, MARCH) is None


def test_days_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(ValueError, match="is after the last"):
        Days(date(2014, 3, 2), date(2014, 3, 1))


def test_a_group_may_do_without_amber() -> None:
    found = standing(DUE, AFTER, Thresholds(green=9, amber=9))

    assert found.rating_first is Rating.RED


def test_a_green_threshold_above_the_amber_one_is_refused() -> None:
    with pytest.raises(ValueError, match="green threshold"):
        Thresholds(green=32, amber=31)
