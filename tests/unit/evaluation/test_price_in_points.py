"""The price formula of the brief in points and ranks: hand-worked tables and properties."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.commissions.rules import PriceFormula
from app.evaluation.rules import ScoredQuote, compare

METHOD = 1
FORMULAS = st.sampled_from(list(PriceFormula))
SCORES = st.lists(st.integers(0, 4), min_size=1, max_size=4)
QUOTES = st.lists(st.tuples(st.integers(0, 10**9), SCORES), min_size=1, max_size=6)


def quotes(rows: list[tuple[int, list[int]]]) -> list[ScoredQuote]:
    return [ScoredQuote(n, pence, {METHOD: tuple(s)}) for n, (pence, s) in enumerate(rows, 1)]


@pytest.mark.parametrize(
    ("formula", "totals", "ranks"),
    [
        # Price 40 of 100, Method 60. £8,000 with 2, £10,000 with 3, £16,000 with 4:
        # lowest ÷ price: 40 + 30, 32 + 45, 20 + 60
        (PriceFormula.LOWEST_OVER_PRICE, [70, 77, 80], [3, 2, 1]),
        # in a line: 40 + 30, 40·(16 − 10)/8 = 30 + 45, 0 + 60
        (PriceFormula.LINEAR, [70, 75, 60], [2, 1, 3]),
        # quality only: the price earns nothing, whatever it is
        (PriceFormula.QUALITY_ONLY, [30, 45, 60], [3, 2, 1]),
    ],
)
def test_three_quotes_under_each_formula(
    formula: PriceFormula, totals: list[int], ranks: list[int]
) -> None:
    given_quotes = quotes([(800_000, [2]), (1_000_000, [3]), (1_600_000, [4])])
    points = compare(given_quotes, {METHOD: 60}, 40, formula)
    assert [points[n].total for n in (1, 2, 3)] == totals
    assert [points[n].rank for n in (1, 2, 3)] == ranks


@pytest.mark.parametrize("formula", [PriceFormula.LOWEST_OVER_PRICE, PriceFormula.LINEAR])
def test_equal_prices_and_equal_scores_are_tied(formula: PriceFormula) -> None:
    points = compare(quotes([(900_000, [3])] * 3), {METHOD: 60}, 40, formula)
    assert [(p.total, p.rank, p.is_tied) for p in points.values()] == [(85, 1, True)] * 3


@given(QUOTES, FORMULAS, st.randoms(use_true_random=False))
def test_the_order_of_quotes_and_members_changes_nothing(
    rows: list[tuple[int, list[int]]], formula: PriceFormula, chance: Random
) -> None:
    given_quotes = quotes(rows)
    other = [
        ScoredQuote(q.quote_id, q.price_pence, {METHOD: q.scores[METHOD][::-1]})
        for q in given_quotes
    ]
    chance.shuffle(other)
    assert compare(other, {METHOD: 60}, 40, formula) == compare(
        given_quotes, {METHOD: 60}, 40, formula
    )


@given(QUOTES, FORMULAS, st.lists(st.integers(0, 10**9), min_size=6, max_size=6))
def test_with_price_weight_0_the_price_changes_nothing(
    rows: list[tuple[int, list[int]]], formula: PriceFormula, prices: list[int]
) -> None:
    others = [(price, scores) for (_, scores), price in zip(rows, prices, strict=False)]
    assert compare(quotes(rows), {METHOD: 100}, 0, formula) == compare(
        quotes(others), {METHOD: 100}, 0, formula
    )


@given(QUOTES, FORMULAS)
def test_points_are_of_100_and_the_cheapest_earns_most_for_its_price(
    rows: list[tuple[int, list[int]]], formula: PriceFormula
) -> None:
    given_quotes = quotes(rows)
    points = compare(given_quotes, {METHOD: 60}, 40, formula)
    assert all(p.total is not None and 0 <= p.total <= 100 for p in points.values())
    cheapest = min(given_quotes, key=lambda quote: quote.price_pence)
    earned = [one.price for one in points.values() if one.price is not None]
    assert points[cheapest.quote_id].price == max(earned)
    assert isinstance(points[1].total, Fraction)
