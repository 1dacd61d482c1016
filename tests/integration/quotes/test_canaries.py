"""Before the opening nothing of a quote appears anywhere but to its own company.

Words, a price, a file's name and a file's bytes that occur nowhere else are planted in a draft and
in a sent, a replaced and a withdrawn quote; then everything that anybody can get is searched.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from structlog.testing import capture_logs
from werkzeug.routing import Rule

from app.access import Role
from app.commissions.models import Commission, Invitation
from app.commissions.queries import issued_brief
from app.commissions.rules import OfferedDue
from app.database import db
from app.people.models import Person
from app.quotes import operations, queries
from app.quotes.marks import PRICES, Marked
from app.quotes.models import Quote
from tests.browsing import Browser
from tests.factories.commissions import contact_of, make_commission
from tests.factories.people import make_company, make_person
from tests.factories.quotes import (
    begin_opening,
    confirm_opening,
    make_draft,
    make_keyholder,
    pass_deadline,
    submit_quote,
)

ClientAs = Callable[[Person], Browser]

PENCE = 7_351_937
PLANTED = (
    "canary-in-words",
    "canary-in-description",
    "canary-in-name",
    "canary-in-bytes",
    "canary-in-timetable",
    "canary-in-date",
    "canary-in-reason",
    "canary-in-until",
    "73,519.37",
    "73519.37",
    "7351937",
    "88,223.24",
    "8822324",
)
"""What must be found nowhere: words, names, bytes, dates, and the price without and with VAT."""


@pytest.fixture
def commission(app: Flask) -> Commission:
    """The first company sent a quote, replaced it and drafts a third; the second withdrew."""
    made = make_commission("issued")
    first, second = made.invitations[:2]
    for invitation in (first, first, second):
        plant(invitation, f"invitation {invitation.id}", submit_quote)
    operations.withdraw(second, by=contact_of(second.company))
    plant(first, "the draft", make_draft)
    return made


def plant(invitation: Invitation, place: str, plants: Callable[..., Quote]) -> None:
    """Put each of the planted into a quote; `place` makes a file's content differ."""
    file = (f"canary-in-name-{place}.txt", f"Words canary-in-bytes in {place}.".encode())
    there = queries.own_quote(contact_of(invitation.company), invitation)
    words = ["canary-in-words one", "canary-in-words two"]
    files = [] if there else [file]
    dues = [OfferedDue("canary-in-timetable", "canary-in-date")]
    marks = [Marked(PRICES, "canary-in-reason", "canary-in-until")]
    said = {"description": "canary-in-description", "dues": dues, "marks": marks}
    plants(invitation, PENCE, words, files, **said)


def found_in(words: str) -> list[str]:
    return [planted for planted in PLANTED if planted in words]


def values_for(rule: Rule, commission: Commission) -> list[dict[str, str | int]]:
    """Ways to fill a rule's address: with what is there, and with the first of everything."""
    invitation = commission.invitations[0]
    held = db.session.execute(text("SELECT quote_id, id FROM sealed_file ORDER BY id")).all()
    brief = issued_brief(commission.id)
    known: dict[str, str | int] = {
        "ref": commission.reference,
        "reference": commission.reference,
        "slug": commission.milestone.action.plan.slug,
        "invitation_id": invitation.id,
        "question": brief.questions[0].id,
        "company_id": invitation.company_id,
        "person_id": contact_of(invitation.company).id,
    }
    filled = {name: known.get(name, 1) for name in rule.arguments}
    if not {"quote_id", "file_id"} & rule.arguments:
        return [filled]
    both = [{"quote_id": quote_id, "file_id": file_id} for quote_id, file_id in held]
    return [{name: pair.get(name, value) for name, value in filled.items()} for pair in both]


def pages(app: Flask, commission: Commission) -> Iterator[str]:
    """The address of every page there is, about this commission where it can be."""
    addresses = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and rule.endpoint != "static":
            for values in values_for(rule, commission):
                yield addresses.build(rule.endpoint, values)


def searched(browser: Browser, paths: list[str]) -> dict[str, list[str]]:
    """What of the planted each page shows."""
    hits: dict[str, list[str]] = {}
    for path in paths:
        answer = browser.get(path, check=False)
        assert answer.status_code < 500, path
        whole = f"{answer.headers}{answer.get_data().decode('utf-8', 'replace')}"
        if there := found_in(whole):
            hits[path] = there
    return hits


def everybody_else() -> list[Person]:
    other = make_company()
    return [
        make_person(Role.OFFICER),
        make_person(Role.MEMBER),
        make_person(Role.ADMINISTRATOR),
        make_person(Role.OFFICER, Role.MEMBER, Role.ADMINISTRATOR, Role.KEYHOLDER),
        make_keyholder(),
        contact_of(other),
    ]


def test_its_own_company_finds_each_of_the_planted(
    app: Flask, commission: Commission, client_as: ClientAs
) -> None:
    browser = client_as(contact_of(commission.invitations[0].company))
    hits = searched(browser, list(pages(app, commission)))
    assert {word for words in hits.values() for word in words} >= {
        "canary-in-words",
        "canary-in-description",
        "canary-in-name",
        "canary-in-bytes",
        "73,519.37",
        "88,223.24",
    }
    assert all(path.startswith("/invitations/") for path in hits)


@pytest.mark.parametrize("is_late", [False, True])
def test_nobody_else_finds_any_of_it_on_any_page(
    app: Flask, commission: Commission, client: Browser, client_as: ClientAs, is_late: bool
) -> None:
    if is_late:
        pass_deadline(commission)
        begin_opening(commission, by=make_keyholder())
        db.session.commit()
    paths = list(pages(app, commission))
    competitor = contact_of(commission.invitations[2].company)
    browsers = [client, *(client_as(one) for one in [*everybody_else(), competitor])]
    for browser in browsers:
        assert searched(browser, paths) == {}


def test_a_withdrawn_quote_is_not_seen_after_the_opening(
    app: Flask, commission: Commission
) -> None:
    pass_deadline(commission)
    begin_opening(commission, by=make_keyholder())
    confirm_opening(commission, by=make_keyholder())
    opened = queries.opened_quotes(commission)
    assert [quote.company.id for quote in opened] == [commission.invitations[0].company_id]
    record = db.session.execute(text("SELECT record FROM opening")).scalar_one()
    assert found_in(record) == []


def test_no_mail_entry_or_table_has_any_of_it(
    app: Flask, commission: Commission, client_as: ClientAs
) -> None:
    first = commission.invitations[0]
    browser = client_as(contact_of(first.company))
    page = browser.get(f"/invitations/{first.id}/quote/check")
    assert browser.submit(page, {"may_send": True}, follow=True).status_code == 200
    tables = db.session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
    searched_tables = list(tables.scalars())
    assert {"outbox_mail", "audit_entry", "quote", "sealed_file"} <= set(searched_tables)
    for name in searched_tables:
        rows = db.session.execute(text(f'SELECT * FROM "{name}"')).all()
        assert found_in(repr(rows)) == [], name
    outbox: Path = app.config["OUTBOX_FOLDER"]
    mails = list(outbox.glob("*.eml"))
    assert mails and all(found_in(mail.read_text("utf-8")) == [] for mail in mails)


@pytest.fixture
def failing(app: Flask, commission: Commission) -> None:
    """Every change of what a quote holds fails in the database."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    db.session.execute(
        text(
            "CREATE TRIGGER fail_update_quote BEFORE UPDATE OF contents ON quote "
            "BEGIN SELECT RAISE(ABORT, 'planned failure'); END"
        )
    )
    db.session.commit()


@pytest.mark.usefixtures("failing")
def test_neither_logs_nor_an_error_page_have_any_of_it(
    commission: Commission,
    client_as: ClientAs,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first = commission.invitations[0]
    browser = client_as(contact_of(first.company))
    question = issued_brief(commission.id).questions[0].id
    here = f"/invitations/{first.id}/quote"
    tried = {
        f"{here}/answers/{question}": {"text": "canary-in-words again"},
        f"{here}/prices": {
            "lines-0-description": "canary-in-description",
            "lines-0-quantity": "1",
            "lines-0-unit_price": "73519.37",
            "lines-0-vat": "20",
        },
    }
    with caplog.at_level(logging.DEBUG), capture_logs() as said:
        for path, typed in tried.items():
            failed = browser.post(path, data=typed)
            assert failed.status_code == 500
            assert found_in(failed.text) == []
    assert [line["kind"] for line in said] == ["IntegrityError"] * len(tried)
    assert found_in(f"{said}{caplog.text}") == []


def test_a_failure_whose_message_quotes_a_quote_is_logged_without_it(
    app: Flask,
    commission: Commission,
    client_as: ClientAs,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(*_given: object) -> None:
        raise ValueError("canary-in-words")

    monkeypatch.setattr("app.quotes.queries.own.contents_of", fail)
    first = commission.invitations[0]
    browser = client_as(contact_of(first.company))
    with caplog.at_level(logging.DEBUG), capture_logs() as said:
        failed = browser.get(f"/invitations/{first.id}/quote")
    assert failed.status_code == 500
    assert [line["kind"] for line in said] == ["ValueError"]
    assert "queries/own.py" in str(said)
    assert found_in(f"{said}{caplog.text}{failed.text}") == []
