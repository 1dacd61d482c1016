"""A company gives itself colleagues and hands over, without asking an officer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.audit.models import AuditEntry
from app.database import db
from app.errors import NotFound
from app.mail import sent_mails
from app.people import operations
from app.people.models import Person
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.people import make_company, make_officer

SignIn = Callable[[Person], Browser]


def test_a_colleague_is_added_and_everybody_is_told(app: Flask, client_as: SignIn) -> None:
    company = make_company("Example Research Ltd")
    una = company.contacts[0]
    browser = client_as(una)
    page = browser.get("/your-company/new")
    given = {"name": "Ola Example", "email": "Ola@example.example"}
    done = browser.submit(page, given, follow=True)
    assert "Ola Example can sign in now" in words_of(done)
    assert {mail.to for mail in sent_mails()} == {una.email, "ola@example.example"}
    entry = db.session.query(AuditEntry).filter_by(act="contact added").one()
    assert entry.actor_name == una.name


def test_somebody_hands_over_and_leaves(app: Flask, client_as: SignIn) -> None:
    company = make_company()
    una = company.contacts[0]
    browser = client_as(una)
    page = browser.get(f"/your-company/{una.id}/remove")
    refused = browser.press(page, "Leave")
    assert "needs a contact" in error_summary_of(refused)[0]
    operations.add_colleague(company, "Ola Example", "ola@example.example", by=una)
    done = browser.press(refused, "Leave", follow=True)
    assert "You no longer sign in for" in words_of(done) or done.request.path == "/sign-in"
    assert browser.get("/your-company").status_code == 302
    db.session.expire_all()
    assert [each.name for each in company.current_contacts] == ["Ola Example"]


def test_nobody_changes_the_people_of_another_company(app: Flask, client_as: SignIn) -> None:
    own, other = make_company(), make_company()
    stranger = other.contacts[0]
    browser = client_as(own.contacts[0])
    assert browser.get(f"/your-company/{stranger.id}/remove").status_code == 404
    for by in (own.contacts[0], make_officer()):
        with pytest.raises(NotFound):
            operations.remove_colleague(other, stranger.id, by=by)
        with pytest.raises(NotFound):
            operations.add_colleague(other, "Eve", "eve@example.example", by=by)
