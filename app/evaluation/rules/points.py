"""How scores and prices become points and ranks.

All sums are exact (`Fraction`); rounding happens once, where a number is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from app.commissions.rules import PriceFormula, price_share
from app.evaluation.rules.scores import HIGHEST_SCORE


@dataclass(frozen=True, slots=True)
class ScoredQuote:
    """A quote as it is compared: its total without VAT in pence, and the scores by criterion."""

    quote_id: int
    price_pence: int
    scores: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Points:
    """What one quote earns. `total` and `rank` are None until every criterion has a score."""

    price: Fraction
    means: Mapping[int, Fraction | None]
    criteria: Mapping[int, Fraction | None]
    total: Fraction | None
    rank: int | None = None
    is_tied: bool = False


def price_points(
    price: int,
    lowest: int,
    weight: int,
    formula: PriceFormula = PriceFormula.LOWEST_OVER_PRICE,
) -> Fraction:
    """What a price (pence) earns of the price weight, by the brief's formula."""
    return price_share(formula, price, lowest) * weight


def compare(
    quotes: Iterable[ScoredQuote],
    weights: Mapping[int, int],
    price_weight: int,
    formula: PriceFormula = PriceFormula.LOWEST_OVER_PRICE,
) -> dict[int, Points]:
    """Points and rank of each quote by its id. `weights` are percent by criterion.

    A criterion earns mean ÷ 4 × weight. Equal totals share a rank and the next one is left out.
    """
    given = list(quotes)
    lowest = min((quote.price_pence for quote in given), default=0)
    points = {
        quote.quote_id: _points(
            quote, weights, price_points(quote.price_pence, lowest, price_weight, formula)
        )
        for quote in given
    }
    totals = [one.total for one in points.values() if one.total is not None]
    return {quote_id: _ranked(one, totals) for quote_id, one in points.items()}


def _points(quote: ScoredQuote, weights: Mapping[int, int], price: Fraction) -> Points:
    means = {criterion: mean(quote.scores.get(criterion, ())) for criterion in weights}
    criteria = {
        criterion: None if value is None else value / HIGHEST_SCORE * weights[criterion]
        for criterion, value in means.items()
    }
    earned = [value for value in criteria.values() if value is not None]
    total = price + sum(earned, Fraction(0)) if len(earned) == len(weights) else None
    return Points(price, means, criteria, total)


def _ranked(points: Points, totals: list[Fraction]) -> Points:
    if points.total is None:
        return points
    better = sum(1 for total in totals if total > points.total)
    equal = sum(1 for total in totals if total == points.total)
    return Points(points.price, points.means, points.criteria, points.total, better + 1, equal > 1)


def mean(scores: Iterable[int]) -> Fraction | None:
    """The mean of scores, exact; None where there are none."""
    given = list(scores)
    return Fraction(sum(given), len(given)) if given else None


def two_places(value: Fraction | None) -> Decimal | None:
    """A number as shown: two decimals, half rounded up; None stays None."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
