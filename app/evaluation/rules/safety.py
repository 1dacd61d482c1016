"""How safe a result is: which weights would put another quote first, and at what rank all stand.

Weights are in percent, shares of a weight from 0 to 1; all sums are exact. Where one weight
changes, all others keep their proportions. Nothing here is a result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

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


def first_at(
    contenders: Sequence[Contender], weights: Mapping[int, int], part: int, weight: Fraction
) -> tuple[int, ...]:
    """Who is first at exactly this weight of one part; several where they are equal there."""
    return winners_of(
        {line.quote_id: line.at(weight) for line in _lines(contenders, weights, part)}
    )


def single_weights(
    contenders: Sequence[Contender],
    weights: Mapping[int, int],
    part: int,
    found: Sequence[Stretch],
) -> list[tuple[Fraction, tuple[int, ...]]]:
    """The weights at which, and only at which, more are first than in the stretches beside them.

    That the quotes before and after a limit are equal at the limit itself goes without saying.
    """
    limits = sorted({each.first for each in found} | {each.last for each in found})
    told: list[tuple[Fraction, tuple[int, ...]]] = []
    for limit in limits:
        beside = {q for each in found if limit in (each.first, each.last) for q in each.winners}
        there = first_at(contenders, weights, part, limit)
        if set(there) != beside:
            told.append((limit, there))
    return told


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
