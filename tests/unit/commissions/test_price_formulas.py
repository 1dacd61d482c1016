"""Hand-worked shares of the price weight, and what a brief may ask to be priced."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.commissions.rules import (
    FORMULAS_EXPLAINED,
    FORMULAS_IN_SHORT,
    PriceFormula,
    asked_lines,
    asked_lines_fault,
    formula_fault,
    price_share,
)

RATIO, LINEAR, FIXED = (
    PriceFormula.LOWEST_OVER_PRICE,
    PriceFormula.LINEAR,
    PriceFormula.QUALITY_ONLY,
)
PENCE = st.integers(0, 10**12)


@pytest.mark.parametrize(
    ("formula", "price", "lowest", "share"),
    [
        # lowest £8,000: £10,000 earns 8/10, £16,000 a half, £32,000 a quarter
        (RATIO, 800_000, 800_000, Fraction(1)),
        (RATIO, 1_000_000, 800_000, Fraction(4, 5)),
        (RATIO, 1_600_000, 800_000, Fraction(1, 2)),
        (RATIO, 3_200_000, 800_000, Fraction(1, 4)),
        # one and a half times the lowest earns half, twice nothing, and nothing is below nothing
        (LINEAR, 800_000, 800_000, Fraction(1)),
        (LINEAR, 1_000_000, 800_000, Fraction(3, 4)),
        (LINEAR, 1_200_000, 800_000, Fraction(1, 2)),
        (LINEAR, 1_600_000, 800_000, Fraction(0)),
        (LINEAR, 3_200_000, 800_000, Fraction(0)),
        # a penny counts
        (RATIO, 300_001, 300_000, Fraction(300_000, 300_001)),
        (LINEAR, 300_001, 300_000, Fraction(299_999, 300_000)),
        # at no cost: who is at no cost too earns all, anybody else nothing
        (RATIO, 0, 0, Fraction(1)),
        (LINEAR, 0, 0, Fraction(1)),
        (RATIO, 1, 0, Fraction(0)),
        (LINEAR, 1, 0, Fraction(0)),
        (FIXED, 800_000, 800_000, Fraction(0)),
    ],
)
def test_a_price_earns_its_exact_share(
    formula: PriceFormula, price: int, lowest: int, share: Fraction
) -> None:
    assert price_share(formula, price, lowest) == share


@given(st.sampled_from([RATIO, LINEAR]), st.lists(PENCE, min_size=1, max_size=8))
def test_shares_lie_between_0_and_1_and_a_dearer_quote_never_earns_more(
    formula: PriceFormula, prices: list[int]
) -> None:
    shares = [price_share(formula, price, min(prices)) for price in sorted(prices)]
    assert shares[0] == 1
    assert all(0 <= share <= 1 for share in shares)
    assert shares == sorted(shares, reverse=True)


def test_every_formula_is_explained() -> None:
    assert set(FORMULAS_EXPLAINED) == set(FORMULAS_IN_SHORT) == set(PriceFormula)


@pytest.mark.parametrize(
    ("formula", "weight", "budget", "is_withheld", "fault"),
    [
        (FIXED, 0, 1_000_000, False, None),
        (FIXED, 40, 1_000_000, False, "With a fixed price the price must weigh 0."),
        (FIXED, 0, None, False, "With a fixed price, give companies the budget: it is the price."),
        (FIXED, 0, 1, True, "With a fixed price, give companies the budget: it is the price."),
        (RATIO, 40, None, True, None),
        (LINEAR, 0, None, False, None),
    ],
)
def test_a_fixed_price_is_known_and_weighs_nothing(
    formula: PriceFormula, weight: int, budget: int | None, is_withheld: bool, fault: str | None
) -> None:
    assert formula_fault(formula, weight, budget, is_withheld) == fault


def test_asked_lines_are_one_a_line_without_blanks() -> None:
    assert asked_lines("  Fieldwork \n\n  Final   report\r\n") == ["Fieldwork", "Final report"]


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("Fieldwork\nReport", None),
        ("Fieldwork\nfieldwork ", "Two price lines are the same"),
        ("x" * 301, "Each price line must be 300 characters or fewer"),
        ("\n".join(map(str, range(101))), "There can be at most 100 price lines"),
    ],
)
def test_asked_lines_are_few_short_and_different(written: str, fault: str | None) -> None:
    assert asked_lines_fault(written) == fault
