"""How safe a result is, in sentences and pictures. Made only of a `Comparison`; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.evaluation.queries.comparing import Column, Comparison
from app.evaluation.queries.result_pictures import (
    points_picture,
    price_picture,
    ranks_picture,
    weight_in_words,
)
from app.evaluation.rules.safety import (
    PRICE,
    Contender,
    CountedMark,
    Stretch,
    Turn,
    step_of,
    stretches,
    turning_scores,
    winners_of,
)
from app.pictures import Picture

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
    value: int
    instead: int
    first: str


@dataclass(frozen=True)
class Safety:
    """What would change the winner. `unranked` are quotes that have no total."""

    first: Sequence[str]
    lead: Fraction | None
    second: Sequence[str]
    unranked: Sequence[str]
    weights: Sequence[WeightLine]
    turns: Sequence[TurnLine]
    turns_in_all: int
    pictures: Sequence[Picture]


def safety_of(view: Comparison) -> Safety:
    """How safe the result is that a comparison shows."""
    ranked = [c for c in view.columns if c.points is not None and c.points.total is not None]
    names = {column.quote.id: column.quote.company.name for column in view.columns}
    totals = {c.quote.id: c.points.total for c in ranked if c.points and c.points.total is not None}
    winners = winners_of(totals)
    rest = {quote_id: total for quote_id, total in totals.items() if quote_id not in winners}
    second = winners_of(rest)
    contenders = [_contender(view, column) for column in ranked]
    turns = turning_scores(totals, _marks(view, ranked))
    pictures = [
        points_picture(view, ranked),
        price_picture(view, ranked),
        ranks_picture(view, ranked, contenders),
    ]
    return Safety(
        first=[names[quote_id] for quote_id in winners],
        lead=totals[winners[0]] - rest[second[0]] if rest else None,
        second=[names[quote_id] for quote_id in second],
        unranked=[names[c.quote.id] for c in view.columns if c.quote.id not in totals],
        weights=_weight_lines(view, contenders, names) if len(ranked) > 1 else [],
        turns=[_turn_line(view, turn, names) for turn in turns[:MOST_TURNS]],
        turns_in_all=len(turns),
        pictures=[picture for picture in pictures if picture is not None],
    )


def weights_of(view: Comparison) -> dict[int, int]:
    """What each part weighs in percent: the price, and each criterion by its id."""
    return {PRICE: view.brief.price_weight, **{c.id: c.weight for c in view.brief.criteria}}


def _contender(view: Comparison, column: Column) -> Contender:
    """The share of each part's weight. A price that weighs nothing has no share to be told."""
    points, weights = column.points, weights_of(view)
    if points is None:
        return Contender(column.quote.id, {})
    earned = {PRICE: points.price, **points.criteria}
    shares = {
        part: (earned[part] or Fraction(0)) / weight if weight else Fraction(0)
        for part, weight in weights.items()
    }
    return Contender(column.quote.id, shares)


def _marks(view: Comparison, ranked: Sequence[Column]) -> Iterable[CountedMark]:
    weights = weights_of(view)
    for column in ranked:
        for criterion_id, scores in column.scores.items():
            if criterion_id in column.agreed:
                continue  # the consensus counts, and no one member's score
            step = step_of(weights.get(criterion_id, 0), len(scores)) if scores else Fraction(0)
            for one in scores:
                yield CountedMark(column.quote.id, criterion_id, one.member, one.value, step)


def _weight_lines(
    view: Comparison, contenders: Sequence[Contender], names: dict[int, str]
) -> list[WeightLine]:
    titles = {PRICE: "Price", **{c.id: c.title for c in view.brief.criteria}}
    weights = weights_of(view)
    lines: list[WeightLine] = []
    for part, weight in weights.items():
        found = stretches(contenders, weights, part) if weight else []
        if found:
            lines.append(_weight_line(titles[part], weight, found, names))
    return lines


def _weight_line(
    title: str, weight: int, found: Sequence[Stretch], names: dict[int, str]
) -> WeightLine:
    here = [place for place, each in enumerate(found) if each.first <= weight <= each.last]
    first, last = found[here[0]].first, found[here[-1]].last
    if len(here) > 1:
        holds = f"exactly at {weight_in_words(Fraction(weight))} only"
        first = last = Fraction(weight)
    elif (first, last) == (0, 100):
        holds = "whatever it weighs"
    else:
        holds = f"from {weight_in_words(first)} to {weight_in_words(last)}"
    otherwise = [
        f"from {weight_in_words(each.first)} to {weight_in_words(each.last)}: "
        + _and(names[quote_id] for quote_id in each.winners)
        for each in found
        if each.last <= first or each.first >= last
    ]
    return WeightLine(title, weight, holds, otherwise)


def _turn_line(view: Comparison, turn: Turn, names: dict[int, str]) -> TurnLine:
    titles = {criterion.id: criterion.title for criterion in view.brief.criteria}
    first = _and(names[quote_id] for quote_id in turn.winners)
    return TurnLine(
        turn.mark.who,
        names[turn.mark.quote_id],
        titles[turn.mark.criterion_id],
        turn.mark.value,
        turn.value,
        f"{first}, equal" if len(turn.winners) > 1 else first,
    )


def _and(names: Iterable[str]) -> str:
    listed = list(names)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
