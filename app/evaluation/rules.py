"""Who may see and score quotes, and how scores become points and ranks.

All sums are exact (`Fraction`); rounding happens once, where a number is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

HIGHEST_SCORE = 4
"""Scores run from 0 to 4 (domain.md, "score")."""

SCORES_IN_WORDS = {
    0: "0 – does not meet the need",
    1: "1 – meets little of it",
    2: "2 – meets most of it",
    3: "3 – meets all of it",
    4: "4 – goes well beyond it",
}

COMMENT_NEEDED_AT = frozenset({0, 1, 4})
"""A score at either end needs a comment, so that it can be explained to the company."""


class Interest(StrEnum):
    """What somebody declares of their interest in a commission."""

    NONE = "no interest"
    CONFLICT = "conflict of interest"


class Course(StrEnum):
    """How a commission goes on where few quotes came."""

    GO_ON = "go on with the quotes that came"
    START_AGAIN = "stop, and ask for quotes again"
    TAKE_ADVICE = "wait for advice on procurement"


ENOUGH_QUOTES = 3
"""With fewer, those who sent none are asked why (Procurement Journey, Route 1)."""


def few_quotes_fault(course: Course, quotes: int, advice: str, reason: str) -> str | None:
    """The sentence about a decision on few quotes that lacks something; None where it is whole.

    With one quote the guidance sends the officer to whoever advises on procurement before going on.
    """
    if not reason.strip():
        return "Give the reason for the decision"
    if quotes == 1 and course is Course.GO_ON and not advice.strip():
        return "Say who advised on going on with one quote, and what they said"
    return None


class Standing(StrEnum):
    """What somebody has declared of their interest in a commission."""

    UNDECLARED = "not declared"
    FREE = "no interest"
    CONFLICT = "conflict of interest"


def may_see_quotes(roles: Iterable[str], standing: Standing) -> bool:
    """Whether somebody may see opened quotes; of several roles the *never* column wins.

    Members only after declaring no interest; officers unless they declared a conflict;
    administrators and companies never (domain.md, "People").
    """
    held = set(roles)
    if held & {"administrator", "company"} or standing is Standing.CONFLICT:
        return False
    if "member" in held:
        return standing is Standing.FREE
    return "officer" in held


def may_score(roles: Iterable[str], standing: Standing) -> bool:
    """Whether somebody may score: a member who has declared no interest."""
    held = set(roles)
    return "member" in held and may_see_quotes(held, standing)


def are_scores_open(must_submit: Iterable[int], submitted: Iterable[int], is_closed: bool) -> bool:
    """Whether members may see one another's scores: all are in, or the officer closed scoring."""
    waiting, done = set(must_submit), set(submitted)
    return is_closed or (bool(done) and waiting <= done)


def comment_fault(score: int, comment: str) -> str | None:
    """The sentence about a missing comment; None where none is needed."""
    if score in COMMENT_NEEDED_AT and not comment.strip():
        return f"Explain a score of {score} in a comment"
    return None


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


def price_points(price: int, lowest: int, weight: int) -> Fraction:
    """Lowest price ÷ this price × weight. A quote at no cost earns all of it."""
    if price == 0:
        return Fraction(weight)
    return Fraction(lowest, price) * weight


def compare(
    quotes: Iterable[ScoredQuote], weights: Mapping[int, int], price_weight: int
) -> dict[int, Points]:
    """Points and rank of each quote by its id. `weights` are percent by criterion.

    A criterion earns mean ÷ 4 × weight. Equal totals share a rank and the next one is left out.
    """
    given = list(quotes)
    lowest = min((quote.price_pence for quote in given), default=0)
    points = {quote.quote_id: _points(quote, lowest, weights, price_weight) for quote in given}
    totals = [one.total for one in points.values() if one.total is not None]
    return {quote_id: _ranked(one, totals) for quote_id, one in points.items()}


def _points(
    quote: ScoredQuote, lowest: int, weights: Mapping[int, int], price_weight: int
) -> Points:
    means = {criterion: mean(quote.scores.get(criterion, ())) for criterion in weights}
    criteria = {
        criterion: None if value is None else value / HIGHEST_SCORE * weights[criterion]
        for criterion, value in means.items()
    }
    price = price_points(quote.price_pence, lowest, price_weight)
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
