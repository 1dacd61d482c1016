"""Small ways round: numbers that no row has, mails that count, files that nobody wanted."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import mail
from app.commissions.queries import invited
from app.delivery.queries import is_awarded_to
from app.people.models import Person
from tests.browsing import Browser
from tests.factories.commissions import contact_of, make_commission
from tests.factories.delivery import make_deliverable
from tests.factories.people import make_administrator, make_officer
from tests.factories.quotes import make_draft

Browsers = Callable[[Person], Browser]


@pytest.mark.parametrize("number", [2**63, 10**40])
def test_a_number_that_no_row_can_have_is_not_found(
    app: Flask, client_as: Browsers, client: FlaskClient, number: int
) -> None:
    commission = make_commission("issued")
    company = client_as(contact_of(invited(commission)[0].company))
    officer, administrator = client_as(make_officer()), client_as(make_administrator())
    ref = commission.reference
    for browser, path in (
        (company, f"/invitations/{number}"),
        (company, f"/invitations/{number}/quote/files/{number}"),
        (officer, f"/companies/{number}"),
        (officer, f"/commissions/{ref}/brief/{number}"),
        (officer, f"/commissions/{ref}/quotes/{number}/files/{number}"),
        (administrator, f"/people/{number}"),
        (client, f"/plans/nothing/editions/{number}"),
    ):
        assert browser.get(path).status_code == 404


@pytest.mark.parametrize("number", [-1, 2**63, 10**40])
def test_the_audit_refuses_a_number_that_no_row_can_have(
    app: Flask, client_as: Browsers, number: int
) -> None:
    browser = client_as(make_officer())
    assert browser.get(f"/audit?commission={number}").status_code == 422
    assert browser.get(f"/audit.csv?person={number}").status_code == 400


def test_a_mail_does_not_tell_how_many_were_sent(app: Flask, tmp_path: Path) -> None:
    make_commission("issued")
    mail.deliver_waiting()
    sent = [path.read_text() for path in sorted((tmp_path / "outbox").glob("*.eml"))]
    marks = [text.split("Message-ID: <")[1].split("@")[0] for text in sent]
    assert len(set(marks)) == len(marks) == 3
    assert all(len(mark) == 32 for mark in marks)


@pytest.mark.parametrize("row", ["²", "0" * 5_000, "9" * 30, "-1", "٣", ""])
def test_a_made_up_row_of_a_table_is_left_out(app: Flask, client_as: Browsers, row: str) -> None:
    issued, draft = make_commission("issued"), make_commission("draft")
    invitation = invited(issued)[0]
    make_draft(invitation)
    company, officer = client_as(contact_of(invitation.company)), client_as(make_officer())
    prices = f"/invitations/{invitation.id}/quote/prices"
    assert company.submit(company.get(prices), {f"lines-{row}-description": "x"}).status_code == 302
    for part, field in (("criteria", "title"), ("questions", "text")):
        path = f"/commissions/{draft.reference}/{part}"
        made_up = {f"{part}-{row}-{field}": "x"}
        assert officer.submit(officer.get(path), made_up, button="Save").status_code == 302


def test_a_delivery_that_is_refused_leaves_no_file(
    app: Flask, client_as: Browsers, tmp_path: Path
) -> None:
    commission, due = make_deliverable()
    winner = next(i for i in invited(commission) if is_awarded_to(contact_of(i.company), i))
    browser = client_as(contact_of(winner.company))

    def send(content: bytes) -> int:
        page = browser.get(f"/invitations/{winner.id}/deliverables/{due.number}/send")
        given = {"note": "", "file": (BytesIO(content), "report.txt")}
        return browser.submit(page, given).status_code

    assert send(b"The report.") == 302
    assert send(b"Another report.") == 422  # the first one waits for acceptance
    assert len(list((tmp_path / "uploads").iterdir())) == 1
