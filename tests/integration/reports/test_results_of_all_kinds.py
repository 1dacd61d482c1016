"""Page, workbook, CSV, paper and safety agree: a consensus, a tie, and quotes out for each reason.

The sums were worked out by hand (tests/factories/results.py).
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from app.commissions.models import Commission
from app.commissions.queries import invited
from app.evaluation.queries import comparison, safety_of
from app.people.models import Person
from app.reports.comparison import as_workbook
from tests.browsing import Browser, words_of
from tests.factories.people import make_officer
from tests.factories.results import RANKS, TOTALS, make_varied
from tests.integration.reports.test_comparison_files import needs_office, ranking, recalculated
from tests.printed import words_of_pdf

SignIn = Callable[[Person], Browser]


@pytest.fixture
def varied(app: Flask) -> Commission:
    return make_varied()


def names(commission: Commission) -> list[str]:
    """Of those that were compared: the last had withdrawn its quote."""
    return [invitation.company.name for invitation in invited(commission)][:-1]


def test_totals_and_ranks_are_those_worked_out_by_hand(varied: Commission) -> None:
    columns = {c.quote.company.name: c.points for c in comparison(varied, make_officer()).columns}
    assert sorted(columns) == names(varied)
    points = [columns[name] for name in names(varied)]
    assert [one.total if one else "none" for one in points] == list(TOTALS)
    assert [one.rank if one else "none" for one in points] == list(RANKS)
    assert [bool(one and one.is_tied) for one in points] == [False, True, False, False, False, True]


@needs_office
def test_libreoffice_gives_the_same_ranking_with_a_consensus_and_those_who_are_out(
    varied: Commission, tmp_path: Path
) -> None:
    content = as_workbook(varied, comparison(varied, make_officer()))
    rows = {row["Company"]: row for row in ranking(recalculated(content, tmp_path))}
    assert sorted(rows) == names(varied)
    for name, total, rank in zip(names(varied), TOTALS, RANKS, strict=True):
        row = rows[name]
        assert row["Total"] == ("out" if total is None else pytest.approx(total, abs=1e-9))
        assert row["Rank"] == (rank or None)
        assert row["The same?"] == ("same" if rank else None)


@needs_office
def test_in_the_workbook_a_members_score_changes_nothing_where_a_meeting_agreed(
    varied: Commission, tmp_path: Path
) -> None:
    book = load_workbook(BytesIO(as_workbook(varied, comparison(varied, make_officer()))))
    scores: Any = book["Scores"]
    for row in scores.iter_rows(min_row=2):
        if (row[1].value, row[2].value) == (names(varied)[1], "Method"):
            row[4].value = row[5].value = 0
    changed = BytesIO()
    book.save(changed)
    rows = ranking(recalculated(changed.getvalue(), tmp_path))
    assert {row["The same?"] for row in rows} == {"same", None}


def test_csv_paper_and_page_say_the_same(varied: Commission, client_as: SignIn) -> None:
    browser = client_as(make_officer())
    address = f"/commissions/{varied.reference}/comparison"
    table = list(csv.reader(StringIO(browser.get(f"{address}.csv").data.decode("utf-8-sig"))))
    place = {name: table[0].index(name) for name in names(varied)}
    rank = next(row for row in table if row[1] == "Rank")
    assert [rank[place[name]] for name in names(varied)] == [
        *("1", "2 (tied)", "Out", "Out", "Out", "2 (tied)")
    ]
    method = next(row for row in table if row[1].startswith("Method"))
    assert "Consensus 3.00" in method[place[names(varied)[1]]]
    assert "Below the minimum of 2: out" in method[place[names(varied)[3]]]
    paper = words_of_pdf(browser.get(f"{address}.pdf").data)
    for words in (paper, words_of(browser.get(address))):
        assert words.count("2 (tied)") == 2
        assert "None: it is out" in " ".join(words.split())
        assert "Consensus 3.00" in " ".join(words.split())
        assert invited(varied)[-1].company.name not in words


def test_page_and_paper_say_whose_price_is_the_lowest_and_that_rounding_is_for_show(
    varied: Commission, client_as: SignIn
) -> None:
    browser = client_as(make_officer())
    address = f"/commissions/{varied.reference}/comparison"
    for words in (words_of(browser.get(address)), words_of_pdf(browser.get(f"{address}.pdf").data)):
        told = " ".join(words.split())
        assert "the lowest price is that of those that are not out" in told
        assert told.count("rounded to two decimals where they are shown") == 1


def test_pass_and_fail_are_told_in_words_and_rank_nobody(
    varied: Commission, client_as: SignIn
) -> None:
    browser = client_as(make_officer())
    address = f"/commissions/{varied.reference}/comparison"
    page = browser.get(address)
    assert "Pass Member A: Pass – Why 1. Member B: Pass – Why 1." in words_of(page)
    assert "Most points for Method" in words_of(page)
    assert "Most points for Insured" not in words_of(page)
    table = browser.get(f"{address}.csv").data.decode("utf-8-sig")
    assert "Fail\nMember A: Fail – Why 0." in table
    assert "Member A: Fail – Why 0." in " ".join(
        words_of_pdf(browser.get(f"{address}.pdf").data).split()
    )


def test_how_safe_it_is_ranks_nobody_who_is_out_and_takes_the_consensus_for_the_score(
    varied: Commission,
) -> None:
    safety = safety_of(comparison(varied, make_officer()))
    first, second, failed, below, aside, third = names(varied)
    assert list(safety.first) == [first]
    assert sorted(safety.second) == [second, third]
    assert safety.lead == 8
    assert sorted(safety.out) == sorted([failed, below, aside])
    assert not safety.incomplete
    turned = {(turn.company, turn.criterion): turn.who for turn in safety.turns}
    assert turned[second, "Method"] == "Consensus"
    assert aside not in {company for company, _ in turned}


def test_a_price_that_is_out_is_no_measure_of_the_others(varied: Commission) -> None:
    columns = {c.quote.company.name: c.points for c in comparison(varied, make_officer()).columns}
    best = columns[names(varied)[0]]
    assert best is not None and best.price == 40, "though three that are out are cheaper"
