"""What no database, paper or workbook can hold comes in by no form, and breaks no file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.commissions.queries import issued_brief
from app.evaluation import operations, queries
from app.people.models import Person
from app.quotes.queries import opened_quotes
from app.reports.comparison.texts import keepable
from tests.browsing import Browser
from tests.factories.evaluation import declare, make_opened
from tests.factories.people import make_member, make_officer

Browsers = Callable[[Person], Browser]
ODD = "A\x00B\x07C\x0bD\x1bE\x7fF\ufffeG\uffffH\tI\r\nJ – é 价 👍"
"""With a tab, a new line and letters of all sorts, which stay."""
KEPT = "ABCDEFGH\tI\r\nJ – é 价 👍"


def test_they_are_left_out_of_what_a_form_brings(app: Flask, client_as: Browsers) -> None:
    commission = make_opened([9_000])
    member = make_member()
    declare(commission, member)
    cell = opened_quotes(commission)[0].id, issued_brief(commission.id).criteria[0].id
    browser = client_as(member)
    page = browser.get(f"/commissions/{commission.reference}/score/{cell[0]}")
    browser.submit(page, {f"comment_{cell[0]}_{cell[1]}": ODD})
    assert queries.given_scores(commission, member)[cell].comment == KEPT


def test_a_workbook_is_made_whatever_was_kept_before(app: Flask, client_as: Browsers) -> None:
    commission = make_opened([9_000])
    member = make_member()
    declare(commission, member)
    quote, criteria = opened_quotes(commission)[0], issued_brief(commission.id).criteria
    given: dict[tuple[int, int], tuple[int | None, str]] = {
        (quote.id, each.id): (4, ODD) for each in criteria
    }
    operations.save_scores(commission, given, by=member)
    operations.submit_scores(commission, by=member)
    book = client_as(make_officer()).get(f"/commissions/{commission.reference}/comparison.xlsx")
    assert book.status_code == 200


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_a_workbook_shows_that_a_character_was_there(odd: str) -> None:
    assert keepable(f"A{odd}B") == "A\N{REPLACEMENT CHARACTER}B"
