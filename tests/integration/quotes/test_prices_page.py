"""The table of prices: what it accepts, what it refuses in a sentence, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from app.commissions.models import Invitation
from app.database import db
from app.people.models import Person
from app.quotes import operations, queries
from app.quotes.rules import MOST_LINES, PricedLine
from tests.browsing import Browser, Value, error_summary_of, words_of
from tests.factories.commissions import contact_of

ClientAs = Callable[[Person], Browser]


def address(invitation: Invitation) -> str:
    return f"/invitations/{invitation.id}/quote/prices"


def row(number: int, **typed: str) -> dict[str, Value]:
    usual = {"description": "Interviews", "quantity": "1", "unit_price": "100", "vat": "20"}
    return {f"lines-{number}-{name}": value for name, value in {**usual, **typed}.items()}


def lines_of(invitation: Invitation) -> tuple[PricedLine, ...]:
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None
    return draft.lines


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12,5", "Unit price of line 1 must be an amount of money, like 1,250 or 1,250.50"),
        ("-1", "Unit price of line 1 must be £0.00 or more"),
        ("−1", "Unit price of line 1 must be £0.00 or more"),
        ("1e9", "Unit price of line 1 must be an amount of money, like 1,250 or 1,250.50"),
        ("1000000000", "Unit price of line 1 must be £100,000,000.00 or less"),
        ("9" * 5_000, "Unit price of line 1 must be £100,000,000.00 or less"),
        ("", "Enter the unit price of line 1"),
        ("free", "Unit price of line 1 must be an amount of money, like 1,250 or 1,250.50"),
    ],
)
def test_a_price_that_is_none_is_refused_at_its_field(
    invitation: Invitation, browser: Browser, typed: str, sentence: str
) -> None:
    before = lines_of(invitation)
    refused = browser.submit(browser.get(address(invitation)), row(0, unit_price=typed))
    assert refused.status_code == 422
    assert error_summary_of(refused) == [sentence]
    assert 'href="#lines-0-unit_price"' in refused.text
    assert f'value="{typed}"' in refused.text
    assert lines_of(invitation) == before


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("quantity", "0", "Quantity of line 2 must be more than 0"),
        ("quantity", "-2", "Quantity of line 2 must be more than 0"),
        ("quantity", "", "Quantity of line 2 must be given"),
        (
            "quantity",
            "1.255",
            "Quantity of line 2 must be a number with at most 2 decimals, like 1 or 2.5",
        ),
        ("vat", "17.5", "VAT of line 2 must be a whole number from 0 to 100, like 20, 5 or 0"),
        ("vat", "101", "VAT of line 2 must be a whole number from 0 to 100, like 20, 5 or 0"),
        ("description", "", "Enter a description of line 2"),
        ("description", "x" * 301, "Description of line 2 must be 300 characters or fewer"),
    ],
)
def test_a_wrong_line_is_named_by_its_place(
    invitation: Invitation, browser: Browser, field: str, typed: str, sentence: str
) -> None:
    typed_rows = row(0) | row(1, **{field: typed})
    refused = browser.submit(browser.get(address(invitation)), typed_rows)
    assert error_summary_of(refused) == [sentence]
    assert 'value="Interviews"' in refused.text


def test_the_whole_table_is_saved_at_once_and_blank_lines_are_left_out(
    invitation: Invitation, browser: Browser
) -> None:
    typed = {
        **row(0, description="Survey", quantity="2.5", unit_price="£1,000.50", vat="5%"),
        **row(1, description="", unit_price=""),
        **row(2, description="Àite-coinneimh 🏠", vat="0"),
    }
    saved = browser.submit(browser.get(address(invitation)), typed, follow=True)
    assert lines_of(invitation) == (
        PricedLine("Survey", Decimal("2.5"), 100_050, 5),
        PricedLine("Àite-coinneimh 🏠", Decimal(1), 10_000, 0),
    )
    assert "Total without VAT £2,601.25" in words_of(saved)
    assert "VAT at 5% of £2,501.25 £125.06" in words_of(saved)
    assert "Total with VAT £2,726.31" in words_of(saved)


def test_another_line_is_offered_and_what_was_typed_is_kept(
    invitation: Invitation, browser: Browser
) -> None:
    page = browser.get(address(invitation))
    assert "Line 2" not in words_of(page)
    longer = browser.submit(page, row(0), button="Save and add another line", follow=True)
    assert "Line 2" in words_of(longer)
    assert 'value="Interviews"' in longer.text
    browser.submit(longer, row(1, description="Report"), follow=True)
    assert [line.description for line in lines_of(invitation)] == ["Interviews", "Report"]


def test_a_line_is_removed_by_its_box(invitation: Invitation, browser: Browser) -> None:
    contact = contact_of(invitation.company)
    lines = [PricedLine(name, Decimal(1), 100, 20) for name in ("One", "Two", "Three")]
    operations.save_prices(invitation, lines, by=contact)
    db.session.commit()
    page = browser.get(address(invitation))
    browser.submit(page, {"lines-1-remove": True, "lines-1-unit_price": "nonsense"})
    assert [line.description for line in lines_of(invitation)] == ["One", "Three"]


def test_more_lines_than_a_quote_can_have_are_refused_in_a_sentence(
    invitation: Invitation, browser: Browser
) -> None:
    typed: dict[str, Value] = {}
    for number in range(MOST_LINES + 1):
        typed |= row(number)
    refused = browser.post(address(invitation), data=typed)
    assert refused.status_code == 422
    assert error_summary_of(refused) == [f"A quote can have {MOST_LINES} price lines at most"]
