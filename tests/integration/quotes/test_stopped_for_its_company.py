"""A quote that was stopped at the opening, as its own company finds it in its room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import files
from app.commissions.models import Commission, Invitation
from app.commissions.queries import invited
from app.database import db
from app.evaluation import operations as evaluation
from app.people.models import Person
from app.quotes import operations
from app.quotes.models import SealedFile
from tests.browsing import Browser, words_of
from tests.counting import statements_of
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import declare
from tests.factories.keyholders import opened_key, ready_keyholders
from tests.factories.people import make_member
from tests.factories.quotes import open_quotes, submit_quote

ClientAs = Callable[[Person], Browser]
NOT_YET = "Your quote could not be opened yet."


class Stop:
    """Three quotes, of which the first was stopped at the opening: its file was away."""

    def __init__(self) -> None:
        self.commission: Commission = make_commission("issued", 3)
        self.own, self.other, _ = invited(self.commission)
        for invitation in invited(self.commission):
            submit_quote(invitation, files_given=[("plan.txt", invitation.company.name.encode())])
        file = db.session.scalars(select(SealedFile).order_by(SealedFile.id)).first()
        assert file is not None
        self.path: Path = files.path_of(file.stored_as)
        self.away = self.path.with_name("away")
        self.path.rename(self.away)
        open_quotes(self.commission)


@pytest.fixture
def stop(app: Flask) -> Stop:
    return Stop()


def room_of(invitation: Invitation, client_as: ClientAs) -> dict[str, str]:
    """The words of each page on which the company meets its quote."""
    browser = client_as(contact_of(invitation.company))
    here = f"/invitations/{invitation.id}"
    paths = {
        "start": "/",
        "list": "/invitations",
        "invitation": here,
        "quote": f"{here}/quote",
        "receipt": f"{here}/receipt",
    }
    return {name: words_of(browser.get(path)) for name, path in paths.items()}


def test_it_is_told_what_happened_and_what_happens_next(stop: Stop, client_as: ClientAs) -> None:
    pages = room_of(stop.own, client_as)
    for name in ("invitation", "quote", "receipt"):
        words = pages[name]
        assert NOT_YET in words and "nobody has read it" in words, name
        assert "It is looked for in our backups. You need not send anything." in words
        assert (
            "two keyholders open it" in words and "two people can decide to set it aside" in words
        )
        assert stop.commission.officer.email in words
    assert "Sent, but not opened yet" in pages["list"]
    assert "Your quote could not be opened yet: read what happens next" in pages["start"]


def test_no_other_company_learns_of_it(stop: Stop, client_as: ClientAs) -> None:
    for name, words in room_of(stop.other, client_as).items():
        assert "could not be opened" not in words and "not opened yet" not in words, name


def test_before_the_opening_nothing_is_said(app: Flask, client_as: ClientAs) -> None:
    invitation = make_commission("issued").invitations[0]
    submit_quote(invitation)
    assert NOT_YET not in " ".join(room_of(invitation, client_as).values())


def test_once_it_is_opened_it_is_told_when(stop: Stop, client_as: ClientAs) -> None:
    stop.away.rename(stop.path)
    one, other = ready_keyholders()[:2]
    operations.begin_later(stop.commission, opened_key(one), by=one)
    operations.confirm_later(stop.commission, opened_key(other), by=other)
    pages = room_of(stop.own, client_as)
    assert "Two keyholders opened it at" in pages["invitation"]
    assert "it is scored with the others" in pages["receipt"]
    assert "Sent, and opened later" in pages["list"]
    assert (
        NOT_YET not in " ".join(pages.values()) and "could not be opened yet" not in pages["start"]
    )


def test_once_it_is_set_aside_it_is_told_so_and_whom_to_write_to(
    stop: Stop, client_as: ClientAs
) -> None:
    file = db.session.scalars(select(SealedFile).order_by(SealedFile.id)).first()
    assert file is not None
    officer, member = stop.commission.officer, make_member()
    declare(stop.commission, member)
    proposed = "No backup has it."
    evaluation.propose_setting_aside(stop.commission, file.quote_id, proposed, by=officer)
    assert NOT_YET in room_of(stop.own, client_as)["invitation"], "nothing is decided yet"
    evaluation.decide_setting_aside(stop.commission, file.quote_id, True, "", by=member)
    pages = room_of(stop.own, client_as)
    for name in ("invitation", "quote", "receipt"):
        assert "Your quote was set aside at" in pages[name]
        assert f"or do not agree, write to {officer.name}" in pages[name]
    assert "Sent, and set aside" in pages["list"]
    assert "could not be opened yet" not in pages["start"]


def test_a_list_of_many_invitations_asks_no_more(stop: Stop, client_as: ClientAs) -> None:
    company = stop.own.company
    browser = client_as(contact_of(company))
    browser.get("/invitations")
    before = statements_of(lambda: browser.get("/invitations"))
    for _ in range(3):
        submit_quote(make_commission("issued", [company]).invitations[0])
    assert statements_of(lambda: browser.get("/invitations")) == before
