"""A company's contact signs in by a link in a mail: once, for ten minutes, by a button."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import db
from app.people.models import Person, SignIn, SignInLink
from app.people.operations import ask_sign_in_link
from app.people.queries import hash_of
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.counting import sent_by
from tests.factories.people import make_company, make_officer
from tests.integration.people.seen import acts, entries, link_to, mails_to

SPENT = "This link does not work any more"


@pytest.fixture
def contact(app: Flask) -> Person:
    return make_company().contacts[0]


def ask(browser: Browser, email: str, onward: str = "") -> TestResponse:
    page = browser.get("/sign-in/link" + onward)
    return browser.submit(page, {"email": email})


def asked_link(browser: Browser, email: str, onward: str = "") -> str:
    ask(browser, email, onward)
    return link_to(email, "sign-in/link")


def test_a_contact_signs_in_by_the_link(client: Browser, contact: Person) -> None:
    link = asked_link(client, contact.email)
    page = client.get(link)
    assert client.press(page, "Sign in").location == "/invitations"
    with client.session_transaction() as kept:
        token = kept["_user_id"]
    session = db.session.scalars(select(SignIn)).one()
    assert (session.token_hash, session.person_id) == (hash_of(token), contact.id)
    assert acts() == ["sign-in link asked for", "signed in by link"]


def test_only_the_hash_of_a_link_is_kept(client: Browser, contact: Person) -> None:
    token = asked_link(client, contact.email).rsplit("/", 1)[1]
    kept = db.session.scalars(select(SignInLink)).one()
    assert kept.token_hash == hash_of(token)
    assert len(token) >= 43
    assert token not in "".join(f"{e.subject_name}{e.after}{e.why}" for e in entries())


def test_looking_at_the_link_does_not_spend_it(client: Browser, contact: Person) -> None:
    link = asked_link(client, contact.email)
    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert db.session.scalars(select(SignInLink)).one().used_at is None
    assert client.press(client.get(link), "Sign in").status_code == 302


def test_a_used_link_does_not_work_again(app: Flask, client: Browser, contact: Person) -> None:
    link = asked_link(client, contact.email)
    page = client.get(link)
    client.press(page, "Sign in")
    other = app.test_client()
    for answer in (other.get(link), other.post(link)):
        assert answer.status_code == 410
        assert SPENT in words_of(answer)
        assert 'href="/sign-in/link"' in answer.text


def test_a_link_works_for_ten_minutes(client: Browser, contact: Person, clock: GivenClock) -> None:
    link = asked_link(client, contact.email)
    clock.forward(minutes=9, seconds=59)
    assert client.get(link).status_code == 200
    clock.forward(seconds=1)
    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410


def test_an_unknown_link_reads_like_a_used_one(client: Browser, app: Flask) -> None:
    answer = client.get("/sign-in/link/" + "x" * 43)
    assert answer.status_code == 410
    assert SPENT in words_of(answer)


def test_a_button_pressed_from_elsewhere_does_not_sign_in(client: Browser, contact: Person) -> None:
    link = asked_link(client, contact.email)
    assert client.post(link, token=False).status_code == 400
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("who", ["contact", "unknown", "former", "officer"])
def test_the_answer_never_says_whether_an_address_is_known(
    client: Browser, contact: Person, who: str
) -> None:
    emails = {"contact": contact.email, "former": contact.email, "unknown": "nobody@example.org"}
    if who == "former":
        contact.left_on = contact.since
    email = emails.get(who) or make_officer().email
    answer = ask(client, email)
    assert (answer.status_code, answer.location) == (302, "/sign-in/link-sent")
    assert email not in answer.text
    words = words_of(client.get(answer.location))
    assert "If the address that you gave is that of a company's contact" in words
    links = db.session.scalars(select(SignInLink)).all()
    assert len(links) == (1 if who == "contact" else 0)


@pytest.mark.parametrize("address", ["/sign-in/link", "/forgotten-password"])
def test_an_unknown_address_costs_the_same_work(
    client: Browser, contact: Person, address: str
) -> None:
    known = contact.email if address == "/sign-in/link" else make_officer().email
    page = client.get(address)

    def written_for(email: str) -> list[str]:
        sent = sent_by(lambda: client.submit(page, {"email": email}))
        return [statement.split()[2] for statement in sent if statement.startswith("INSERT")]

    for_somebody = written_for(known)
    assert {"sign_in_link", "outbox_mail", "audit_entry"} <= set(for_somebody)
    assert sorted(written_for("nobody@example.org")) == sorted([*for_somebody, "person"])
    assert len(db.session.scalars(select(SignInLink)).all()) == 1
    assert mails_to("nobody@example.org") == []


def test_an_officer_is_told_to_use_the_password(client: Browser, app: Flask) -> None:
    officer = make_officer()
    ask(client, officer.email)
    (mail,) = mails_to(officer.email)
    assert "You sign in with your password" in mail.text
    assert "sign-in/link/" not in mail.text


def test_the_address_may_be_typed_in_capitals(client: Browser, contact: Person) -> None:
    ask(client, contact.email.upper())
    assert len(mails_to(contact.email)) == 1


def test_asking_too_often_is_refused_known_or_not(client: Browser, contact: Person) -> None:
    for email in (contact.email, "nobody@example.org"):
        for _ in range(5):
            assert ask(client, email).status_code == 302
        answer = ask(client, email)
        assert answer.status_code == 429
        assert error_summary_of(answer) == ["There were too many attempts. Try again at 10:15am"]
    assert len(mails_to(contact.email)) == 5


def test_the_mail_leaves_once_the_request_is_answered(client: Browser, contact: Person) -> None:
    ask(client, contact.email)
    (mail,) = mails_to(contact.email)
    assert mail.sent_at is not None


def test_a_mail_never_leads_to_the_host_that_a_request_claims(app: Flask, contact: Person) -> None:
    with app.test_request_context(base_url="http://evil.example/"):
        ask_sign_in_link(contact.email, "", "192.0.2.7")
    (mail,) = mails_to(contact.email)
    assert "http://127.0.0.1:5000/sign-in/link/" in mail.text
    assert "evil" not in mail.text


def test_an_invitation_is_reached_through_the_link(client: Browser, contact: Person) -> None:
    asked = client.get("/invitations/7?from=mail")
    assert asked.location.startswith("/sign-in?next=")
    sign_in = client.get(asked.location)
    assert "Email me a sign-in link" in words_of(sign_in)
    onward = asked.location.removeprefix("/sign-in")
    link = asked_link(client, contact.email, onward)
    assert client.press(client.get(link), "Sign in").location == "/invitations/7?from=mail"


def test_a_link_never_leads_to_another_site(client: Browser, contact: Person) -> None:
    link = asked_link(client, contact.email, "?next=//evil.example")
    assert client.press(client.get(link), "Sign in").location == "/invitations"


def test_anothers_link_ends_the_session_that_was_there(
    client: Browser, contact: Person, client_as: Callable[[Person], Browser]
) -> None:
    link = asked_link(client, contact.email)
    browser = client_as(make_officer())
    browser.press(browser.get(link), "Sign in")
    assert browser.get("/companies").status_code == 403
    ended = select(SignIn).where(SignIn.ended_at.is_not(None))
    assert len(db.session.scalars(ended).all()) == 1


def test_a_contact_who_was_removed_cannot_use_a_link_from_before(
    client: Browser, contact: Person
) -> None:
    link = asked_link(client, contact.email)
    contact.left_on = contact.since
    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410


def test_a_sign_in_link_sets_no_password(client: Browser, contact: Person) -> None:
    token = asked_link(client, contact.email).rsplit("/", 1)[1]
    assert client.get(f"/set-password/{token}").status_code == 410
