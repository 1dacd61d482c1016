"""Whatever is changed in the workbook, LibreOffice ranks as the rules do, also who is out.

What the rules say is worked out from the cells that were changed, exactly.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from app.commissions.rules import PriceFormula
from app.evaluation.queries import comparison
from app.evaluation.rules import Measure, Points, ScoredQuote, compare
from app.quotes.rules import PricedLine, totals
from app.reports.comparison import as_workbook
from app.reports.comparison.workbook import HEAD_ROW, MINIMUM_ROW, WEIGHTS_ROW
from tests.factories.people import make_officer
from tests.factories.results import make_varied
from tests.integration.reports.test_comparison_files import (
    all_recalculated,
    make_uneven,
    needs_office,
    ranking,
    recalculated,
)

Change = Callable[[Workbook, random.Random], None]


def rows_of(book: Workbook, name: str) -> list[Any]:
    sheet: Any = book[name]
    return list(sheet.iter_rows(min_row=2))


def heads_of(book: Workbook) -> list[str]:
    sheet: Any = book["Ranking"]
    return [cell.value for cell in sheet[HEAD_ROW]]


def criteria_in(book: Workbook) -> list[str]:
    heads = heads_of(book)
    return heads[3 : heads.index("Set aside?")]


def fail_becomes_pass(book: Workbook, _: random.Random) -> None:
    for row in rows_of(book, "Scores"):
        if row[2].value == "Insured":
            row[4].value = row[5].value = 1


def first_falls_below_the_minimum(book: Workbook, _: random.Random) -> None:
    for row in rows_of(book, "Scores")[:1]:
        row[4].value = row[5].value = 0


def members_differ_on_a_pass(book: Workbook, _: random.Random) -> None:
    rows = [row for row in rows_of(book, "Scores") if row[2].value == "Insured"]
    rows[0][4].value = 0


def nobody_is_set_aside(book: Workbook, _: random.Random) -> None:
    sheet: Any = book["Ranking"]
    for row in range(HEAD_ROW + 1, sheet.max_row + 1):
        sheet.cell(row, heads_of(book).index("Set aside?") + 1).value = None


def no_minimum(book: Workbook, _: random.Random) -> None:
    sheet: Any = book["Ranking"]
    sheet.cell(MINIMUM_ROW, 4).value = None


def all_are_out(book: Workbook, _: random.Random) -> None:
    sheet: Any = book["Ranking"]
    sheet.cell(MINIMUM_ROW, 4).value = 5


def dearest_becomes_cheapest(book: Workbook, _: random.Random) -> None:
    rows = rows_of(book, "Price lines")
    rows[1][4].value, rows[1][5].value = 0.01, 17


def one_costs_nothing(book: Workbook, _: random.Random) -> None:
    rows_of(book, "Price lines")[0][4].value = 0


def anything(book: Workbook, chance: random.Random) -> None:
    """Scores, prices, a consensus, weights and minima at random."""
    for row in rows_of(book, "Scores"):
        most = 1 if row[2].value == "Insured" else 4
        for cell in row[4:]:
            if cell.value is not None and chance.random() < 0.4:
                cell.value = chance.randint(0, most)
        if not isinstance(row[3].value, str) and row[3].value is not None:
            row[3].value = chance.randint(0, 4)
    for row in rows_of(book, "Price lines"):
        if chance.random() < 0.5:
            row[4].value = chance.randint(1, 2_000_000) / 100
    sheet: Any = book["Ranking"]
    sheet.cell(WEIGHTS_ROW, 3).value = chance.choice([0, 20, 40, 70])
    sheet.cell(MINIMUM_ROW, 4).value = chance.choice([None, 1, 2])


def lines_in(book: Workbook) -> dict[int, list[PricedLine]]:
    """Price lines by company's number."""
    lines: dict[int, list[PricedLine]] = {}
    for number, _, words, quantity, price, vat, *_ in rows_of(book, "Price lines"):
        pence = round(Decimal(str(price.value)) * 100)
        line = PricedLine(words.value, Decimal(str(quantity.value)), pence, vat.value)
        lines.setdefault(number.value, []).append(line)
    return lines


def by_the_rules(book: Workbook, formula: PriceFormula) -> dict[str, Points]:
    """What the rules say of the cells that were typed, by company."""
    sheet: Any = book["Ranking"]
    titles = criteria_in(book)
    measures: dict[int, Measure | int] = {}
    for place, _ in enumerate(titles):
        least = sheet.cell(MINIMUM_ROW, 4 + place).value
        weight = sheet.cell(WEIGHTS_ROW, 4 + place).value
        is_minimum = isinstance(least, int)
        measures[place] = Measure(weight, least == "pass or fail", least if is_minimum else None)
    names: dict[int, str] = {}
    quotes: list[ScoredQuote] = []
    rows = rows_of(book, "Scores")
    aside = heads_of(book).index("Set aside?") + 1
    for number, lines in lines_in(book).items():
        own = [row for row in rows if row[0].value == number]
        names[number] = own[0][1].value
        given = [[cell.value for cell in row[4:] if cell.value is not None] for row in own]
        agreed = {n: row[3].value for n, row in enumerate(own) if not isinstance(row[3].value, str)}
        is_aside = sheet.cell(HEAD_ROW + number, aside).value is not None
        quotes.append(
            ScoredQuote(number, totals(lines).net_pence, dict(enumerate(given)), agreed, is_aside)
        )
    points = compare(quotes, measures, sheet.cell(WEIGHTS_ROW, 3).value, formula)
    return {names[number]: each for number, each in points.items()}


def changed(content: bytes, change: Change, seed: int) -> tuple[Workbook, bytes]:
    book = load_workbook(BytesIO(content))
    change(book, random.Random(seed))
    written = BytesIO()
    book.save(written)
    return book, written.getvalue()


def assert_same(told: list[dict[str, Any]], rules: dict[str, Points]) -> None:
    for row in told:
        points = rules[row["Company"]]
        assert row["In or out"] == ("out" if points.bars else "in"), row
        assert row["Rank"] == points.rank, row
        if points.total is not None:
            assert row["Total"] == pytest.approx(float(points.total), abs=1e-9), row
        else:
            assert row["Total"] == ("out" if points.bars else None), row
        if points.price is not None:
            assert row["Price points"] == pytest.approx(float(points.price), abs=1e-9), row


CHANGES: tuple[Change, ...] = (
    fail_becomes_pass,
    first_falls_below_the_minimum,
    members_differ_on_a_pass,
    nobody_is_set_aside,
    no_minimum,
    all_are_out,
    dearest_becomes_cheapest,
    one_costs_nothing,
    anything,
    anything,
    anything,
)


@needs_office
def test_what_is_changed_is_ranked_as_the_rules_say(app: Flask, tmp_path: Path) -> None:
    commission = make_varied()
    content = as_workbook(commission, comparison(commission, make_officer()))
    books = [changed(content, change, seed) for seed, change in enumerate(CHANGES)]
    made = all_recalculated([written for _, written in books], tmp_path)
    formula = PriceFormula.LOWEST_OVER_PRICE
    before = by_the_rules(load_workbook(BytesIO(content)), formula)
    for (book, _), told in zip(books, made, strict=True):
        rules = by_the_rules(book, formula)
        assert rules != before, "the change changes nothing"
        assert_same(ranking(told), rules)


@needs_office
def test_changed_prices_add_up_to_the_pence_also_at_a_rate_that_nobody_quoted(
    app: Flask, tmp_path: Path
) -> None:
    commission = make_uneven(PriceFormula.LINEAR)
    content = as_workbook(commission, comparison(commission, make_officer()))
    book, written = changed(content, dearest_becomes_cheapest, seed=1)
    made = recalculated(written, tmp_path)
    assert_same(ranking(made), by_the_rules(book, PriceFormula.LINEAR))
    sums = {row[0].value: totals(lines_in(book)[row[0].value]) for row in rows_of(made, "Totals")}
    assert 17 in {group.percent for each in sums.values() for group in each.groups}
    for row in rows_of(made, "Totals"):
        pence = [round((cell.value or 0) * 100) for cell in row[2:]]
        assert pence[-1] == sum(pence[:-1]) == sums[row[0].value].gross_pence
