"""Timetables after the opening: the quote's page, the comparison and its files, scoring."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO, StringIO

from flask import Flask
from openpyxl import load_workbook
from werkzeug.datastructures import MultiDict

from app.commissions.models import Commission
from app.commissions.queries import invited
from app.commissions.rules import OfferedDue
from app.evaluation.queries import comparison
from app.evaluation.queries.matrix import matrix_of, picks_of
from app.people.models import Person
from tests.browsing import Browser, words_of
from tests.counting import statements_of
from tests.factories.commissions import make_commission
from tests.factories.evaluation import declare, score_all
from tests.factories.people import make_member, make_officer
from tests.factories.quotes import open_quotes, submit_quote

Browsers = Callable[[Person], Browser]
FIRST = (OfferedDue("The finished work", "21 March 2014"), OfferedDue("=A session", "week 3"))
SECOND = (OfferedDue("the finished WORK", "14 April 2014"),)
"""The brief asks for the finished work in March 2014."""


def opened() -> Commission:
    commission = make_commission("issued", companies=3)
    for place, invitation in enumerate(invited(commission)):
        dues = (FIRST, SECOND, ())[place]
        submit_quote(invitation, 900_000 + place, dues=dues)
    open_quotes(commission)
    return commission


def test_dates_are_lined_up_beside_what_the_brief_asks_for(app: Flask) -> None:
    commission, member = opened(), make_member()
    declare(commission, member)
    view = comparison(commission, member)
    matrix = matrix_of(view, picks_of(view, MultiDict()))
    (group,) = [each for each in matrix.groups if each.title == "Delivery dates offered"]
    said = {
        row.head: (row.mark, [(c.words, list(c.notes)) for c in row.cells]) for row in group.rows
    }
    assert list(said) == ["Last date offered", "The finished work", "=A session"]
    columns = [column.quote.company.name for column in matrix.columns]
    by_company = [columns.index(one.company.name) for one in invited(commission)]
    mark, cells = said["Last date offered"]
    assert mark == "in the brief: March 2014"
    assert [cells[at] for at in by_company] == [
        ("21 March 2014", ["1 line without a date that could be read"]),
        ("14 April 2014", ["14 days after the brief’s date"]),
        ("No timetable", []),
    ]
    mark, cells = said["=A session"]
    assert mark == "not named in the brief"
    assert cells[by_company[0]][0] == "week 3"
    assert cells[by_company[0]][1][0].startswith("Not read as a date.")
    assert [cells[at][0] for at in by_company[1:]] == ["Not named", "No timetable"]


def test_the_files_to_take_away_have_the_dates(app: Flask, client_as: Browsers) -> None:
    commission, member = opened(), make_member()
    declare(commission, member)
    score_all(commission, member, [4, 2, 1])
    browser = client_as(member)
    address = f"/commissions/{commission.reference}/comparison"
    page = browser.get(address)
    assert "14 days after the brief’s date" in words_of(page)
    given = browser.get(f"{address}.csv").data.decode("utf-8-sig")
    rows = [row for row in csv.reader(StringIO(given)) if row[0] == "Delivery dates offered"]
    assert [row[1] for row in rows] == ["Last date offered", "The finished work", "'=A session"]
    book = load_workbook(BytesIO(browser.get(f"{address}.xlsx").data))
    sheet = book["Dates offered"]
    told = {row[1]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    words, first, last, doubt = told["The finished work"][2:]
    assert (words, doubt) == ("21 March 2014", None)
    assert isinstance(first, datetime)
    assert isinstance(last, datetime)
    assert first.date() == last.date() == date(2014, 3, 21)
    assert told["=A session"][3:5] == (None, None)
    assert sheet["B3"].data_type == "s"


def test_whoever_reads_a_quote_reads_its_timetable(app: Flask, client_as: Browsers) -> None:
    commission, member = opened(), make_member()
    declare(commission, member)
    browser = client_as(member)
    first = comparison(commission, member).columns
    (quote,) = [c.quote for c in first if c.quote.timetable == FIRST]
    page = browser.get(f"/commissions/{commission.reference}/quotes/{quote.id}")
    assert "=A session week 3 To be checked. Not read as a date." in words_of(page)
    (none,) = [c.quote for c in first if not c.quote.timetable]
    page = browser.get(f"/commissions/{commission.reference}/quotes/{none.id}")
    assert "It gives no timetable, which is left to each company." in words_of(page)
    criterion = comparison(commission, member).brief.criteria[0]
    side = browser.get(f"/commissions/{commission.reference}/score/criteria/{criterion.id}")
    assert "=A session: week 3." in words_of(side)
    # From whom prices are hidden, dates are not.
    assert quote.dues[0].when.latest == date(2014, 3, 21)


def test_timetables_cost_no_statement(app: Flask) -> None:
    counts: list[int] = []
    for dues in ((), FIRST):
        commission, officer = make_commission("issued", companies=3), make_officer()
        for invitation in invited(commission):
            submit_quote(invitation, dues=dues)
        open_quotes(commission)
        declare(commission, officer)

        def show(commission: Commission = commission, officer: Person = officer) -> None:
            view = comparison(commission, officer)
            matrix_of(view, picks_of(view, MultiDict()))

        counts.append(statements_of(show))
    assert counts[0] == counts[1]
