"""What a quote costs: exact to the penny, each rounding stated once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.quotes.rules import (
    MOST_LINES,
    MOST_UNIT_PENCE,
    PricedLine,
    Stated,
    differences,
    line_net,
    lines_fault,
    read_quantity,
    read_vat,
    totals,
)


def line(quantity: str = "1", pence: int = 10_000, vat: int = 20) -> PricedLine:
    return PricedLine("Interviews", Decimal(quantity), pence, vat)


@pytest.mark.parametrize(
    ("quantity", "pence", "net"),
    [
        ("1", 12_345, 12_345),
        ("2.5", 1, 3),  # 2.5 pence: half a penny goes up
        ("0.5", 1, 1),
        ("0.49", 1, 0),
        ("0.01", 50, 1),
        ("3.33", 33_333, 110_999),
        ("1000000", MOST_UNIT_PENCE, 10_000_000_000_000_000),
    ],
)
def test_a_line_costs_its_quantity_times_its_price_in_whole_pence(
    quantity: str, pence: int, net: int
) -> None:
    assert line_net(Decimal(quantity), pence) == net


def test_vat_is_worked_out_once_for_each_rate_and_not_line_by_line() -> None:
    sums = totals([line(pence=3, vat=20)] * 3)
    assert (sums.net_pence, sums.vat_pence, sums.gross_pence) == (9, 2, 11)


def test_each_rate_has_its_own_sum() -> None:
    sums = totals([line(vat=20), line(vat=0), line(vat=5, pence=1_010), line(vat=20)])
    assert [(g.percent, g.net_pence, g.vat_pence) for g in sums.groups] == [
        (0, 10_000, 0),
        (5, 1_010, 51),
        (20, 20_000, 4_000),
    ]
    assert sums.gross_pence == 31_010 + 4_051


def test_no_lines_cost_nothing() -> None:
    assert totals([]).gross_pence == 0


@pytest.mark.parametrize(
    ("typed", "quantity"), [("1", "1"), (" 2.5 ", "2.5"), ("1,000", "1000"), ("0.01", "0.01")]
)
def test_a_quantity_is_read_as_people_type_it(typed: str, quantity: str) -> None:
    assert read_quantity(typed) == Decimal(quantity)


@pytest.mark.parametrize(
    "typed", ["0", "0.00", "-1", "−1", "1.234", "12,5", "1e9", "NaN", "", "1000001", "½", "٣"]
)
def test_a_quantity_that_is_not_one_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^must be "):
        read_quantity(typed)


@pytest.mark.parametrize(("typed", "percent"), [("20", 20), ("0", 0), ("5%", 5), (" 100 ", 100)])
def test_vat_is_a_whole_percentage(typed: str, percent: int) -> None:
    assert read_vat(typed) == percent


@pytest.mark.parametrize("typed", ["101", "-5", "17.5", "standard", "", "1e1"])
def test_a_vat_rate_that_is_not_one_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        read_vat(typed)


@pytest.mark.parametrize(
    "wrong",
    [
        line(quantity="0"),
        line(quantity="-1"),
        line(quantity="0.001"),
        line(pence=-1),
        line(pence=MOST_UNIT_PENCE + 1),
        line(vat=-1),
        line(vat=101),
        PricedLine(" ", Decimal(1), 100, 20),
        PricedLine("x" * 301, Decimal(1), 100, 20),
    ],
)
def test_lines_outside_the_limits_are_refused(wrong: PricedLine) -> None:
    assert lines_fault([line(), wrong]) is not None
    assert "2" in str(lines_fault([line(), wrong]))


def test_lines_at_the_limits_are_accepted() -> None:
    edges = [line(pence=0), line(pence=MOST_UNIT_PENCE), line(quantity="0.01"), line(vat=0)]
    assert lines_fault(edges) is None
    assert lines_fault([line()] * MOST_LINES) is None
    assert lines_fault([line()] * (MOST_LINES + 1)) is not None


@pytest.mark.parametrize(
    ("net", "gross", "told"),
    [
        (None, None, []),
        (30_000, None, []),
        (30_000, 36_000, []),
        (30_001, None, [("total without VAT", 30_001, 30_000)]),  # to the penny
        (None, 36_001, [("total with VAT", 36_001, 36_000)]),  # no rounding makes this penny
        (None, 30_000, [("total with VAT", 30_000, 36_000)]),  # the VAT was forgotten
        (
            0,
            0,
            [("total without VAT", 0, 30_000), ("total with VAT", 0, 36_000)],
        ),
    ],
)
def test_stated_totals_that_are_not_what_the_lines_come_to(
    net: int | None, gross: int | None, told: list[tuple[str, int, int]]
) -> None:
    lines = [line(), line("2")]
    found = differences(lines, Stated(net, gross))
    assert [(each.what, each.stated_pence, each.reckoned_pence) for each in found] == told


@pytest.mark.parametrize(
    ("gross", "agrees"), [(8, False), (9, True), (11, True), (12, True), (13, False)]
)
def test_with_vat_only_what_rounding_line_by_line_can_make_is_left(
    gross: int, agrees: bool
) -> None:
    # 3 pence three times, with VAT of 0.6 each: 2 together, 0 rounded down, 3 rounded up
    assert (differences([line(pence=3)] * 3, Stated(None, gross)) == []) is agrees


def test_a_difference_is_told_in_a_sentence() -> None:
    [found] = differences([line()], Stated(9_000))
    assert found.sentence == (
        "The total without VAT is stated as £90.00, and the price lines come to £100.00"
    )
