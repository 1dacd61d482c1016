"""The route check, worked by hand: values, what counts in twelve months, and the sums."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.commissions.rules.route import (
    Justified,
    Other,
    RouteCheck,
    Why,
    Worth,
    check_route,
    covers,
    twelve_months_before,
)

LIMIT = 5_000_000
TODAY = date(2013, 12, 4)
ACTION, COMPANY, NOBODY = 2, 7, None


def pounds(work: int | None, extension: int = 0) -> Worth:
    return Worth(None if work is None else work * 100, extension * 100)


def other(
    value: int | None = 10_000,
    *,
    day: date = TODAY,
    action: int = ACTION,
    company: int | None = NOBODY,
    extension: int = 0,
    dropped: bool = False,
    reference: str = "KM-2013-01",
) -> Other:
    return Other(
        reference, "Review", action, company, "Example", day, pounds(value, extension), dropped
    )


def check(worth: Worth, *others: Other, day: date = TODAY) -> RouteCheck:
    return check_route(worth, ACTION, {COMPANY}, others, day, LIMIT)


@pytest.mark.parametrize(
    ("worth", "whole", "is_held"),
    [
        (pounds(49_999), 4_999_900, False),
        (Worth(4_999_999), 4_999_999, False),  # a penny below
        (pounds(50_000), 5_000_000, True),  # Route 1 is for less than £50,000
        (pounds(50_001), 5_000_100, True),
        (pounds(40_000, 9_999), 4_999_900, False),
        (pounds(40_000, 10_000), 5_000_000, True),  # extensions count
        (pounds(0), 0, False),
        (pounds(None), None, True),  # what is not estimated cannot go by Route 1 unsaid
        (pounds(None, 1), None, True),
    ],
)
def test_the_value_is_of_the_whole_life(worth: Worth, whole: int | None, is_held: bool) -> None:
    assert worth.whole_pence == whole
    assert bool(check(worth).reasons) is is_held


def test_three_years_and_one_more_are_forty_thousand() -> None:
    """The example of the Procurement Journey: 3 × £10,000 and a year's extension of £10,000."""
    assert pounds(3 * 10_000, 10_000).whole_pence == 4_000_000


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2013, 12, 4), date(2012, 12, 4)),
        (date(2016, 2, 29), date(2015, 2, 28)),  # there was no 29th
        (date(2017, 2, 28), date(2016, 2, 28)),
        (date(2017, 3, 1), date(2016, 3, 1)),
        (date(2014, 1, 1), date(2013, 1, 1)),
    ],
)
def test_twelve_months_back_to_the_day(day: date, first: date) -> None:
    assert twelve_months_before(day) == first
    counts = {
        each: bool(check(pounds(1), other(day=each), day=day).counted)
        for each in (first - timedelta(1), first, day, day + timedelta(1))
    }
    assert list(counts.values()) == [False, True, True, False]


def test_the_leap_day_counts_until_the_twenty_eighth_of_the_next_february() -> None:
    leap = other(day=date(2016, 2, 29))
    assert check(pounds(1), leap, day=date(2017, 2, 28)).counted
    assert not check(pounds(1), leap, day=date(2017, 3, 1)).counted


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (other(), (Why.SAME_END,)),
        (other(action=3), None),
        (other(action=3, company=COMPANY), (Why.SAME_COMPANY,)),
        (other(company=COMPANY), (Why.SAME_END, Why.SAME_COMPANY)),
        (other(action=3, company=8), None),
        (other(dropped=True), None),
        (other(action=3, company=None), None),
    ],
)
def test_what_counts_is_to_the_same_end_or_with_the_same_company(
    found: Other, why: tuple[Why, ...] | None
) -> None:
    counted = check(pounds(1), found).counted
    assert (counted[0].why if counted else None) == why


@pytest.mark.parametrize(
    ("worth", "others", "sums", "is_held"),
    [
        (pounds(20_000), [other(29_999)], [4_999_900], False),
        (pounds(20_000), [other(30_000)], [5_000_000], True),
        (pounds(20_000), [other(20_000, extension=10_000)], [5_000_000], True),
        (pounds(10_000, 10_000), [other(30_000)], [5_000_000], True),
        # Each sum by itself: 20 + 20 to the same end, 20 + 25 with the company.
        (
            pounds(20_000),
            [other(20_000), other(25_000, action=3, company=COMPANY)],
            [4_000_000, 4_500_000],
            False,
        ),
        # One that counts for both stands in both, once in each.
        (
            pounds(10_000),
            [other(15_000, company=COMPANY), other(20_000)],
            [4_500_000, 2_500_000],
            False,
        ),
        (pounds(20_000), [other(None)], [2_000_000], True),  # nobody knows how much it is
        (pounds(20_000), [other(None), other(30_000)], [5_000_000], True),
        (pounds(20_000), [], [], False),
    ],
)
def test_sums_hold_the_route(
    worth: Worth, others: list[Other], sums: list[int], is_held: bool
) -> None:
    found = check(worth, *others)
    assert [each.pence for each in found.sums] == sums
    assert bool(found.reasons) is is_held


def test_what_holds_it_is_said_in_sentences() -> None:
    found = check(pounds(60_000), other(None, company=COMPANY))
    assert found.reasons == [
        "The whole-life value is £60,000.00.",
        "With other commissions for the same action it is at least £60,000.00.",
        "With other awards to Example it is at least £60,000.00.",
    ]
    assert found.in_short.endswith("£60,000.00. Route 1 is for less than £50,000.00.")
    assert check(pounds(None), other()).reasons == [
        "The whole-life value of this commission is not estimated."
    ]
    assert check(pounds(1), other(None)).reasons == [
        "With other commissions for the same action it is not known: a value is missing."
    ]


def test_each_company_has_its_own_sum() -> None:
    others = [other(30_000, action=3, company=7), other(30_000, action=3, company=8)]
    found = check_route(pounds(10_000), ACTION, {7, 8}, others, TODAY, LIMIT)
    assert [each.pence for each in found.sums] == [4_000_000, 4_000_000]
    assert found.reasons == []


@pytest.mark.parametrize(
    ("whole", "most", "counted", "holds"),
    [
        (6_000_000, 7_000_000, ("KM-2013-01",), True),
        (6_000_001, 7_000_000, ("KM-2013-01", "KM-2013-09"), True),  # said of more
        (5_999_999, 7_000_000, ("KM-2013-01",), False),  # the value has grown
        (6_000_000, 6_999_999, ("KM-2013-01",), False),  # a sum has
        (6_000_000, 7_000_000, (), False),  # another counts now
        (None, 7_000_000, ("KM-2013-01",), False),  # it was not known, and is now
    ],
)
def test_a_reason_holds_for_no_more_than_it_was_said_of(
    whole: int | None, most: int, counted: tuple[str, ...], holds: bool
) -> None:
    now = check(pounds(60_000), other(10_000))
    assert covers(Justified(whole, most, counted), now) is holds


def test_a_reason_for_an_unknown_value_holds_while_it_is_unknown() -> None:
    now = check(pounds(None))
    assert covers(Justified(None, 0), now)
    assert not covers(Justified(0, 0), now)


VALUES = st.integers(0, 100_000)


@given(VALUES, st.lists(st.tuples(VALUES, st.integers(0, 800)), max_size=6))
def test_the_order_of_others_does_not_matter_and_nothing_lowers_a_sum(
    own: int, given_others: list[tuple[int, int]]
) -> None:
    others = [other(value, day=TODAY - timedelta(back)) for value, back in given_others]
    first, turned = check(pounds(own), *others), check(pounds(own), *reversed(others))
    assert first.reasons == turned.reasons
    inside = [value for value, back in given_others if TODAY - timedelta(back) >= date(2012, 12, 4)]
    assert first.most_pence == (own + sum(inside)) * 100
