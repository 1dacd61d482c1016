"""Which single score would change who is first, tried on the whole result.

A changed score can also fail a quote, take it below a minimum or bring it back; then the price that
is the lowest may be another, and with it everybody's points for the price. Nothing is a result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.commissions.rules import PriceFormula
from app.evaluation.rules.points import (
    Measure,
    ScoredQuote,
    bars_of,
    compare,
    price_points,
    standing_score,
    weighed,
)
from app.evaluation.rules.safety import winners_of
from app.evaluation.rules.scores import FAIL, HIGHEST_SCORE, PASS


@dataclass(frozen=True, slots=True)
class Mark:
    """One score that counts: a consensus, or one of those whose mean counts."""

    quote_id: int
    criterion_id: int
    who: str
    value: int


@dataclass(frozen=True, slots=True)
class Turn:
    """The smallest change of one score by which others, or nobody, would be first."""

    mark: Mark
    value: int
    winners: tuple[int, ...]


class WhatIf:
    """Who is first, and who would be if one score were another. Answers are kept: there are
    thousands of scores, and those of one quote on one criterion that differ alike do alike.
    """

    def __init__(
        self,
        quotes: Sequence[ScoredQuote],
        measures: Mapping[int, Measure],
        price_weight: int,
        formula: PriceFormula,
    ) -> None:
        self._quotes = {quote.quote_id: quote for quote in quotes}
        self._measures = measures
        self._price = (price_weight, formula)
        self._points = compare(quotes, measures, price_weight, formula)
        self._unscored = {
            key: {criterion for criterion, each in one.criteria.items() if each is None}
            for key, one in self._points.items()
        }
        self._quality = {
            key: sum((each for each in one.criteria.values() if each is not None), Fraction(0))
            for key, one in self._points.items()
        }
        self._in = [quote for quote in quotes if not self._points[quote.quote_id].bars]
        self._lowests: dict[tuple[int, bool], int] = {}
        self._totals: dict[int, dict[int, Fraction]] = {}
        self._rivals: dict[tuple[int, int], tuple[Fraction, tuple[int, ...]]] = {}
        self._tried: dict[tuple[int, int, int], tuple[int, ...]] = {}
        totals = {key: one.total for key, one in self._points.items() if one.total is not None}
        self.first = winners_of(totals)

    def turning_scores(self, marks: Iterable[Mark]) -> list[Turn]:
        """Each score that would change who is first, changed as little as does; the smallest first.

        A change counts where a first quote would be first no more, or another would be first too.
        """
        alike: dict[tuple[int, int, int], tuple[int, tuple[int, ...]] | None] = {}
        found: list[tuple[int, Fraction, Turn]] = []
        for mark in marks:
            key = (mark.quote_id, mark.criterion_id, mark.value)
            if key not in alike:
                alike[key] = self._nearest(mark)
            if (nearest := alike[key]) is not None:
                value, winners = nearest
                given = self._quotes[mark.quote_id].scores.get(mark.criterion_id, ())
                step = Fraction(self._measures[mark.criterion_id].weight, len(given) or 1)
                found.append((abs(value - mark.value), -step, Turn(mark, value, winners)))
        return [turn for *_, turn in sorted(found, key=lambda each: each[:2])]

    def _nearest(self, mark: Mark) -> tuple[int, tuple[int, ...]] | None:
        """The nearest value at which others would be first, and who."""
        for value in _nearest_first(mark.value, self._measures[mark.criterion_id]):
            winners = self.first_with(mark, value)
            if winners != self.first:
                return value, winners
        return None

    def first_with(self, mark: Mark, value: int) -> tuple[int, ...]:
        """The quotes that would be first, by id, if this score were `value`."""
        key = (mark.quote_id, mark.criterion_id, value - mark.value)
        if key not in self._tried:
            self._tried[key] = self._try(mark, value)
        return self._tried[key]

    def _try(self, mark: Mark, value: int) -> tuple[int, ...]:
        quote, criterion = self._quotes[mark.quote_id], mark.criterion_id
        measure, points = self._measures[criterion], self._points[mark.quote_id]
        score = _standing_with(quote, mark, value, measure)
        elsewhere = any(bar != criterion for bar in points.bars)
        is_out = elsewhere or bool(bars_of({criterion: score}, {criterion: measure}))
        lowest = self._lowest(quote, is_in=not is_out)
        best, theirs = self._rivals_of(quote.quote_id, lowest)
        if is_out or score is None or self._unscored[quote.quote_id] - {criterion}:
            return theirs
        others = self._quality[quote.quote_id] - (points.criteria[criterion] or 0)
        total = others + weighed(score, measure.weight) + self._price_points(quote, lowest)
        if total > best:
            return (quote.quote_id,)
        return theirs if total < best else tuple(sorted((quote.quote_id, *theirs)))

    def _lowest(self, quote: ScoredQuote, *, is_in: bool) -> int:
        """The lowest price in pence if this quote were in, or were not."""
        key = (quote.quote_id, is_in)
        if key not in self._lowests:
            prices = [each.price_pence for each in self._in if each.quote_id != quote.quote_id]
            prices += [quote.price_pence] if is_in else []
            self._lowests[key] = min(prices, default=0)
        return self._lowests[key]

    def _rivals_of(self, quote_id: int, lowest: int) -> tuple[Fraction, tuple[int, ...]]:
        """The highest total of all others beside this lowest price; below any if there is none."""
        if (quote_id, lowest) not in self._rivals:
            totals = self._totals_beside(lowest)
            rest = {other: total for other, total in totals.items() if other != quote_id}
            best = max(rest.values(), default=Fraction(-1))
            self._rivals[quote_id, lowest] = best, winners_of(rest)
        return self._rivals[quote_id, lowest]

    def _totals_beside(self, lowest: int) -> Mapping[int, Fraction]:
        """The totals as the scores are, of whoever has one, beside this lowest price."""
        if lowest not in self._totals:
            self._totals[lowest] = {}
            for quote in self._in:
                points = self._points[quote.quote_id]
                if points.total is not None:
                    total = self._quality[quote.quote_id] + self._price_points(quote, lowest)
                    self._totals[lowest][quote.quote_id] = total
        return self._totals[lowest]

    def _price_points(self, quote: ScoredQuote, lowest: int) -> Fraction:
        weight, formula = self._price
        return price_points(quote.price_pence, lowest, weight, formula)


def _standing_with(quote: ScoredQuote, mark: Mark, value: int, measure: Measure) -> Fraction | None:
    """What would count of a quote on a criterion with this score, or this consensus, changed."""
    if mark.criterion_id in quote.agreed:
        return standing_score((), value)
    scores = list(quote.scores[mark.criterion_id])
    scores[scores.index(mark.value)] = value
    return standing_score(scores, None, measure.is_pass_fail)


def _nearest_first(value: int, measure: Measure) -> list[int]:
    scale = (FAIL, PASS) if measure.is_pass_fail else range(HIGHEST_SCORE + 1)
    return sorted((o for o in scale if o != value), key=lambda o: (abs(o - value), o))
