"""Doubts about prices: one far below the others, and sums that don't add up.

A doubt is pointed out by arithmetic alone and says nothing against a quote. It is resolved in
writing with the company before an award (Procurement Journey, Route 1, "Receive and Evaluate
Responses"). Nothing in the quote changes by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.formats import counted, pounds


class DoubtKind(StrEnum):
    """What is pointed out."""

    LOW_PRICE = "low price"
    SUMS = "sums that differ"

    @property
    def slug(self) -> str:
        """As it stands in an address."""
        return self.value.replace(" ", "-")


class Way(StrEnum):
    """How a doubt is resolved."""

    EXPLAINED = "accepted as the company explained it"
    LINES_STAND = "the company confirmed its line prices"
    LEFT_OUT = "the quote is set aside"
    OUT_ANYWAY = "the quote is out by its scores"


WAYS_OF = {
    DoubtKind.LOW_PRICE: (Way.EXPLAINED, Way.LEFT_OUT, Way.OUT_ANYWAY),
    DoubtKind.SUMS: (Way.EXPLAINED, Way.LINES_STAND, Way.LEFT_OUT, Way.OUT_ANYWAY),
}
"""Which ways there are for each kind."""

WAYS_EXPLAINED = {
    Way.EXPLAINED: "The company has answered in writing, and what it says is enough.",
    Way.LINES_STAND: (
        "The company has confirmed in writing that the prices of its lines, and what they come "
        "to, are its price. The quote stays as it was sent."
    ),
    Way.LEFT_OUT: (
        "What the company answered is not enough, or it has not answered in time. The quote is "
        "left out of the ranking, and its price is no measure of the others’. Another person must "
        "confirm it first."
    ),
    Way.OUT_ANYWAY: "It failed, or is below a minimum score. It need not be asked.",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is pointed out about one quote, with the figures, in a sentence for the group.

    The sentence of a low price tells the median of all: it is never for the company.
    """

    quote_id: int
    kind: DoubtKind
    sentence: str


@dataclass(frozen=True, slots=True)
class PricedQuote:
    """A quote's total without VAT in pence, as it is compared, and the sentences on its sums."""

    quote_id: int
    price_pence: int
    differences: tuple[str, ...] = ()
    is_left_out: bool = False


def median(values: Collection[int]) -> Fraction:
    """The median, exact: of an even number the half of the two in the middle. Needs one value."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)


def percent_below(price: int, middle: Fraction) -> Fraction:
    """By how much a price is below a median, in percent of it; 0 where it isn't."""
    return (middle - price) * 100 / middle if middle > price else Fraction(0)


def is_far_below(price: int, prices: Collection[int], percent: int) -> bool:
    """Whether a price is at least `percent` below the median of all, of which it is one; in pence.

    The median is of all prices, itself included: so a single dear one makes no others look low, and
    a single low one moves it little. Of two it lies half way between them: one is far below where
    it is little more than half the other. A single price is its own median, and a price of nothing
    is below a median that is more.
    """
    below = percent_below(price, median(prices))
    return below > 0 and below >= percent


def doubts(quotes: Iterable[PricedQuote], percent: int) -> list[Doubt]:
    """Everything that is pointed out, quote by quote in their order.

    A price is the total without VAT, as it is compared: options and extras are in it. Whoever was
    set aside is no measure of others. Scores play no part, so that what is pointed out does not
    depend on what members have yet to score.
    """
    given = list(quotes)
    found: list[Doubt] = []
    for quote in given:
        prices = [each.price_pence for each in given if each is quote or not each.is_left_out]
        if is_far_below(quote.price_pence, prices, percent):
            found.append(Doubt(quote.quote_id, DoubtKind.LOW_PRICE, _low(quote, prices)))
        if quote.differences:
            sentence = ". ".join(quote.differences) + "."
            found.append(Doubt(quote.quote_id, DoubtKind.SUMS, sentence))
    return found


def resolution_fault(
    kind: DoubtKind,
    way: Way,
    *,
    has_answer: bool,
    has_had_its_time: bool,
    is_out: bool,
) -> str | None:
    """The sentence about a way that is not open yet; None where it is.

    `has_answer`: the company has answered in writing what it was asked of this doubt.
    `has_had_its_time`: it was asked, and has answered or the time to answer is over.
    `is_out`: the quote is out by its scores, which are complete.
    """
    if way not in WAYS_OF[kind]:
        return "This does not resolve a price that stands far below the others."
    if way is Way.OUT_ANYWAY:
        return None if is_out else "The quote is not out by its scores, or they are not complete."
    if way is Way.LEFT_OUT:
        if has_had_its_time:
            return None
        return "Ask the company in writing first, and wait for its answer or for its time to end."
    return None if has_answer else "The company has not answered in writing yet. Ask it first."


def why_doubts_hold(open_doubts: int) -> str | None:
    """Why an award waits, as a sentence without names and prices; None where nothing is open."""
    if not open_doubts:
        return None
    are = "is" if open_doubts == 1 else "are"
    it = "it" if open_doubts == 1 else "them"
    return (
        f"{counted(open_doubts, 'doubt').capitalize()} about prices {are} open. Resolve {it} in "
        "writing with the company before a quote is proposed for award or approved."
    )


def _low(quote: PricedQuote, prices: Sequence[int]) -> str:
    middle = median(prices)
    below = int(percent_below(quote.price_pence, middle))
    return (
        f"{pounds(quote.price_pence)} without VAT is {below}% below the median of the "
        f"{len(prices)} prices, {pounds(_whole(middle))}."
    )


def _whole(pence: Fraction) -> int:
    """A median as it is shown: half a penny goes up."""
    return int(pence + Fraction(1, 2))
