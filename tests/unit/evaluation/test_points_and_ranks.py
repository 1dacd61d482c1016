"""Hand-worked examples of points and ranks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluation.rules import (
    ScoredQuote,
    Standing,
    are_scores_open,
    comment_fault,
    compare,
    may_score,
    may_see_quotes,
    mean,
    price_points,
    two_places,
)

METHOD, TEAM = 1, 2
WEIGHTS = {METHOD: 40, TEAM: 30}
PRICE = 30


def quote(number: int, pounds: int, method: tuple[int, ...], team: tuple[int, ...]) -> ScoredQuote:
    return ScoredQuote(number, pounds * 100, {METHOD: method, TEAM: team})


def test_points_are_mean_over_four_times_weight_and_lowest_over_price_times_weight() -> None:
    points = compare(
        [quote(1, 8_000, (3, 4), (2, 2)), quote(2, 10_000, (4, 4), (3, 3))], WEIGHTS, PRICE
    )
    # 1: 30 + 3.5/4·40 = 35 + 2/4·30 = 15 → 80.  2: 8/10·30 = 24 + 40 + 3/4·30 = 22.5 → 86.5
    assert points[1].total == 80
    assert points[2].total == Fraction(173, 2)
    assert (points[1].rank, points[2].rank) == (2, 1)


def test_equal_totals_share_a_rank_and_the_next_is_left_out() -> None:
    same = (3,), (3,)
    points = compare(
        [quote(1, 9_000, *same), quote(2, 9_000, *same), quote(3, 9_000, (1,), (1,))],
        WEIGHTS,
        PRICE,
    )
    assert [(points[n].rank, points[n].is_tied) for n in (1, 2, 3)] == [
        (1, True),
        (1, True),
        (3, False),
    ]


def test_a_single_quote_earns_the_whole_price_weight_and_ranks_first() -> None:
    points = compare([quote(1, 9_000, (2,), (2,))], WEIGHTS, PRICE)
    assert (points[1].price, points[1].total, points[1].rank) == (30, 65, 1)


def test_a_quote_without_all_its_scores_has_no_total_and_no_rank() -> None:
    points = compare([quote(1, 9_000, (2,), ()), quote(2, 9_000, (2,), (2,))], WEIGHTS, PRICE)
    assert (points[1].total, points[1].rank) == (None, None)
    assert points[2].rank == 1


def test_with_price_weight_0_the_price_changes_nothing() -> None:
    cheap = compare([quote(1, 1, (3,), (3,)), quote(2, 9_000, (4,), (3,))], WEIGHTS, 0)
    dear = compare([quote(1, 9_000, (3,), (3,)), quote(2, 1, (4,), (3,))], WEIGHTS, 0)
    assert {n: p.total for n, p in cheap.items()} == {n: p.total for n, p in dear.items()}


def test_nothing_to_compare_is_no_fault() -> None:
    assert compare([], WEIGHTS, PRICE) == {}


@pytest.mark.parametrize(
    ("price", "lowest", "points"),
    [(100, 100, 30), (200, 100, 15), (300, 100, 10), (0, 0, 30), (100, 0, 0)],
)
def test_the_lowest_price_over_this_price_times_the_weight(
    price: int, lowest: int, points: int
) -> None:
    assert price_points(price, lowest, 30) == points


@given(st.permutations([1, 2, 3, 4]), st.lists(st.integers(0, 4), min_size=8, max_size=8))
def test_the_order_of_quotes_changes_nothing(order: list[int], scores: list[int]) -> None:
    quotes = {
        n: quote(n, 5_000 + 700 * n, (scores[n - 1],), (scores[n + 3],)) for n in (1, 2, 3, 4)
    }
    assert compare([quotes[n] for n in order], WEIGHTS, PRICE) == compare(
        quotes.values(), WEIGHTS, PRICE
    )


@given(st.lists(st.integers(0, 4), min_size=1, max_size=9))
def test_the_order_of_members_changes_nothing(scores: list[int]) -> None:
    assert mean(scores) == mean(sorted(scores))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(2, 3), "0.67"), (Fraction(1, 200), "0.01"), (Fraction(80), "80.00")],
)
def test_numbers_are_rounded_half_up_to_two_places(value: Fraction, shown: str) -> None:
    assert two_places(value) == Decimal(shown)


@pytest.mark.parametrize(
    ("roles", "standing", "sees", "scores"),
    [
        ({"member"}, Standing.UNDECLARED, False, False),
        ({"member"}, Standing.FREE, True, True),
        ({"member"}, Standing.CONFLICT, False, False),
        ({"officer"}, Standing.UNDECLARED, True, False),
        ({"officer"}, Standing.CONFLICT, False, False),
        ({"officer", "member"}, Standing.UNDECLARED, False, False),
        ({"officer", "member"}, Standing.FREE, True, True),
        ({"administrator"}, Standing.FREE, False, False),
        ({"administrator", "officer"}, Standing.FREE, False, False),
        ({"keyholder"}, Standing.FREE, False, False),
        ({"company"}, Standing.FREE, False, False),
    ],
)
def test_the_never_column_wins(
    roles: set[str], standing: Standing, sees: bool, scores: bool
) -> None:
    assert may_see_quotes(roles, standing) is sees
    assert may_score(roles, standing) is scores


@pytest.mark.parametrize(
    ("must", "done", "closed", "is_open"),
    [
        ({1, 2}, {1}, False, False),
        ({1, 2}, {1, 2}, False, True),
        ({1, 2}, {1}, True, True),
        (set(), set(), False, False),
        ({1}, {1, 2}, False, True),
    ],
)
def test_scores_stay_hidden_until_all_are_in_or_scoring_is_closed(
    must: set[int], done: set[int], closed: bool, is_open: bool
) -> None:
    assert are_scores_open(must, done, closed) is is_open


@pytest.mark.parametrize(
    ("score", "needed"), [(0, True), (1, True), (2, False), (3, False), (4, True)]
)
def test_a_score_at_either_end_needs_a_comment(score: int, needed: bool) -> None:
    assert (comment_fault(score, "  ") is not None) is needed
    assert comment_fault(score, "Clear method") is None
