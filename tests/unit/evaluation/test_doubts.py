"""Prices far below the others, and how a doubt is resolved: worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluation.rules.doubts import (
    WAYS_EXPLAINED,
    WAYS_OF,
    Doubt,
    DoubtKind,
    PricedQuote,
    Way,
    doubts,
    is_far_below,
    median,
    resolution_fault,
    why_doubts_hold,
)
from app.evaluation.rules.points import THE_WHOLE, Bar, ScoredQuote, compare

PRICES = st.lists(st.integers(0, 10**9), min_size=1, max_size=12)


def priced(*pounds: int, out: tuple[int, ...] = ()) -> list[PricedQuote]:
    """Quotes numbered from 1."""
    return [
        PricedQuote(number, each * 100, is_left_out=number in out)
        for number, each in enumerate(pounds, 1)
    ]


def low(quotes: list[PricedQuote], percent: int = 30) -> list[int]:
    return [each.quote_id for each in doubts(quotes, percent)]


@pytest.mark.parametrize(
    ("pence", "middle"),
    [
        ([7], Fraction(7)),
        ([1, 2], Fraction(3, 2)),
        ([3, 1, 2], Fraction(2)),
        ([4, 4, 1, 9], Fraction(4)),
        ([0, 0, 5], Fraction(0)),
    ],
)
def test_a_median_is_exact(pence: list[int], middle: Fraction) -> None:
    assert median(pence) == middle


@pytest.mark.parametrize(
    ("pounds", "pointed_out"),
    [
        ((5_000,), []),
        ((1, 10_000), [1]),  # of two the median lies half way: 5,000.50
        ((5_384, 10_000), [1]),  # 30.005% below 7,692
        ((5_385, 10_000), []),  # 29.997% below 7,692.50
        ((9_000, 9_000), []),
        ((7_000, 10_000, 10_000), [1]),  # the median is 10,000: exactly 30% below it
        ((7_001, 10_000, 10_000), []),
        ((7_000, 9_000, 11_000), []),  # the median is 9,000: 22% below it
        ((6_300, 9_000, 11_000), [1]),  # 30% below 9,000
        ((6_000, 6_000, 10_000), []),  # a tie: two of three are the median
        ((6_000, 6_000, 10_000, 12_000), []),  # the median is 8,000: 25% below it
        ((5_600, 5_600, 10_400, 12_000), [1, 2]),  # both 30% below 8,000
        ((0, 10_000, 12_000), [1]),  # nothing is below anything
        ((0, 0, 0), []),  # but not below nothing
        ((0, 0, 10_000), []),
        ((10_000, 10_000, 30_000), []),  # one dear price makes no others low …
        ((10_000, 30_000, 30_000), [1]),  # … two of three do
        ((8_900, 8_450, 11_800, 9_600), []),  # the demonstration's: the median is 9,250
    ],
)
def test_a_price_far_below_the_others_is_pointed_out(
    pounds: tuple[int, ...], pointed_out: list[int]
) -> None:
    assert low(priced(*pounds)) == pointed_out


@pytest.mark.parametrize(
    ("percent", "pointed_out"), [(1, [1]), (29, [1]), (30, [1]), (31, []), (100, [])]
)
def test_the_setting_says_how_far(percent: int, pointed_out: list[int]) -> None:
    assert low(priced(7_000, 10_000, 10_000), percent) == pointed_out


def test_at_one_hundred_percent_only_a_price_of_nothing_is_far_below() -> None:
    assert low(priced(0, 10_000, 10_000), 100) == [1]


def test_whoever_was_set_aside_is_no_measure_and_is_still_named() -> None:
    # With 2,000 the median is 8,500, which 7,000 is 17% below; without it it is 10,000.
    assert low(priced(2_000, 7_000, 10_000, 10_400)) == [1]
    assert low(priced(2_000, 7_000, 10_000, 10_400, out=(1,))) == [1, 2]


def test_with_two_left_one_is_measured_by_the_other() -> None:
    assert low(priced(6_000, 10_000, 10_000, out=(3,))) == []  # 25% below 8,000
    assert low(priced(5_000, 10_000, 10_000, out=(3,))) == [1]  # a third below 7,500
    assert low(priced(5_000, 10_000, 10_000, out=(1,))) == [1], "what was set aside stays named"


def test_the_sentence_has_the_figures_and_never_says_more_than_is_so() -> None:
    [found] = doubts(priced(6_667, 9_999, 10_001, 12_000), 30)
    assert found == Doubt(
        1,
        DoubtKind.LOW_PRICE,
        "£6,667.00 without VAT is 33% below the median of the 4 prices, £10,000.00.",
    )


def test_sums_are_pointed_out_of_a_single_quote_too() -> None:
    told = ("The total without VAT is stated as £1.00, and the price lines come to £2.00",)
    [found] = doubts([PricedQuote(1, 200, told)], 30)
    assert found == Doubt(1, DoubtKind.SUMS, told[0] + ".")


@given(PRICES, st.integers(1, 100))
def test_the_order_of_quotes_does_not_matter(pence: list[int], percent: int) -> None:
    quotes = [PricedQuote(number, each) for number, each in enumerate(pence)]
    turned = list(reversed(quotes))
    first = {each.quote_id for each in doubts(quotes, percent)}
    assert {each.quote_id for each in doubts(turned, percent)} == first


@given(PRICES, st.integers(1, 100))
def test_the_dearest_is_never_far_below(pence: list[int], percent: int) -> None:
    quotes = [PricedQuote(number, each) for number, each in enumerate(pence)]
    found = {each.quote_id for each in doubts(quotes, percent)}
    assert not any(quote.quote_id in found for quote in quotes if quote.price_pence == max(pence))


@given(st.integers(0, 10**9), PRICES, st.integers(1, 100))
def test_it_is_reckoned_without_rounding(price: int, others: list[int], percent: int) -> None:
    prices = [price, *others]
    middle = median(prices)
    by_hand = price < middle and price * 100 <= middle * (100 - percent)
    assert is_far_below(price, prices, percent) is bool(by_hand)


LOW, SUMS = DoubtKind.LOW_PRICE, DoubtKind.SUMS


@pytest.mark.parametrize(
    ("kind", "way", "answered", "had_time", "out", "is_open"),
    [
        (LOW, Way.EXPLAINED, True, True, False, True),
        (LOW, Way.EXPLAINED, False, True, False, False),  # silence explains nothing
        (LOW, Way.LINES_STAND, True, True, False, False),  # there is no sum to confirm
        (SUMS, Way.LINES_STAND, True, True, False, True),
        (SUMS, Way.LINES_STAND, False, True, False, False),
        (LOW, Way.LEFT_OUT, False, False, False, False),  # nobody is set aside unasked
        (LOW, Way.LEFT_OUT, False, True, False, True),
        (LOW, Way.LEFT_OUT, True, True, False, True),
        (LOW, Way.OUT_ANYWAY, False, False, True, True),
        (SUMS, Way.OUT_ANYWAY, True, True, False, False),
    ],
)
def test_ways_to_resolve_a_doubt(
    kind: DoubtKind, way: Way, answered: bool, had_time: bool, out: bool, is_open: bool
) -> None:
    fault = resolution_fault(kind, way, has_answer=answered, has_had_its_time=had_time, is_out=out)
    assert (fault is None) is is_open


def test_each_way_is_explained_and_each_kind_has_some() -> None:
    assert set(WAYS_EXPLAINED) == set(Way)
    assert set(WAYS_OF) == set(DoubtKind)


def test_the_sentence_that_holds_an_award_names_nobody() -> None:
    assert why_doubts_hold(0) is None
    assert why_doubts_hold(1) == (
        "1 doubt about prices is open. Resolve it in writing with the company before a quote is "
        "proposed for award or approved."
    )
    assert "2 doubts about prices are open. Resolve them" in (why_doubts_hold(2) or "")


def test_a_quote_that_is_set_aside_has_no_rank_and_is_no_measure_of_prices() -> None:
    quotes = [
        ScoredQuote(1, 200_000, {7: (4,)}, is_left_out=True),
        ScoredQuote(2, 1_000_000, {7: (2,)}),
        ScoredQuote(3, 2_000_000, {7: (4,)}),
    ]
    points = compare(quotes, {7: 60}, 40)
    assert points[1].rank is points[1].total is points[1].price is None
    assert points[1].bars == {THE_WHOLE: Bar.SET_ASIDE}
    # 40 + 60 × 2/4; and 40 × 1/2 + 60: the lowest price is the second quote's.
    assert [(points[each].total, points[each].rank) for each in (2, 3)] == [
        (Fraction(70), 2),
        (Fraction(80), 1),
    ]
