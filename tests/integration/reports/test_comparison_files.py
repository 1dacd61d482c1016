"""The comparison to take away: LibreOffice works the ranking out anew, and nothing typed is run."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from app import clock
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.commissions.operations import PriceWanted
from app.commissions.queries import invited
from app.commissions.rules import PriceFormula
from app.evaluation.queries import comparison, has_points
from app.people.models import Person
from app.quotes import operations as quoting
from app.quotes.queries import OpenedQuote, opened_quotes
from app.quotes.rules import PricedLine
from app.reports.comparison import as_workbook
from app.reports.comparison.workbook import HEAD_ROW
from tests.browsing import Browser, words_of
from tests.factories.commissions import CRITERIA, contact_of, make_commission
from tests.factories.evaluation import declare, make_opened, make_scored, score_all
from tests.factories.people import make_company, make_member, make_officer
from tests.factories.quotes import make_draft, open_quotes, send_draft
from tests.printed import ua_faults, words_of_pdf

SignIn = Callable[[Person], Browser]
OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed (Debian: libreoffice-calc-nogui)"
)


def recalculated(content: bytes, folder: Path) -> Workbook:
    """The workbook after LibreOffice has worked every formula out, with the values it got."""
    return all_recalculated([content], folder)[0]


def all_recalculated(contents: Sequence[bytes], folder: Path) -> list[Workbook]:
    """The same for several, in one run."""
    given = [folder / f"given{number}.xlsx" for number in range(len(contents))]
    for path, content in zip(given, contents, strict=True):
        path.write_bytes(content)
    made = folder / "made"
    assert OFFICE is not None
    home = f"-env:UserInstallation=file://{folder}/profile"
    words = [OFFICE, home, "--headless", "--convert-to", "xlsx", "--outdir", str(made)]
    done = subprocess.run([*words, *given], capture_output=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return [load_workbook(made / path.name, data_only=True) for path in given]


def ranking(book: Workbook) -> list[dict[str, Any]]:
    """The rows of the ranking by their headings."""
    sheet: Any = book["Ranking"]
    rows = list(sheet.iter_rows(min_row=HEAD_ROW, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0]]


def make_uneven(formula: PriceFormula) -> Commission:
    """Five quotes with lines of pence and halves of them, three members, a tie for second."""
    commission = make_commission("draft", companies=5)
    officer = commission.officer
    weight = 0 if formula is PriceFormula.QUALITY_ONLY else 40
    method = CRITERIA if weight else [CRITERIA[0]._replace(weight=80), CRITERIA[1]]
    commissions.set_criteria(commission, weight, method, PriceWanted(formula), by=officer)
    commissions.issue_brief(commission, clock.now(), by=officer)
    lines = [
        [("0.35", 130, 20), ("2.5", 333_301, 20), ("1", 1, 5)],
        [("1", 700_000, 0)],
        [("1", 1_100_003, 20)],
        [("3", 300_000, 20), ("1", 200_003, 20)],
        [("7", 214_285, 5)],
    ]
    for invitation, priced in zip(invited(commission), lines, strict=True):
        person = contact_of(invitation.company)
        make_draft(invitation, by=person)
        quoting.save_prices(
            invitation,
            [PricedLine(f"Part {n}", Decimal(q), p, v) for n, (q, p, v) in enumerate(priced)],
            by=person,
        )
        send_draft(invitation, by=person)
    open_quotes(commission)
    members = [make_member() for _ in range(3)]
    for member in members:
        declare(commission, member)
    for member, scores in zip(
        members, ([2, 1, 3, 3, 4], [3, 2, 4, 4, 4], [3, 1, 3, 3, 2]), strict=True
    ):
        score_all(commission, member, scores)
    return commission


@needs_office
@pytest.mark.parametrize("formula", list(PriceFormula))
def test_libreoffice_works_out_the_same_ranking_totals_and_prices(
    app: Flask, tmp_path: Path, formula: PriceFormula
) -> None:
    commission = make_uneven(formula)
    view = comparison(commission, make_officer())
    rows = ranking(recalculated(as_workbook(commission, view), tmp_path))
    assert [row["Company"] for row in rows] == [c.quote.company.name for c in view.columns]
    for row, column in zip(rows, view.columns, strict=True):
        assert column.points is not None
        assert column.points.total is not None
        assert row["Rank"] == column.points.rank
        assert row["The same?"] == "same"
        assert row["Total"] == pytest.approx(float(column.points.total), abs=1e-9)
        assert isinstance(column.quote, OpenedQuote)
        assert Decimal(str(row["Whole cost without VAT"])) * 100 == column.quote.price_pence


@needs_office
def test_libreoffice_works_out_vat_to_the_penny(app: Flask, tmp_path: Path) -> None:
    commission = make_uneven(PriceFormula.LINEAR)
    view = comparison(commission, make_officer())
    sheet: Any = recalculated(as_workbook(commission, view), tmp_path)["Totals"]
    with_vat = [row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [round(sum_ * 100) for sum_ in with_vat] == [
        column.quote.totals.gross_pence
        for column in view.columns
        if isinstance(column.quote, OpenedQuote)
    ]


@needs_office
def test_a_changed_score_changes_the_ranking_in_the_workbook(app: Flask, tmp_path: Path) -> None:
    commission = make_scored([9_000, 9_000])
    view = comparison(commission, make_officer())
    book = load_workbook(BytesIO(as_workbook(commission, view)))
    scores: Any = book["Scores"]
    for row in range(2, 4):  # the first company's two criteria
        scores.cell(row, 5).value = 0
    changed = BytesIO()
    book.save(changed)
    rows = ranking(recalculated(changed.getvalue(), tmp_path))
    assert [(row["Rank"], row["The same?"]) for row in rows] == [(2, "differs"), (1, "differs")]


HOSTILE = '=HYPERLINK("http://example.invalid","x")'


def test_what_people_typed_is_never_a_formula(app: Flask, client_as: SignIn) -> None:
    companies = [make_company(name="=1+1 Example Ltd"), make_company(name="@Example Ltd")]
    commission = make_commission("issued", companies=companies)
    for invitation in invited(commission):
        person = contact_of(invitation.company)
        make_draft(invitation, answers=[HOSTILE, "+1"], description="-1+cmd", by=person)
        send_draft(invitation, by=person)
    open_quotes(commission)
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [2, 3])
    browser = client_as(make_officer())
    address = f"/commissions/{commission.reference}/comparison"
    answer = browser.get(f"{address}.xlsx")
    assert answer.headers["Cache-Control"] == "no-store"
    book = load_workbook(BytesIO(answer.data))
    typed = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value) in (HOSTILE, "=1+1 Example Ltd", "@Example Ltd", "-1+cmd", "+1")
    ]
    assert len(typed) >= 10
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in typed)
    table = list(csv.reader(StringIO(browser.get(f"{address}.csv").data.decode("utf-8-sig"))))
    cells = [cell for row in table for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert f"'{HOSTILE}" in cells


def test_long_names_and_answers_have_room_in_the_workbook(app: Flask) -> None:
    companies = [make_company(name="Specimen Engagement " * 5), make_company(name="Short Ltd")]
    commission = make_commission("issued", companies=companies)
    for invitation in invited(commission):
        person = contact_of(invitation.company)
        make_draft(invitation, answers=["One.\nTwo.", "word " * 9_000], by=person)
        send_draft(invitation, by=person)
    open_quotes(commission)
    book = load_workbook(BytesIO(as_workbook(commission, comparison(commission, make_officer()))))
    answers: Any = book["Answers"]
    heights = [answers.row_dimensions[row].height for row in (2, 3, 4, 5)]
    assert heights == [30, 409, 75, 409], "two lines of an answer, five of a name, and the most"
    names: Any = book["Ranking"]
    assert [names.row_dimensions[HEAD_ROW + n].height for n in (1, 2)] == [None, 75]


def test_the_table_has_the_companies_and_the_order_of_the_page(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_scored([8_000, 9_000, 10_000])
    quotes = opened_quotes(commission)
    asked = f"?company={quotes[0].id}&company={quotes[2].id}&sort=price&pin={quotes[2].id}"
    answer = client_as(make_officer()).get(
        f"/commissions/{commission.reference}/comparison.csv{asked}"
    )
    rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][3:] == [quotes[2].company.name, quotes[0].company.name]
    assert next(row for row in rows if row[1] == "Whole cost without VAT")[3:] == [
        "£10,000.00",
        "£8,000.00",
    ]


def test_the_paper_repeats_its_headings_on_a4_landscape(app: Flask, client_as: SignIn) -> None:
    commission = make_scored([8_000 + 100 * n for n in range(5)])
    answer = client_as(make_officer()).get(f"/commissions/{commission.reference}/comparison.pdf")
    assert answer.mimetype == "application/pdf"
    names = [quote.company.name for quote in opened_quotes(commission)]
    with pikepdf.open(BytesIO(answer.data)) as paper:
        sizes = [[float(each) for each in page.mediabox] for page in paper.pages]
    assert all(wide > high for _, _, wide, high in sizes)
    assert ua_faults(answer.data) == []
    printed = words_of_pdf(answer.data)
    # Four companies side by side, then the fifth; each group's headings stand on its own pages.
    assert f"Company {' '.join(names[:4])}" in printed
    assert f"Company {names[4]}" in printed


@pytest.mark.parametrize("ending", ["csv", "xlsx", "pdf"])
def test_whoever_may_not_compare_takes_nothing_away(
    app: Flask, client_as: SignIn, ending: str
) -> None:
    sealed = make_commission("issued")
    opened = make_opened([8_000, 9_000])
    undeclared = make_member()
    for commission, person in (
        (sealed, sealed.officer),
        (opened, undeclared),
        (opened, contact_of(invited(opened)[0].company)),
    ):
        address = f"/commissions/{commission.reference}/comparison.{ending}"
        assert client_as(person).get(address).status_code in (403, 404)


def test_before_scores_are_open_no_workbook_ranks_and_no_file_has_others_scores(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_opened([9_000, 8_000])
    member, other = make_member(), make_member()
    for one in (member, other):
        declare(commission, one)
    score_all(commission, other, [1, 4])
    browser = client_as(member)
    address = f"/commissions/{commission.reference}/comparison"
    refused = browser.get(f"{address}.xlsx", follow_redirects=True)
    assert "The workbook ranks the quotes" in words_of(refused)
    assert not has_points(comparison(commission, member))
    table = browser.get(f"{address}.csv").data.decode("utf-8-sig")
    assert "Why 4." not in table
    assert "Total points" not in table
