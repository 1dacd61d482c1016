"""How a price becomes a share of the price weight: the formulas that a brief chooses from.

All shares are exact (`Fraction`, 0 to 1); prices are in pence. Nothing is rounded here.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

LONGEST_PRICE_LINE = 300
MOST_PRICE_LINES = 100
OPTION = "option:"
"""An asked price line that begins so is an option: priced and compared, and told apart."""


class PriceFormula(StrEnum):
    """How a brief scores the price."""

    LOWEST_OVER_PRICE = "lowest price ÷ this price"
    LINEAR = "in a line to twice the lowest price"
    QUALITY_ONLY = "fixed price, quality only"


FORMULAS_EXPLAINED = {
    PriceFormula.LOWEST_OVER_PRICE: (
        "The lowest price earns the whole weight, another as much of it as the lowest is of its "
        "own. Twice the lowest price earns half, four times the lowest a quarter."
    ),
    PriceFormula.LINEAR: (
        "The lowest price earns the whole weight, twice the lowest price or more earns nothing, "
        "and between them it falls evenly. One and a half times the lowest earns half."
    ),
    PriceFormula.QUALITY_ONLY: (
        "The brief’s budget is the price that is paid, so the price weighs 0 and quotes differ in "
        "what they offer for it."
    ),
}

WHOSE_PRICE_COUNTS = (
    "A quote that failed, is below a minimum score or was set aside is out, and its price is no "
    "measure of the others. Beside a lowest price of £0 only a price of £0 earns any. Points are "
    "worked out exactly and rounded only where they are shown."
)

FORMULAS_IN_SHORT = {
    PriceFormula.LOWEST_OVER_PRICE: "Lowest price ÷ this price",
    PriceFormula.LINEAR: "(2 × lowest price − this price) ÷ lowest price, at least 0",
    PriceFormula.QUALITY_ONLY: "Fixed: the budget is the price",
}


def price_share(formula: PriceFormula, price: int, lowest: int) -> Fraction:
    """The share of the price weight that a price (pence) earns beside the lowest one, 0 to 1.

    Beside a lowest price of nothing, only a quote at no cost earns any.
    """
    if formula is PriceFormula.QUALITY_ONLY:
        return Fraction(0)
    if price <= lowest:
        return Fraction(1)
    if lowest == 0:
        return Fraction(0)
    if formula is PriceFormula.LINEAR:
        return max(Fraction(0), Fraction(2 * lowest - price, lowest))
    return Fraction(lowest, price)


def formula_fault(
    formula: PriceFormula, price_weight: int, budget_pence: int | None, is_withheld: bool
) -> str | None:
    """The sentence about a fixed price that isn't one; None where the formula can be used."""
    if formula is not PriceFormula.QUALITY_ONLY:
        return None
    if price_weight:
        return "With a fixed price the price must weigh 0."
    if budget_pence is None or is_withheld:
        return "With a fixed price, give companies the budget: it is the price."
    return None


def asked_lines(written: str) -> list[str]:
    """The price lines that a brief asks for, one from each line that is written."""
    return [words for line in written.splitlines() if (words := " ".join(line.split()))]


def asked_lines_fault(written: str) -> str | None:
    """The sentence about asked price lines that are too many, too long or asked twice."""
    lines = asked_lines(written)
    if len(lines) > MOST_PRICE_LINES:
        return f"There can be at most {MOST_PRICE_LINES} price lines"
    if any(len(line) > LONGEST_PRICE_LINE for line in lines):
        return f"Each price line must be {LONGEST_PRICE_LINE} characters or fewer"
    if len({line.casefold() for line in lines}) < len(lines):
        return "Two price lines are the same"
    return None
