"""Hand-worked examples of points and ranks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluation.rules import (
    Bar,
    Measure,
    ScoredQuote,
    Standing,
    are_scores_open,
    comment_fault,
    compare,
    may_score,
    may_see_quotes,
    mean,
    price_points,
    standing_score,
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
        ({"member"}, Standing.WAITING, False, False),
        ({"member"}, Standing.ALL_BUT_ONE, True, True),
        ({"officer"}, Standing.WAITING, False, False),
        ({"officer"}, Standing.ALL_BUT_ONE, True, False),
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


INSURED, LIMITS = 3, {METHOD: Measure(40, minimum=2), TEAM: 30, 3: Measure(0, is_pass_fail=True)}


def insured(number: int, pounds: int, method: int, *passed: int) -> ScoredQuote:
    scores = {METHOD: (method,), TEAM: (2,), INSURED: passed}
    return ScoredQuote(number, pounds * 100, scores)


def test_a_quote_that_fails_is_out_and_its_price_is_no_measure_of_others() -> None:
    points = compare([insured(1, 4_000, 4, 0), insured(2, 8_000, 3, 1)], LIMITS, PRICE)
    assert (points[1].total, points[1].rank, points[1].price) == (None, None, None)
    assert points[1].bars == {INSURED: Bar.FAILED}
    # 2: the lowest price of those that are left: 30 + 3/4·40 + 2/4·30
    assert (points[2].total, points[2].rank, points[2].bars) == (75, 1, {})


def test_a_quote_below_the_minimum_is_out_and_one_that_meets_it_is_not() -> None:
    below, meets = insured(1, 8_000, 1, 1), insured(2, 8_000, 2, 1)
    points = compare([below, meets], LIMITS, PRICE)
    assert points[1].bars == {METHOD: Bar.BELOW_MINIMUM} and points[1].rank is None
    assert points[2].bars == {} and points[2].rank == 1


def test_where_members_differ_on_pass_and_fail_nothing_is_ranked_before_a_consensus() -> None:
    disputed = insured(1, 8_000, 3, 1, 0)
    assert compare([disputed], LIMITS, PRICE)[1].rank is None
    agreed = ScoredQuote(1, 800_000, disputed.scores, {INSURED: 1})
    assert compare([agreed], LIMITS, PRICE)[1].rank == 1


def test_a_consensus_takes_the_place_of_the_mean() -> None:
    assert standing_score((1, 2), 3) == 3
    assert standing_score((1, 2), None) == Fraction(3, 2)
    assert standing_score((), None) is None
    agreed = ScoredQuote(1, 800_000, {METHOD: (1, 1), TEAM: (2, 2)}, {METHOD: 4})
    assert compare([agreed], WEIGHTS, PRICE)[1].total == 30 + 40 + 15


def test_with_every_quote_out_there_is_nobody_first() -> None:
    points = compare([insured(1, 8_000, 3, 0), insured(2, 0, 1, 1)], LIMITS, PRICE)
    assert {one.rank for one in points.values()} == {None}


@given(st.lists(st.integers(0, 4), min_size=2, max_size=6), st.integers(1, 10**9))
def test_points_of_all_parts_add_up_to_the_total_exactly(scores: list[int], pence: int) -> None:
    given = ScoredQuote(1, pence, {METHOD: tuple(scores), TEAM: tuple(scores)})
    other = ScoredQuote(2, pence + 7, {METHOD: (3,), TEAM: (2,)})
    for one in compare([given, other], WEIGHTS, PRICE).values():
        parts = [value for value in one.criteria.values() if value is not None]
        assert one.price is not None and one.total == one.price + sum(parts)


@pytest.mark.parametrize(("verdict", "is_needed"), [(0, True), (1, False)])
def test_a_fail_needs_a_comment_and_a_pass_does_not(verdict: int, is_needed: bool) -> None:
    assert (comment_fault(verdict, "", is_pass_fail=True) is not None) is is_needed


@pytest.mark.parametrize(
    ("score", "needed"), [(0, True), (1, True), (2, False), (3, False), (4, True)]
)
def test_a_score_at_either_end_needs_a_comment(score: int, needed: bool) -> None:
    assert (comment_fault(score, "  ") is not None) is needed
    assert comment_fault(score, "Clear method") is None
