"""Which single score changes who is first: by hand, and against comparing everything anew."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.commissions.rules import PriceFormula
from app.evaluation.rules import Measure, ScoredQuote, compare
from app.evaluation.rules.safety import winners_of
from app.evaluation.rules.turning import Mark, Turn, WhatIf

METHOD, TEAM, INSURED = 1, 2, 3
MEASURES = {METHOD: Measure(40), TEAM: Measure(20)}
STRICT = {METHOD: Measure(40, minimum=2), TEAM: Measure(20), INSURED: Measure(0, is_pass_fail=True)}
FORMULA = PriceFormula.LOWEST_OVER_PRICE


def marks_of(quotes: list[ScoredQuote]) -> list[Mark]:
    """Every score that counts, named by its place among those of its criterion."""
    found: list[Mark] = []
    for quote in quotes:
        for criterion, scores in quote.scores.items():
            if criterion in quote.agreed:
                found.append(Mark(quote.quote_id, criterion, "all", quote.agreed[criterion]))
            else:
                found += [Mark(quote.quote_id, criterion, str(n), v) for n, v in enumerate(scores)]
    return found


def turns_of(quotes: list[ScoredQuote], measures: dict[int, Measure]) -> list[Turn]:
    return WhatIf(quotes, measures, 40, FORMULA).turning_scores(marks_of(quotes))


def briefly(turns: list[Turn]) -> list[tuple[int, int, str, int, tuple[int, ...]]]:
    return [(t.mark.quote_id, t.mark.criterion_id, t.mark.who, t.value, t.winners) for t in turns]


def quote(number: int, price: int, *scores: tuple[int, ...], agreed: int | None = None):
    given: dict[int, tuple[int, ...]] = dict(enumerate(scores, METHOD))
    return ScoredQuote(number, price, given, {} if agreed is None else {METHOD: agreed})


def test_each_score_that_would_put_another_first_with_its_smallest_change() -> None:
    # 40 + 20 + 10 = 70 and 32 + 30 + 15 = 77. A score of two on Method moves 5, on Team 2½.
    quotes = [quote(1, 800, (2, 2), (2, 2)), quote(2, 1_000, (3, 3), (3, 3))]
    assert briefly(turns_of(quotes, MEASURES)) == [
        (1, METHOD, "0", 4, (1,)),
        (1, METHOD, "1", 4, (1,)),
        (2, METHOD, "0", 1, (1,)),
        (2, METHOD, "1", 1, (1,)),
        (2, TEAM, "0", 0, (1,)),
        (2, TEAM, "1", 0, (1,)),
    ]


def test_a_change_that_makes_two_equal_counts() -> None:
    quotes = [quote(1, 1_000, (2,), (2,)), quote(2, 1_000, (3,), (2,))]
    assert (1, METHOD, "0", 3, (1, 2)) in briefly(turns_of(quotes, MEASURES))


def test_a_consensus_is_a_score_that_counts_and_those_below_it_are_none() -> None:
    # 40 + 40 + 15 = 95 and 40 + 20 + 15 = 75: agreed 4 and 2.
    quotes = [quote(1, 800, (3, 4), (3, 3), agreed=4), quote(2, 800, (2, 3), (3, 3), agreed=2)]
    told = briefly(turns_of(quotes, MEASURES))
    assert (1, METHOD, "all", 2, (1, 2)) in told
    assert (2, METHOD, "all", 4, (1, 2)) in told
    assert not [each for each in told if each[1] == METHOD and each[2] != "all"]


def test_a_pass_that_became_a_fail_puts_another_first() -> None:
    quotes = [quote(1, 800, (4,), (4,), (1,)), quote(2, 800, (2,), (2,), (1,))]
    assert (1, INSURED, "0", 0, (2,)) in briefly(turns_of(quotes, STRICT))


def test_where_members_would_differ_on_a_pass_the_quote_has_no_rank() -> None:
    quotes = [quote(1, 800, (4, 4), (4, 4), (1, 1)), quote(2, 800, (2, 2), (2, 2), (1, 1))]
    assert (1, INSURED, "1", 0, (2,)) in briefly(turns_of(quotes, STRICT))


def test_a_score_that_brings_a_quote_back_makes_its_price_the_lowest() -> None:
    # £400 is out with 1 on Method. With 2 it has 40 + 20 + 20 = 80, and the other, whose price
    # points fall from 40 to 20, has 20 + 30 + 15 = 65 instead of 85.
    quotes = [quote(1, 400, (1,), (4,), (1,)), quote(2, 800, (3,), (3,), (1,))]
    assert (1, METHOD, "0", 2, (1,)) in briefly(turns_of(quotes, STRICT))


def test_a_score_that_takes_the_cheapest_out_can_turn_the_others_round() -> None:
    # Beside £500, £1,000 earns 20 and £2,000 10: 20 + 20 + 20 = 60, 10 + 40 + 15 = 65, and the
    # cheapest 40 + 20 + 10 = 70. Without it they earn 40 and 20: 80 and 75.
    quotes = [
        quote(1, 500, (2,), (2,), (1,)),
        quote(2, 1_000, (2,), (4,), (1,)),
        quote(3, 2_000, (4,), (3,), (1,)),
    ]
    assert (1, METHOD, "0", 1, (2,)) in briefly(turns_of(quotes, STRICT))


def test_the_only_quote_that_could_be_out_leaves_nobody_first() -> None:
    assert briefly(turns_of([quote(1, 400, (2,), (4,), (1,))], STRICT)) == [
        (1, METHOD, "0", 1, ()),
        (1, INSURED, "0", 0, ()),
    ]


SCORES = st.lists(st.integers(0, 4), min_size=1, max_size=3).map(tuple)
QUOTES = st.lists(
    st.tuples(
        st.sampled_from([0, 500, 800, 1_000, 2_000]),
        SCORES,
        st.one_of(SCORES, st.just(())),
        st.lists(st.sampled_from([0, 1, 1, 1]), min_size=1, max_size=2).map(tuple),
        st.one_of(st.none(), st.integers(0, 4)),
        st.sampled_from([False, False, False, True]),
    ),
    min_size=1,
    max_size=4,
)


def anew(quotes: list[ScoredQuote], mark: Mark, value: int) -> list[ScoredQuote]:
    """The quotes with one score changed."""
    changed: list[ScoredQuote] = []
    for each in quotes:
        if each.quote_id == mark.quote_id and mark.who == "all":
            changed.append(replace(each, agreed={**each.agreed, mark.criterion_id: value}))
        elif each.quote_id == mark.quote_id:
            scores = list(each.scores[mark.criterion_id])
            scores[int(mark.who)] = value
            changed.append(replace(each, scores={**each.scores, mark.criterion_id: scores}))
        else:
            changed.append(each)
    return changed


@given(QUOTES, st.sampled_from(list(PriceFormula)[:2]))
def test_every_single_change_has_the_result_of_comparing_everything_anew(
    rows: list[tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...], int | None, bool]],
    formula: PriceFormula,
) -> None:
    quotes = [
        replace(quote(n, price, *scores, agreed=agreed), is_left_out=is_aside)
        for n, (price, *scores, agreed, is_aside) in enumerate(rows, 1)
    ]

    def first(those: list[ScoredQuote]) -> tuple[int, ...]:
        points = compare(those, STRICT, 40, formula)
        return winners_of({n: p.total for n, p in points.items() if p.total is not None})

    marks = marks_of(quotes)
    what_if = WhatIf(quotes, STRICT, 40, formula)
    assert what_if.first == first(quotes)
    turns = {turn.mark: turn for turn in what_if.turning_scores(marks)}
    for mark in marks:
        scale = range(2) if mark.criterion_id == INSURED else range(5)
        by_hand = {v: first(anew(quotes, mark, v)) for v in scale if v != mark.value}
        changing = [v for v, winners in by_hand.items() if winners != first(quotes)]
        assert (mark in turns) is bool(changing)
        if changing:
            turn = turns[mark]
            assert by_hand[turn.value] == turn.winners
            nearest = min(abs(v - mark.value) for v in changing)
            assert abs(turn.value - mark.value) == nearest
