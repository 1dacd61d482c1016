"""Results with consensus, bars and set-aside quotes: what may never change them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.evaluation.rules import Measure, Points, ScoredQuote, compare

MEASURES = {1: Measure(40, minimum=2), 2: Measure(20), 3: Measure(0, is_pass_fail=True)}
MARKS = st.lists(st.integers(0, 4), min_size=0, max_size=4)


@st.composite
def _quotes(draw: st.DrawFn) -> list[ScoredQuote]:
    """Up to six quotes, some not scored by all, some agreed on, some out."""
    return [
        ScoredQuote(
            number,
            draw(st.integers(0, 10**8)),
            {1: draw(MARKS), 2: draw(MARKS), 3: draw(st.lists(st.integers(0, 1), max_size=3))},
            draw(st.dictionaries(st.sampled_from([1, 2]), st.integers(0, 4), max_size=2)),
            draw(st.booleans()),
        )
        for number in range(1, draw(st.integers(1, 6)) + 1)
    ]


def _compared(quotes: list[ScoredQuote], price_weight: int = 40) -> dict[int, Points]:
    return compare(quotes, MEASURES, price_weight)


@given(_quotes(), st.randoms(use_true_random=False))
def test_the_order_of_quotes_and_of_members_changes_nothing(
    quotes: list[ScoredQuote], chance: Random
) -> None:
    other = [
        replace(
            quote,
            scores={key: chance.sample(list(m), len(m)) for key, m in quote.scores.items()},
        )
        for quote in quotes
    ]
    chance.shuffle(other)
    assert _compared(other) == _compared(quotes)


@given(_quotes(), st.lists(st.integers(0, 10**8), min_size=6, max_size=6))
def test_with_price_weight_0_no_price_changes_anything(
    quotes: list[ScoredQuote], prices: list[int]
) -> None:
    others = [replace(q, price_pence=p) for q, p in zip(quotes, prices, strict=False)]
    assert _compared(others, 0) == _compared(quotes, 0)


@given(_quotes())
def test_who_is_out_changes_nobodys_points_and_has_no_rank(quotes: list[ScoredQuote]) -> None:
    whole = _compared(quotes)
    out = {number for number, points in whole.items() if points.bars}
    without = _compared([quote for quote in quotes if quote.quote_id not in out])
    assert {number: points for number, points in whole.items() if number not in out} == without
    assert all(whole[number].rank is None and whole[number].total is None for number in out)


@given(_quotes())
def test_a_total_is_the_exact_sum_of_its_parts_and_ranks_follow_totals(
    quotes: list[ScoredQuote],
) -> None:
    ranked = [points for points in _compared(quotes).values() if points.total is not None]
    for points in ranked:
        assert points.price is not None and points.total is not None
        assert points.total == points.price + sum(each or 0 for each in points.criteria.values())
        better = [one for one in ranked if one.total is not None and one.total > points.total]
        assert points.rank == len(better) + 1
        assert points.is_tied == (sum(one.total == points.total for one in ranked) > 1)


@given(_quotes(), MARKS)
def test_where_a_meeting_agreed_no_members_score_changes_the_result(
    quotes: list[ScoredQuote], marks: list[int]
) -> None:
    others = [
        replace(
            quote,
            scores={
                key: marks if key in quote.agreed else given for key, given in quote.scores.items()
            },
        )
        for quote in quotes
    ]
    assert _compared(others) == _compared(quotes)
