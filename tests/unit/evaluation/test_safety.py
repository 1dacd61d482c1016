"""Hand-worked examples of what would change a result, and properties that hold for any."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluation.rules.safety import (
    PRICE,
    Contender,
    Stretch,
    first_at,
    ranks_by_weight,
    ranks_of,
    single_weights,
    stretches,
    total_of,
    winners_of,
)

METHOD, TEAM = 1, 2
WEIGHTS = {PRICE: 40, METHOD: 40, TEAM: 20}
F = Fraction


def contender(number: int, price: Fraction | int, method: Fraction | int, team: Fraction | int):
    return Contender(number, {PRICE: F(price), METHOD: F(method), TEAM: F(team)})


# 1: 40·1 + 40·1/2 + 20·1/2 = 70.   2: 40·4/5 + 40·3/4 + 20·3/4 = 77.
CHEAP = contender(1, 1, F(1, 2), F(1, 2))
GOOD = contender(2, F(4, 5), F(3, 4), F(3, 4))


def test_the_price_weight_at_which_another_is_first_is_exact() -> None:
    # Quality alone: 50 and 75. At price weight p: 50 + p/2 and 75 + p/20. Equal at 500/9 = 55.56.
    assert stretches([CHEAP, GOOD], WEIGHTS, PRICE) == [
        Stretch(F(0), F(500, 9), (2,)),
        Stretch(F(500, 9), F(100), (1,)),
    ]


def test_a_criterion_that_all_share_alike_changes_nothing() -> None:
    alike = [contender(1, 1, F(1, 2), 1), contender(2, F(1, 2), F(1, 2), 1)]
    assert [each.winners for each in stretches(alike, WEIGHTS, METHOD)] == [(1,)]


def test_equal_quotes_are_first_together_whatever_the_weight() -> None:
    twins = [contender(1, 1, F(1, 2), 1), contender(2, 1, F(1, 2), 1)]
    assert stretches(twins, WEIGHTS, PRICE) == [Stretch(F(0), F(100), (1, 2))]


def test_three_lines_that_meet_in_one_point_make_one_breakpoint() -> None:
    three = [contender(1, 1, 0, 0), contender(2, 0, 1, 1), contender(3, F(1, 2), F(1, 2), F(1, 2))]
    assert [(each.first, each.last, each.winners) for each in stretches(three, WEIGHTS, PRICE)] == [
        (0, 50, (2,)),
        (50, 100, (1,)),
    ]


@pytest.mark.parametrize("contenders", [[], [CHEAP]])
def test_with_nobody_or_one_quote_nothing_can_change(contenders: list[Contender]) -> None:
    assert [each.winners for each in stretches(contenders, WEIGHTS, PRICE)] == [
        (one.quote_id,) for one in contenders
    ]


def test_a_part_that_weighs_all_can_give_way_to_nothing() -> None:
    assert stretches([CHEAP, GOOD], {PRICE: 100}, PRICE) == []
    assert ranks_by_weight([CHEAP, GOOD], {PRICE: 100}, PRICE) == []


def test_ranks_change_places_at_the_same_weight() -> None:
    drawn = ranks_by_weight([CHEAP, GOOD], WEIGHTS, PRICE)
    assert [(each.last, dict(each.ranks)) for each in drawn] == [
        (F(500, 9), {1: 2, 2: 1}),
        (F(100), {1: 1, 2: 2}),
    ]


SHARES = st.fractions(0, 1, max_denominator=60)
CONTENDERS = st.lists(st.tuples(SHARES, SHARES, SHARES), min_size=1, max_size=6).map(
    lambda rows: [contender(n, *row) for n, row in enumerate(rows, 1)]
)
PARTS = st.sampled_from([PRICE, METHOD, TEAM])


def _weighed(part: int, weight: Fraction) -> dict[int, Fraction]:
    rest = 100 - WEIGHTS[part]
    return {
        each: weight if each == part else w * (100 - weight) / rest for each, w in WEIGHTS.items()
    }


@given(CONTENDERS, PARTS, st.fractions(0, 1, max_denominator=997))
def test_within_a_stretch_its_winners_win_by_the_sums_themselves(
    contenders: list[Contender], part: int, share: Fraction
) -> None:
    found = stretches(contenders, WEIGHTS, part)
    assert (found[0].first, found[-1].last) == (0, 100)
    for each in found:
        weight = each.first + (each.last - each.first) * (share * F(98, 100) + F(1, 100))
        totals = {c.quote_id: total_of(c, _weighed(part, weight)) for c in contenders}
        assert winners_of(totals) == each.winners


@given(CONTENDERS, PARTS)
def test_at_a_breakpoint_those_before_and_after_are_equal(
    contenders: list[Contender], part: int
) -> None:
    found = stretches(contenders, WEIGHTS, part)
    for before, after in pairwise(found):
        totals = {c.quote_id: total_of(c, _weighed(part, before.last)) for c in contenders}
        assert {*before.winners, *after.winners} <= set(winners_of(totals))
        assert before.winners != after.winners


@given(CONTENDERS, PARTS)
def test_the_first_ranks_are_the_winners(contenders: list[Contender], part: int) -> None:
    wins = stretches(contenders, WEIGHTS, part)
    for each in ranks_by_weight(contenders, WEIGHTS, part):
        middle = (each.first + each.last) / 2
        here = next(one for one in wins if one.first <= middle <= one.last)
        assert sorted(q for q, rank in each.ranks.items() if rank == 1) == list(here.winners)


WHOLE_WEIGHTS = [Fraction(weight) for weight in range(101)]


@given(
    st.lists(
        st.tuples(*[st.sampled_from([F(0), F(1, 4), F(1, 2), F(3, 4), F(1)])] * 3),
        min_size=1,
        max_size=5,
    ).map(lambda rows: [contender(n, *row) for n, row in enumerate(rows, 1)]),
    PARTS,
)
def test_every_weight_from_0_to_100_is_told_by_stretches_limits_and_single_weights(
    contenders: list[Contender], part: int
) -> None:
    found = stretches(contenders, WEIGHTS, part)
    singles = dict(single_weights(contenders, WEIGHTS, part, found))
    limits = {limit for each in found for limit in (each.first, each.last)}
    for weight in sorted({*WHOLE_WEIGHTS, *limits}):
        totals = {c.quote_id: total_of(c, _weighed(part, weight)) for c in contenders}
        beside = [set(each.winners) for each in found if each.first <= weight <= each.last]
        told = singles.get(weight) or tuple(sorted(set.union(*beside)))
        assert told == winners_of(totals) == first_at(contenders, WEIGHTS, part, weight)


def test_quotes_of_one_price_are_equal_where_the_price_is_all_that_counts() -> None:
    better, worse = contender(1, 1, 1, 1), contender(2, 1, 0, 0)
    found = stretches([better, worse], WEIGHTS, PRICE)
    assert found == [Stretch(F(0), F(100), (1,))]
    assert single_weights([better, worse], WEIGHTS, PRICE, found) == [(F(100), (1, 2))]


def test_equal_totals_share_a_rank() -> None:
    assert ranks_of({1: F(5), 2: F(7), 3: F(5), 4: F(1)}) == {2: 1, 1: 2, 3: 2, 4: 4}
