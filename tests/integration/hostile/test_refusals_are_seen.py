"""Whoever tries what is not theirs is on record, and officers read of it (Annex IV (g))."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.access import Role
from app.audit.models import AuditEntry
from app.commissions.models import Commission
from app.database import db
from app.people.models import Person
from tests.browsing import Browser, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, make_commission
from tests.factories.keyholders import made_key
from tests.factories.people import make_member, make_officer, make_person
from tests.factories.quotes import make_keyholder, open_quotes, pass_deadline, submit_quote

ClientAs = Callable[[Person], Browser]


@pytest.fixture
def commission(app: Flask) -> Commission:
    """One quote is in, with a file."""
    made = make_commission("issued")
    submit_quote(made.invitations[0], files_given=[("plan.txt", b"Our plan.")])
    return made


def entries(act: str) -> list[tuple[str, str]]:
    """Who, and what, of each entry of an act."""
    db.session.rollback()
    wanted = select(AuditEntry).where(AuditEntry.act == act).order_by(AuditEntry.number)
    return [(entry.actor_name, entry.why) for entry in db.session.scalars(wanted)]


def test_an_opening_that_is_tried_before_the_deadline_is_on_record(
    commission: Commission, client_as: ClientAs, clock: GivenClock
) -> None:
    keyholder = make_keyholder("Ann Example")
    pass_deadline(commission)
    browser = client_as(keyholder)
    page = browser.get(f"/commissions/{commission.reference}/opening")
    clock.forward(days=-1)
    typed = {"passphrase": made_key(keyholder).passphrase}
    assert browser.submit(page, typed).status_code == 422
    ((who, why),) = entries("opening refused")
    assert who == "Ann Example" and "companies can still send quotes" in why
    shown = words_of(client_as(make_officer()).get("/audit")).lower()
    assert "opening refused" in shown and "ann example" in shown


def test_an_opening_that_is_tried_by_others_than_keyholders_is_on_record(
    commission: Commission, client_as: ClientAs
) -> None:
    pass_deadline(commission)
    officer = make_officer("Olive Example")
    browser = client_as(officer)
    address = f"/commissions/{commission.reference}/opening"
    token = browser.get(address).text.split('name="csrf_token" value="')[1].split('"')[0]
    assert browser.post(address, data={"csrf_token": token}).status_code == 403
    assert entries("page refused") == [("Olive Example", f"POST {address}: 403")]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.KEYHOLDER])
def test_who_asks_for_opened_quotes_without_leave_is_on_record_once_an_hour(
    commission: Commission, client_as: ClientAs, clock: GivenClock, role: Role
) -> None:
    open_quotes(commission)
    browser = client_as(make_person(role, name="Ada Example"))
    address = f"/commissions/{commission.reference}/comparison"
    for _ in range(3):
        assert browser.get(address, check=False).status_code in (403, 404)
    assert len(entries("page refused")) == 1
    clock.forward(minutes=61)
    browser.get(address, check=False)
    assert [who for who, _ in entries("page refused")] == ["Ada Example"] * 2


def test_a_company_that_asks_for_anothers_quote_is_on_record(
    commission: Commission, client_as: ClientAs
) -> None:
    own, other = commission.invitations[:2]
    contact = contact_of(other.company)
    address = f"/invitations/{own.id}/quote"
    assert client_as(contact).get(address).status_code == 404
    assert entries("page refused") == [(contact.name, f"GET {address}: 404")]


def test_pages_that_are_not_there_and_pages_that_are_theirs_leave_nothing(
    commission: Commission, client_as: ClientAs
) -> None:
    browser = client_as(make_member())
    for address in ("/", "/nowhere", "/plans/no-such-plan"):
        browser.get(address, check=False)
    assert entries("page refused") == []
