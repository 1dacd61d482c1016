"""Whoever lets somebody in where others have written cannot do so unseen by them."""

from __future__ import annotations

from flask import Flask

from app.access import Role
from app.database import db
from app.mail import sent_mails
from app.people.operations import add_contact, edit_person
from tests.factories.people import make_administrator, make_company, make_officer


def test_the_contacts_of_a_company_hear_of_a_new_one(app: Flask) -> None:
    company, officer = make_company("Specimen Studio"), make_officer()
    add_contact(company, "Second Person", "second@example.org", by=officer)
    db.session.commit()
    (mail,) = sent_mails()
    assert mail.to == company.contacts[0].email
    assert "second@example.org" in mail.text
    assert "Specimen Studio" in mail.text


def test_a_changed_address_is_told_to_the_one_that_was(app: Flask) -> None:
    officer, administrator = make_officer(), make_administrator()
    kept = officer.email
    edit_person(
        officer,
        name=officer.name,
        email="taken@example.org",
        job="",
        roles=[Role.OFFICER],
        by=administrator,
    )
    db.session.commit()
    (mail,) = sent_mails()
    assert mail.to == kept
    assert administrator.name in mail.text
    assert "taken@example.org" not in mail.text
