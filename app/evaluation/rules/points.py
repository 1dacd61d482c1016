"""How scores and prices become points and ranks.

All sums are exact (`Fraction`); rounding happens once, where a number is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from app.commissions.rules import PriceFormula, price_share
from app.evaluation.rules.scores import FAIL, HIGHEST_SCORE


@dataclass(frozen=True, slots=True)
class Measure:
    """How a criterion counts: its weight in percent, or pass and fail, which weigh nothing.

    A quote whose score falls below `minimum` is out.
    """

    weight: int
    is_pass_fail: bool = False
    minimum: int | None = None


class Bar(StrEnum):
    """Why a quote is out of the comparison."""

    FAILED = "failed"
    BELOW_MINIMUM = "below the minimum score"
    SET_ASIDE = "set aside"


WHO_IS_OUT = (
    "A quote that failed, is below a minimum score or was set aside is out: it has no total and no "
    "rank, and the lowest price is that of those that are not out."
)
"""What follows from a bar, as people are told."""

THE_WHOLE = 0
"""In place of a criterion: what is said of the quote as a whole."""


@dataclass(frozen=True, slots=True)
class ScoredQuote:
    """A quote as it is compared: its total without VAT in pence, the scores that members gave by
    criterion, and the scores that a moderation meeting agreed on, which take their place.

    One that `is_left_out` was set aside since a doubt about its price was not resolved.
    """

    quote_id: int
    price_pence: int
    scores: Mapping[int, Sequence[int]]
    agreed: Mapping[int, int] = field(default_factory=dict[int, int])
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """What one quote earns. `means` are what counts by criterion: the consensus, else the mean.

    `total` and `rank` are None until every criterion has a score, and of a quote that is out:
    `bars` says on which criterion, or that THE_WHOLE of it is, and why. The price of such a quote
    earns nothing and is no measure of others' prices.
    """

    price: Fraction | None
    means: Mapping[int, Fraction | None]
    criteria: Mapping[int, Fraction | None]
    total: Fraction | None
    bars: Mapping[int, Bar]
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


def standing_score(
    given: Iterable[int], agreed: int | None, is_pass_fail: bool = False
) -> Fraction | None:
    """What counts: the consensus where there is one, else the mean of the scores, exact.

    On pass and fail members must be of one mind: where they differ nothing counts before a
    consensus.
    """
    if agreed is not None:
        return Fraction(agreed)
    scores = list(given)
    if is_pass_fail and len(set(scores)) > 1:
        return None
    return mean(scores)


def bars_of(
    scores: Mapping[int, Fraction | None], measures: Mapping[int, Measure]
) -> dict[int, Bar]:
    """The criteria on which a quote is out, and why."""
    found: dict[int, Bar] = {}
    for criterion, measure in measures.items():
        score = scores.get(criterion)
        if score is None:
            continue
        if measure.is_pass_fail and score == FAIL:
            found[criterion] = Bar.FAILED
        elif measure.minimum is not None and score < measure.minimum:
            found[criterion] = Bar.BELOW_MINIMUM
    return found


def bars_in_words(
    bars: Mapping[int, Bar], titles: Mapping[int, str], measures: Mapping[int, Measure]
) -> list[str]:
    """Why a quote is out, one sentence for each criterion."""
    said = {
        Bar.FAILED: "It failed on {title}.",
        Bar.BELOW_MINIMUM: "It scored less than {minimum} on {title}.",
        Bar.SET_ASIDE: "It was set aside: a doubt about its price was not resolved in writing.",
    }
    return [
        said[bar].format(
            title=titles.get(criterion, ""),
            minimum=measures[criterion].minimum if criterion in measures else "",
        )
        for criterion, bar in bars.items()
    ]


def standing_fault(points: Points) -> str | None:
    """Why a quote cannot be awarded as it stands; None where it has its place in the ranking."""
    if points.bars:
        return "This quote is out: it failed, is below a minimum score, or was set aside."
    if points.total is None:
        return (
            "This quote has no total: a score is missing, or members differ on pass or fail. "
            "Record first what a moderation meeting agreed on."
        )
    return None


def compare(
    quotes: Iterable[ScoredQuote],
    measures: Mapping[int, Measure | int],
    price_weight: int,
    formula: PriceFormula = PriceFormula.LOWEST_OVER_PRICE,
) -> dict[int, Points]:
    """Points and rank of each quote by its id. A measure that is a number is a weight in percent.

    A criterion earns its score ÷ 4 × weight. Equal totals share a rank and the next one is left
    out. Whoever is out has no rank, and the lowest price is that of a quote that is not.
    """
    given = list(quotes)
    weighed = {
        criterion: Measure(each) if isinstance(each, int) else each
        for criterion, each in measures.items()
    }
    scores = {quote.quote_id: _scores(quote, weighed) for quote in given}
    bars = {
        quote.quote_id: bars_of(scores[quote.quote_id], weighed)
        | ({THE_WHOLE: Bar.SET_ASIDE} if quote.is_left_out else {})
        for quote in given
    }
    still_in = [quote.price_pence for quote in given if not bars[quote.quote_id]]
    lowest = min(still_in, default=0)
    points = {
        quote.quote_id: _points(
            scores[quote.quote_id],
            weighed,
            None
            if bars[quote.quote_id]
            else price_points(quote.price_pence, lowest, price_weight, formula),
            bars[quote.quote_id],
        )
        for quote in given
    }
    ranks = _ranks(one.total for one in points.values() if one.total is not None)
    return {quote_id: _ranked(one, ranks) for quote_id, one in points.items()}


def _scores(quote: ScoredQuote, measures: Mapping[int, Measure]) -> dict[int, Fraction | None]:
    return {
        criterion: standing_score(
            quote.scores.get(criterion, ()), quote.agreed.get(criterion), measure.is_pass_fail
        )
        for criterion, measure in measures.items()
    }


def _points(
    scores: Mapping[int, Fraction | None],
    measures: Mapping[int, Measure],
    price: Fraction | None,
    bars: Mapping[int, Bar],
) -> Points:
    criteria = {
        criterion: None if score is None else weighed(score, measures[criterion].weight)
        for criterion, score in scores.items()
    }
    earned = [value for value in criteria.values() if value is not None]
    is_whole = len(earned) == len(measures) and price is not None
    total = price + sum(earned, Fraction(0)) if is_whole and price is not None else None
    return Points(price, scores, criteria, total, bars)


def weighed(score: Fraction, weight: int) -> Fraction:
    """What a score earns of a weight: score ÷ 4 × weight, in one step since there are thousands."""
    return Fraction(score.numerator * weight, score.denominator * HIGHEST_SCORE)


def _ranks(totals: Iterable[Fraction]) -> dict[Fraction, tuple[int, bool]]:
    """The rank of each total, and whether it is shared."""
    ranks: dict[Fraction, tuple[int, bool]] = {}
    for place, total in enumerate(sorted(totals, reverse=True), start=1):
        ranks[total] = (ranks[total][0], True) if total in ranks else (place, False)
    return ranks


def _ranked(points: Points, ranks: Mapping[Fraction, tuple[int, bool]]) -> Points:
    if points.total is None:
        return points
    rank, is_tied = ranks[points.total]
    return replace(points, rank=rank, is_tied=is_tied)


def mean(scores: Iterable[int]) -> Fraction | None:
    """The mean of scores, exact; None where there are none."""
    given = list(scores)
    return Fraction(sum(given), len(given)) if given else None


def two_places(value: Fraction | None) -> Decimal | None:
    """A number as shown: two decimals, half rounded up; None stays None."""
    if value is None:
        return None
    hundredths, rest = divmod(abs(value.numerator) * 100, value.denominator)
    rounded = hundredths + (2 * rest >= value.denominator)
    return Decimal(rounded if value >= 0 else -rounded).scaleb(-2)
