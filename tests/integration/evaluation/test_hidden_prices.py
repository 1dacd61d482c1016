"""Where the brief hides prices, whoever scores finds none anywhere before their scores are in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from app import clock
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.commissions.operations import PriceWanted
from app.commissions.queries import invited
from app.database import db
from app.evaluation import operations
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser
from tests.factories.commissions import CRITERIA, make_commission
from tests.factories.evaluation import declare, score_all
from tests.factories.people import make_member, make_officer
from tests.factories.quotes import open_quotes, submit_quote

Browsers = Callable[[Person], Browser]

PENCE = (713_579, 824_681)
TOLD = ("7,135.79", "8,246.81", "7135.79", "8246.81", "713579", "824681")
"""The prices as a page, a file or an export would write them."""


@pytest.fixture
def commission(app: Flask) -> Commission:
    made = make_commission("draft", companies=2)
    price = PriceWanted(is_hidden=True)
    commissions.set_criteria(made, 40, CRITERIA, price, by=made.officer)
    commissions.issue_brief(made, clock.now(), by=made.officer)
    db.session.commit()
    for invitation, pence in zip(invited(made), PENCE, strict=True):
        submit_quote(invitation, unit_pence=pence)
    open_quotes(made)
    first = invited(made)[0]
    by = clock.now() + timedelta(days=1)
    operations.enquire(made, {first.id}, "Is £7,135.79 all of it?", by, by=made.officer)
    db.session.commit()
    return made


def everything(browser: Browser, commission: Commission) -> dict[str, str]:
    """Every page and file about the quotes, as text, by its path."""
    base = f"/commissions/{commission.reference}"
    paths = [
        base,
        *(f"{base}/{name}" for name in ("comparison", "comparison/how-safe", "score", "enquiries")),
        *(f"{base}/{name}" for name in ("award/decision", "moderation", "declarations")),
        *(f"{base}/comparison.{kind}" for kind in ("csv", "xlsx")),
        *(f"{base}/quotes/{quote.id}" for quote in opened_quotes(commission)),
        *(f"{base}/score/{quote.id}" for quote in opened_quotes(commission)),
        "/",
        "/position",
        "/reports/status.pdf",
    ]
    return {path: _text(browser.get(path, check=False).data) for path in paths}


def found_in(pages: dict[str, str]) -> set[str]:
    return {path for path, text in pages.items() if any(price in text for price in TOLD)}


def test_no_page_and_no_file_tells_a_price_before_the_scores_are_in(
    commission: Commission, client_as: Browsers
) -> None:
    member, other = make_member(), make_member()
    declare(commission, member)
    declare(commission, other)
    browser = client_as(member)
    assert found_in(everything(browser, commission)) == set()

    score_all(commission, member, [3, 2])

    told = found_in(everything(browser, commission))
    base = f"/commissions/{commission.reference}"
    assert {f"{base}/comparison", f"{base}/enquiries"} <= told, "the same search finds them now"
    assert found_in(everything(client_as(other), commission)) == set()


def test_the_officer_who_asks_about_prices_sees_them(
    commission: Commission, client_as: Browsers
) -> None:
    told = found_in(everything(client_as(make_officer()), commission))
    assert f"/commissions/{commission.reference}/comparison" in told


def _text(content: bytes) -> str:
    """What an answer says; of a workbook, what its parts say."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(BytesIO(content)) as book:
        return "\n".join(book.read(name).decode(errors="replace") for name in book.namelist())
