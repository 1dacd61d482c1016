"""How safe a result is, in sentences and pictures. Made only of a `Comparison`, never saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from threading import Lock

from cachetools import LRUCache, cached

from app.commissions.rules import price_share
from app.evaluation.queries.comparing import MOST_MADE, Basis, Column, Comparison
from app.evaluation.queries.result_pictures import (
    can_price_weigh,
    points_picture,
    price_picture,
    ranks_picture,
    weight_in_words,
)
from app.evaluation.queries.results import measures_of
from app.evaluation.rules import THE_WHOLE, ScoredQuote
from app.evaluation.rules.safety import (
    PRICE,
    Contender,
    Stretch,
    first_at,
    single_weights,
    stretches,
    winners_of,
)
from app.evaluation.rules.scores import PASS_IN_WORDS
from app.evaluation.rules.turning import Mark, Turn, WhatIf
from app.pictures import Picture
from app.quotes.queries import OpenedQuote

MOST_TURNS = 20
"""Single scores that are named; of more, their number is told."""


@dataclass(frozen=True)
class WeightLine:
    """One weight: what it is now, within which limits the first stays first, and what follows."""

    part: str
    now: int
    holds: str
    otherwise: Sequence[str]


@dataclass(frozen=True)
class TurnLine:
    """One score that would change who is first."""

    who: str
    company: str
    criterion: str
    value: str
    instead: str
    first: str


@dataclass(frozen=True)
class Safety:
    """What would change the winner. `out` failed, are below a minimum or were set aside;
    `incomplete` lack a score that counts. Neither have a rank.
    """

    first: Sequence[str]
    lead: Fraction | None
    second: Sequence[str]
    out: Sequence[str]
    incomplete: Sequence[str]
    weights: Sequence[WeightLine]
    turns: Sequence[TurnLine]
    turns_in_all: int
    pictures: Sequence[Picture]


def safety_of(view: Comparison) -> Safety:
    """How safe the result is that a comparison shows."""
    return _safety(view) if view.basis is None else safety_made_once(view.basis, view)


@cached(LRUCache(MOST_MADE), key=lambda basis, _: basis, lock=Lock())
def safety_made_once(_basis: Basis, view: Comparison) -> Safety:
    """The same of a comparison's basis, from memory where it was made before."""
    return _safety(view)


def _safety(view: Comparison) -> Safety:
    ranked = [c for c in view.columns if c.points is not None and c.points.total is not None]
    names = {column.quote.id: column.quote.company.name for column in view.columns}
    totals = {c.quote.id: c.points.total for c in ranked if c.points and c.points.total is not None}
    winners = winners_of(totals)
    rest = {quote_id: total for quote_id, total in totals.items() if quote_id not in winners}
    second = winners_of(rest)
    contenders = [_contender(view, column) for column in ranked]
    turns = _what_if(view).turning_scores(_marks(view))
    unranked = [c for c in view.columns if c.quote.id not in totals and c.points is not None]
    pictures = [
        points_picture(view, ranked),
        price_picture(view, ranked),
        ranks_picture(view, ranked, contenders),
    ]
    return Safety(
        first=[names[quote_id] for quote_id in winners],
        lead=totals[winners[0]] - rest[second[0]] if rest else None,
        second=[names[quote_id] for quote_id in second],
        out=[names[c.quote.id] for c in unranked if c.points and c.points.bars],
        incomplete=[names[c.quote.id] for c in unranked if c.points and not c.points.bars],
        weights=_weight_lines(view, contenders, names) if len(ranked) > 1 else [],
        turns=[_turn_line(view, turn, names) for turn in turns[:MOST_TURNS]],
        turns_in_all=len(turns),
        pictures=[picture for picture in pictures if picture is not None],
    )


def weights_of(view: Comparison) -> dict[int, int]:
    """What each part weighs in percent: the price, and each criterion by its id."""
    return {PRICE: view.brief.price_weight, **{c.id: c.weight for c in view.brief.criteria}}


def _what_if(view: Comparison) -> WhatIf:
    brief = view.brief
    quotes = [
        ScoredQuote(
            quote.id,
            quote.price_pence,
            {key: [one.value for one in given] for key, given in column.scores.items()},
            column.agreed,
            column.points is not None and THE_WHOLE in column.points.bars,
        )
        for column in view.columns
        if isinstance(quote := column.quote, OpenedQuote)
    ]
    return WhatIf(quotes, measures_of(brief), brief.price_weight, brief.price_formula)


def _contender(view: Comparison, column: Column) -> Contender:
    """The share of each part's weight: of the price's also where it weighs nothing."""
    points, quote, weights = column.points, column.quote, weights_of(view)
    if points is None or not isinstance(quote, OpenedQuote):
        return Contender(quote.id, {})
    shares = {
        part: (points.criteria[part] or Fraction(0)) / weight if weight else Fraction(0)
        for part, weight in weights.items()
        if part != PRICE
    }
    prices = [
        each.quote.price_pence
        for each in view.columns
        if isinstance(each.quote, OpenedQuote) and each.points and not each.points.bars
    ]
    lowest = min(prices, default=0)
    shares[PRICE] = price_share(view.brief.price_formula, quote.price_pence, lowest)
    return Contender(quote.id, shares)


def _marks(view: Comparison) -> Iterable[Mark]:
    """Every score that counts: a consensus, and members' where there is none."""
    for column in view.columns:
        quote_id = column.quote.id
        for criterion in view.brief.criteria:
            agreed = column.agreed.get(criterion.id)
            if agreed is not None:
                yield Mark(quote_id, criterion.id, "Consensus", agreed)
                continue
            for one in column.scores.get(criterion.id, ()):
                yield Mark(quote_id, criterion.id, one.member, one.value)


def _weight_lines(
    view: Comparison, contenders: Sequence[Contender], names: dict[int, str]
) -> list[WeightLine]:
    titles = {PRICE: "Price", **{c.id: c.title for c in view.brief.criteria}}
    weights = weights_of(view)
    lines: list[WeightLine] = []
    for part, weight in weights.items():
        if weight or (part == PRICE and can_price_weigh(view)):
            found = stretches(contenders, weights, part)
            at = first_at(contenders, weights, part, Fraction(weight))
            singles = single_weights(contenders, weights, part, found)
            if found:
                line = _weight_line(weight, found, at, singles, names)
                lines.append(WeightLine(titles[part], weight, *line))
    return lines


def _weight_line(
    weight: int,
    found: Sequence[Stretch],
    now: tuple[int, ...],
    singles: Sequence[tuple[Fraction, tuple[int, ...]]],
    names: dict[int, str],
) -> tuple[str, list[str]]:
    """Within which limits the same are first as now, and who is first elsewhere."""
    same = [each for each in found if each.winners == now and each.first <= weight <= each.last]
    limits = [(each.first, each.last) for each in same]
    if not same:
        holds = f"exactly at {weight} only"
    elif limits == [(0, 100)]:
        holds = "whatever it weighs"
    else:
        holds = _from_to(same[0])
    told = [
        (each.first, each.last, f"{_from_to(each)}: {_first(each.winners, names)}")
        for each in found
        if each not in same
    ]
    told += [
        (at, at, f"at exactly {weight_in_words(at)}: {_first(winners, names)}")
        for at, winners in singles
        if at != weight
    ]
    return holds, [words for *_, words in sorted(told)]


def _from_to(each: Stretch) -> str:
    return f"from {weight_in_words(each.first)} to {weight_in_words(each.last)}"


def _first(winners: Sequence[int], names: dict[int, str]) -> str:
    """Who is first, and that they are equal if they are several."""
    if not winners:
        return "Nobody: no quote would have a rank"
    first = _and(names[quote_id] for quote_id in winners)
    return f"{first}, equal" if len(winners) > 1 else first


def _turn_line(view: Comparison, turn: Turn, names: dict[int, str]) -> TurnLine:
    criterion = next(c for c in view.brief.criteria if c.id == turn.mark.criterion_id)
    said = PASS_IN_WORDS if criterion.is_pass_fail else {}
    return TurnLine(
        turn.mark.who,
        names[turn.mark.quote_id],
        criterion.title,
        said.get(turn.mark.value, str(turn.mark.value)),
        said.get(turn.value, str(turn.value)),
        _first(turn.winners, names),
    )


def _and(names: Iterable[str]) -> str:
    listed = list(names)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
