"""Setting a password by a link: invited, or having forgotten the old one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.access import Role
from app.database import db
from app.people.models import Person, SignInLink
from app.people.operations import invite_person
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.people import (
    PASSWORD,
    make_administrator,
    make_company,
    make_officer,
    with_password,
)
from tests.integration.people.seen import acts, link_to, mails_to

NEW = "seven otters by the quay"


@pytest.fixture
def invited(app: Flask) -> Person:
    administrator = make_administrator()
    person = invite_person(
        "Mòrag Example", "Morag@Example.org", [Role.MEMBER], by=administrator, job="Volunteer"
    )
    db.session.commit()
    return person


def choose(browser: Browser, link: str, password: str, again: str | None = None) -> TestResponse:
    page = browser.get(link)
    both = {"password": password, "again": password if again is None else again}
    return browser.submit(page, both)


def test_an_invited_person_sets_a_password_and_signs_in(client: Browser, invited: Person) -> None:
    answer = choose(client, link_to("morag@example.org", "set-password"), NEW)
    assert answer.location == "/sign-in"
    page = client.get("/sign-in")
    assert "Your password is set" in words_of(page)
    form = {"email": "morag@example.org", "password": NEW}
    assert client.submit(page, form).status_code == 302
    assert acts() == ["person invited", "password set", "signed in"]


def test_only_a_good_password_spends_the_link(client: Browser, invited: Person) -> None:
    link = link_to(invited.email, "set-password")
    for password, sentence in (
        ("short", "Password must be 12 characters or more"),
        ("password1234", "Password is too easy to guess. Use three or more words"),
        ("moragexample1", "Password must not be made of your name or email address"),
    ):
        answer = choose(client, link, password)
        assert answer.status_code == 422
        assert error_summary_of(answer)[0].startswith(sentence)
    assert choose(client, link, NEW).status_code == 302


def test_both_passwords_must_be_the_same(client: Browser, invited: Person) -> None:
    answer = choose(client, link_to(invited.email, "set-password"), NEW, NEW + "!")
    assert error_summary_of(answer) == ["The two passwords are not the same"]


def test_the_link_works_once(client: Browser, invited: Person) -> None:
    link = link_to(invited.email, "set-password")
    choose(client, link, NEW)
    assert client.get(link).status_code == 410
    form = {"password": PASSWORD, "again": PASSWORD}
    assert client.post(link, data=form).status_code == 410


def test_the_link_works_for_seven_days(client: Browser, invited: Person, clock: GivenClock) -> None:
    link = link_to(invited.email, "set-password")
    clock.forward(days=6, hours=23)
    assert client.get(link).status_code == 200
    clock.forward(hours=1)
    assert client.get(link).status_code == 410


def test_an_invitation_sent_again_ends_the_one_before(
    client: Browser, client_as: Callable[[Person], Browser], invited: Person
) -> None:
    first = link_to(invited.email, "set-password")
    browser = client_as(make_administrator())
    page = browser.get(f"/people/{invited.id}")
    browser.press(page, "Send the invitation again")
    second = link_to(invited.email, "set-password")
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


@pytest.mark.parametrize("who", ["officer", "unknown", "contact", "left"])
def test_a_forgotten_password_never_says_whether_an_address_is_known(
    client: Browser, app: Flask, who: str
) -> None:
    officer = with_password(make_officer())
    email = {"unknown": "nobody@example.org"}.get(who, officer.email)
    if who == "contact":
        email = make_company().contacts[0].email
    if who == "left":
        officer.left_on = officer.since
    answer = client.submit(client.get("/forgotten-password"), {"email": email})
    assert (answer.status_code, answer.location) == (302, "/forgotten-password/sent")
    assert client.get(answer.location).status_code == 200
    links = db.session.scalars(select(SignInLink)).all()
    assert len(links) == (1 if who == "officer" else 0)


def test_a_new_password_ends_the_other_sessions_and_the_old_password(
    client: Browser, client_as: Callable[[Person], Browser], app: Flask
) -> None:
    officer = with_password(make_officer())
    elsewhere = client_as(officer)
    client.submit(client.get("/forgotten-password"), {"email": officer.email})
    choose(client, link_to(officer.email, "set-password"), NEW)
    assert elsewhere.get("/companies").status_code == 302
    page = client.get("/sign-in")
    assert client.submit(page, {"email": officer.email, "password": PASSWORD}).status_code == 422
    assert client.submit(page, {"email": officer.email, "password": NEW}).status_code == 302


def test_a_link_for_a_new_password_works_for_one_hour(
    client: Browser, clock: GivenClock, app: Flask
) -> None:
    officer = with_password(make_officer())
    client.submit(client.get("/forgotten-password"), {"email": officer.email})
    link = link_to(officer.email, "set-password")
    clock.forward(minutes=60)
    assert client.get(link).status_code == 410


def test_a_company_is_told_that_it_has_no_password(client: Browser, app: Flask) -> None:
    email = make_company().contacts[0].email
    client.submit(client.get("/forgotten-password"), {"email": email})
    assert "Companies have no password" in mails_to(email)[-1].text


def test_a_link_for_a_password_signs_nobody_in(client: Browser, invited: Person) -> None:
    token = link_to(invited.email, "set-password").rsplit("/", 1)[1]
    assert client.post(f"/sign-in/link/{token}").status_code == 410
