"""How safe a result is: which weights, and which single score, would put another quote first.

Weights are in percent, shares of a weight from 0 to 1; all sums are exact. Where one weight
changes, all others keep their proportions. Nothing here is a result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from app.evaluation.rules.scores import HIGHEST_SCORE

PRICE = 0
"""The price among the parts that are weighed; every other part is a criterion's id."""

WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class Contender:
    """A quote with a rank: the share that it earns of each part's weight."""

    quote_id: int
    shares: Mapping[int, Fraction]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one weight to another the same quotes are first: several where they are equal."""

    first: Fraction
    last: Fraction
    winners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """From one weight to another every quote keeps its rank."""

    first: Fraction
    last: Fraction
    ranks: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class CountedMark:
    """One score that counts: `step` is what one whole score more adds to its quote's total."""

    quote_id: int
    criterion_id: int
    who: str
    value: int
    step: Fraction


@dataclass(frozen=True, slots=True)
class Turn:
    """The smallest change of one score by which others would be first."""

    mark: CountedMark
    value: int
    winners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A quote's total as one weight goes from 0 to 100."""

    quote_id: int
    start: Fraction
    slope: Fraction

    def at(self, weight: Fraction) -> Fraction:
        return self.start + self.slope * weight


def total_of(contender: Contender, weights: Mapping[int, Fraction | int]) -> Fraction:
    """The points of a quote of 100 under these weights."""
    return sum((contender.shares[part] * weight for part, weight in weights.items()), Fraction(0))


def winners_of(totals: Mapping[int, Fraction]) -> tuple[int, ...]:
    """The quotes with the highest total, by id."""
    best = max(totals.values(), default=Fraction(0))
    return tuple(sorted(quote_id for quote_id, total in totals.items() if total == best))


def stretches(
    contenders: Sequence[Contender], weights: Mapping[int, int], part: int
) -> list[Stretch]:
    """Who is first while the weight of one part goes from 0 to 100.

    Empty where there is nobody, or no other part whose weight could give way.
    """
    lines = _lines(contenders, weights, part)
    found: list[Stretch] = []
    at = Fraction(0)
    while lines and at < WHOLE:
        leader = max(lines, key=lambda line: (line.at(at), line.slope))
        ends = [
            (leader.start - line.start) / (line.slope - leader.slope)
            for line in lines
            if line.slope > leader.slope
        ]
        end = min([WHOLE, *(end for end in ends if end > at)])
        equal = (line.start == leader.start and line.slope == leader.slope for line in lines)
        winners = [line.quote_id for line, is_equal in zip(lines, equal, strict=True) if is_equal]
        found.append(Stretch(at, end, tuple(sorted(winners))))
        at = end
    return found


def ranks_by_weight(
    contenders: Sequence[Contender], weights: Mapping[int, int], part: int
) -> list[Ranked]:
    """Every quote's rank while the weight of one part goes from 0 to 100, between exact weights."""
    lines = _lines(contenders, weights, part)
    if not lines:
        return []
    crossings = {
        (one.start - other.start) / (other.slope - one.slope)
        for one, other in combinations(lines, 2)
        if one.slope != other.slope
    }
    edges = [Fraction(0), *sorted(x for x in crossings if 0 < x < WHOLE), WHOLE]
    found: list[Ranked] = []
    for first, last in pairwise(edges):
        middle = (first + last) / 2
        ranks = ranks_of({line.quote_id: line.at(middle) for line in lines})
        found.append(Ranked(first, last, ranks))
    return found


def ranks_of(totals: Mapping[int, Fraction]) -> dict[int, int]:
    """Ranks from 1; equal totals share one, and the next is left out."""
    in_order = sorted(totals.values(), reverse=True)
    first_place: dict[Fraction, int] = {}
    for place, total in enumerate(in_order, 1):
        first_place.setdefault(total, place)
    return {quote_id: first_place[total] for quote_id, total in totals.items()}


def step_of(weight: int, scores: int) -> Fraction:
    """What one whole score more adds to a total, where the mean of so many scores counts."""
    return Fraction(weight, HIGHEST_SCORE * scores)


def turning_scores(totals: Mapping[int, Fraction], marks: Iterable[CountedMark]) -> list[Turn]:
    """Each score that would change who is first, changed as little as does; the smallest first.

    A change counts where a first quote would be first no more, or another would be first too.
    """
    now = winners_of(totals)
    others = {quote_id: _without(totals, quote_id) for quote_id in totals}
    found: list[Turn] = []
    for mark in marks:
        if mark.quote_id not in totals:
            continue
        total, rivals = totals[mark.quote_id], others[mark.quote_id]
        for value in _nearest_first(mark.value):
            changed = total + mark.step * (value - mark.value)
            winners = _first_of(mark.quote_id, changed, rivals)
            if winners != now:
                found.append(Turn(mark, value, winners))
                break
    return sorted(found, key=lambda turn: (abs(turn.value - turn.mark.value), -turn.mark.step))


def _without(totals: Mapping[int, Fraction], quote_id: int) -> tuple[Fraction, tuple[int, ...]]:
    """The highest total of all others, and whose it is; below any where there is no other."""
    rest = {other: total for other, total in totals.items() if other != quote_id}
    return max(rest.values(), default=Fraction(-1)), winners_of(rest)


def _first_of(
    quote_id: int, total: Fraction, rivals: tuple[Fraction, tuple[int, ...]]
) -> tuple[int, ...]:
    best, theirs = rivals
    if total > best:
        return (quote_id,)
    return theirs if total < best else tuple(sorted((quote_id, *theirs)))


def _nearest_first(value: int) -> list[int]:
    others = (other for other in range(HIGHEST_SCORE + 1) if other != value)
    return sorted(others, key=lambda other: (abs(other - value), other))


def _lines(contenders: Sequence[Contender], weights: Mapping[int, int], part: int) -> list[_Line]:
    others = {other: weight for other, weight in weights.items() if other != part and weight}
    whole = sum(others.values())
    if not whole:
        return []
    found: list[_Line] = []
    for each in contenders:
        rest = total_of(each, others) / whole
        found.append(_Line(each.quote_id, WHOLE * rest, each.shares[part] - rest))
    return found
