"""The group's own people sign in by password, and out again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.access import Role
from app.database import db
from app.people.models import Person
from app.people.operations import sign_in
from app.people.operations.sign_in import hasher
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.people import (
    PASSWORD,
    make_administrator,
    make_company,
    make_officer,
    make_person,
    with_password,
)
from tests.integration.people.seen import acts, entries

WRONG = ["The email address or the password is wrong"]


@pytest.fixture
def officer(app: Flask) -> Person:
    return with_password(make_officer("Ailsa Example"))


def try_to_sign_in(
    browser: Browser, email: str, password: str = PASSWORD, onward: str = ""
) -> TestResponse:
    page = browser.get("/sign-in" + onward)
    return browser.submit(page, {"email": email, "password": password})


def test_somebody_signs_in_with_address_and_password(client: Browser, officer: Person) -> None:
    answer = try_to_sign_in(client, officer.email)
    assert (answer.status_code, answer.location) == (302, "/")
    assert client.get("/companies").status_code == 200
    assert acts()[-1] == "signed in"


def test_the_address_may_be_typed_in_capitals(client: Browser, officer: Person) -> None:
    assert try_to_sign_in(client, f" {officer.email.upper()} ").status_code == 302


@pytest.mark.parametrize("is_set_in_parts", [True, False])
def test_a_gaelic_or_emoji_password_is_the_same_from_every_keyboard(
    client: Browser, app: Flask, is_set_in_parts: bool
) -> None:
    both = ["tì is tòst 🐟 madainn", "ti\u0300 is to\u0300st 🐟 madainn"]
    typed, kept = both if is_set_in_parts else reversed(both)
    officer = with_password(make_officer(), kept)
    assert try_to_sign_in(client, officer.email, typed).status_code == 302


def test_passwords_are_kept_as_argon2id() -> None:
    assert hasher.hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_an_unknown_address_costs_a_check_of_a_password_too(
    client: Browser, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    cheap = sign_in.hasher
    verify = cheap.verify_and_update

    def watched(password: str, stored: str) -> tuple[bool, str | None]:
        checked.append(stored)
        return verify(password, stored)

    monkeypatch.setattr(cheap, "verify_and_update", watched)
    for email in (officer.email, "nobody@example.org", make_officer().email):
        try_to_sign_in(client, email, "not the password")
    assert checked == [officer.password_hash, sign_in.nobodys_hash(), sign_in.nobodys_hash()]


def test_a_wrong_password_is_refused_and_recorded(client: Browser, officer: Person) -> None:
    answer = try_to_sign_in(client, officer.email, "not the password")
    assert answer.status_code == 422
    assert error_summary_of(answer) == WRONG
    assert (entries()[-1].act, entries()[-1].why) == ("sign-in refused", "wrong password")
    assert client.get("/companies").status_code == 302


@pytest.mark.parametrize("who", ["unknown", "left", "invited", "contact"])
def test_nobody_else_can_tell_whether_an_address_is_known(
    client: Browser, officer: Person, who: str
) -> None:
    email = "nobody@example.org"
    if who == "left":
        officer.left_on = officer.since
        email = officer.email
    elif who == "invited":
        email = make_officer().email
    elif who == "contact":
        email = make_company().contacts[0].email
    answer = try_to_sign_in(client, email)
    assert (answer.status_code, error_summary_of(answer)) == (422, WRONG)


def test_an_empty_form_asks_for_both(client: Browser, app: Flask) -> None:
    answer = try_to_sign_in(client, "", "")
    assert error_summary_of(answer) == ["Enter your email address", "Enter your password"]


@pytest.mark.parametrize("is_known", [True, False])
def test_after_five_wrong_passwords_the_account_waits_whether_it_exists_or_not(
    client: Browser, officer: Person, clock: GivenClock, is_known: bool
) -> None:
    email = officer.email if is_known else "nobody@example.org"
    for _ in range(5):
        assert try_to_sign_in(client, email, "not the password").status_code == 422
    answer = try_to_sign_in(client, email)
    assert answer.status_code == 429
    assert error_summary_of(answer) == ["There were too many attempts. Try again at 10:15am"]
    clock.forward(minutes=14, seconds=59)
    assert try_to_sign_in(client, email).status_code == 429


def test_a_locked_account_opens_again_by_itself(
    client: Browser, officer: Person, clock: GivenClock
) -> None:
    for _ in range(5):
        try_to_sign_in(client, officer.email, "not the password")
    clock.forward(minutes=15)
    assert try_to_sign_in(client, officer.email).status_code == 302
    assert "sign-in locked for a while" in acts()


def test_signing_in_forgets_the_wrong_attempts_before_it(client: Browser, officer: Person) -> None:
    for _ in range(2):
        for _ in range(4):
            try_to_sign_in(client, officer.email, "not the password")
        assert try_to_sign_in(client, officer.email).status_code == 302
        client.post("/sign-out")


def test_one_network_address_may_not_try_many_accounts(client: Browser, officer: Person) -> None:
    for n in range(20):
        assert try_to_sign_in(client, f"guess{n}@example.org").status_code == 422
    assert try_to_sign_in(client, officer.email).status_code == 429
    elsewhere = {"REMOTE_ADDR": "198.51.100.7"}
    form = {"email": officer.email, "password": PASSWORD}
    answer = client.post("/sign-in", data=form, environ_overrides=elsewhere)
    assert answer.status_code == 302


def test_signing_out_makes_a_copied_cookie_worthless(
    app: Flask, client: Browser, officer: Person
) -> None:
    try_to_sign_in(client, officer.email)
    thief = app.test_client()
    cookie = client.get_cookie("tracker")
    assert cookie is not None
    thief.set_cookie("tracker", cookie.value)
    assert thief.get("/companies").status_code == 200
    page = client.get("/companies")
    assert client.press(page, "Sign out").status_code == 302
    assert thief.get("/companies").status_code == 302
    assert acts()[-1] == "signed out"


def test_signing_out_twice_does_no_harm(client: Browser, app: Flask) -> None:
    assert client.post("/sign-out").status_code == 302


def test_signing_out_is_no_link(client: Browser, app: Flask) -> None:
    assert client.get("/sign-out").status_code == 405


def test_a_session_ends_by_itself(client: Browser, officer: Person, clock: GivenClock) -> None:
    try_to_sign_in(client, officer.email)
    clock.forward(hours=12)
    assert client.get("/companies").status_code == 302


def test_a_cookie_from_before_signing_in_is_worth_nothing_after(
    client: Browser, officer: Person
) -> None:
    with client.session_transaction() as kept:
        kept["planted"] = "by somebody else"
        planted_token = kept["csrf_token"] = "0" * 64
    form = {"email": officer.email, "password": PASSWORD}
    client.post("/sign-in", data=form)
    with client.session_transaction() as kept:
        assert "planted" not in kept
        assert kept.get("csrf_token") != planted_token


def test_one_goes_on_to_the_page_that_was_asked_for(client: Browser, officer: Person) -> None:
    asked = client.get("/companies?q=example")
    page = client.get(asked.location)
    answer = client.submit(page, {"email": officer.email, "password": PASSWORD})
    assert answer.location == "/companies?q=example"


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "\\\\evil.example", "/\\evil.example", "https://evil.example", "%09//x.y"],
)
def test_one_never_goes_on_to_another_site(
    client: Browser, officer: Person, elsewhere: str
) -> None:
    answer = try_to_sign_in(client, officer.email, onward=f"?next={elsewhere}")
    assert answer.location == "/"


def test_a_form_without_its_token_is_refused(client: Browser, officer: Person) -> None:
    form = {"email": officer.email, "password": PASSWORD}
    answer = client.post("/sign-in", data=form, token=False)
    assert answer.status_code == 400
    assert "The tracker could not read what was sent" in words_of(answer)
    assert client.get("/companies").status_code == 302


def test_the_page_leads_companies_to_their_link(client: Browser, app: Flask) -> None:
    words = words_of(client.get("/sign-in"))
    assert words.index("work with the group") < words.index("invited to quote")
    invited = client.get("/sign-in?next=/invitations/7")
    words = words_of(invited)
    assert words.index("invited to quote") < words.index("work with the group")
    assert 'href="/sign-in/link?next=/invitations/7"' in invited.text


def test_somebody_who_leaves_is_out_at_once(
    client_as: Callable[[Person], Browser], officer: Person
) -> None:
    browser = client_as(officer)
    assert browser.get("/companies").status_code == 200
    administrator = client_as(make_administrator())
    page = administrator.get(f"/people/{officer.id}/left")
    administrator.submit(page)
    assert browser.get("/companies").status_code == 302


def test_a_role_that_is_taken_away_is_gone_at_once(
    client_as: Callable[[Person], Browser], officer: Person
) -> None:
    both = make_person(Role.OFFICER, Role.MEMBER)
    browser = client_as(both)
    assert browser.get("/companies").status_code == 200
    both.grants = [grant for grant in both.grants if grant.role is Role.MEMBER]
    db.session.commit()
    assert browser.get("/companies").status_code == 403
