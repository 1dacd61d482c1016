"""One-time codes: set up, asked for after password or link, used once each; recovery codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from pyotp.totp import TOTP
from werkzeug.test import TestResponse

from app.database import committed, db
from app.people import operations
from app.people.models import CodeApp, Person, RecoveryCode
from app.people.operations.codes import WRONG
from app.sealing import new_key
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.passkeys import App, make_code_app
from tests.factories.people import PASSWORD, make_company, make_officer, with_password
from tests.integration.people.seen import acts, fresh, link_to, mails_to

SignIn = Callable[[Person], Browser]


@pytest.fixture
def una(app: Flask) -> Person:
    return make_company().contacts[0]


@pytest.fixture
def app_of(una: Person, clock: GivenClock) -> App:
    """Una's app; the next code is one that was not used."""
    made = make_code_app(una)
    clock.forward(seconds=60)
    return made


def open_link(browser: Browser, person: Person, onward: str = "") -> TestResponse:
    browser.submit(browser.get("/sign-in/link" + onward), {"email": person.email})
    link = link_to(person.email, "sign-in/link")
    return browser.press(browser.get(link), "Sign in", follow=True)


def enter(page: TestResponse, browser: Browser, code: str) -> TestResponse:
    return browser.submit(page, {"code": code})


def test_codes_are_set_up_and_recovery_codes_shown_once(una: Person, client_as: SignIn) -> None:
    browser = client_as(una)
    page = browser.press(browser.get("/your-sign-in"), "Set up one-time codes", follow=True)
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)
    assert secret and "data:image/svg+xml" in page.text
    assert re.fullmatch(r"([A-Z2-7]{4} )+[A-Z2-7]{1,4}", secret[1])
    app = App(secret[1].replace(" ", ""))
    wrong = browser.submit(page, {"code": "000000"})
    assert error_summary_of(wrong)[0].startswith("That code is not right")
    assert secret[1] in wrong.text, "a slip does not make another secret"
    done = browser.submit(wrong, {"code": app.code()})
    codes = re.findall(r"<code>([a-z2-9]{4}(?: [a-z2-9]{4}){3})</code>", done.text)
    assert len(set(codes)) == 10
    for path in ("/your-sign-in", "/your-sign-in/codes/new"):
        later = browser.get(path, follow_redirects=True).text
        assert secret[1] not in later and codes[0] not in later
    assert "asks for a one-time code" in mails_to(una.email)[-1].text
    assert acts() == ["one-time codes begun", "one-time codes set up"]


def test_a_company_is_asked_after_its_link(app: Flask, una: Person, app_of: App) -> None:
    browser = fresh(app)
    page = open_link(browser, una, "?next=/your-company")
    assert "Enter your code" in words_of(page)
    assert browser.get("/your-company").status_code == 302, "not in yet"
    assert enter(page, browser, app_of.code()).location == "/your-company"
    assert browser.get("/your-company").status_code == 200
    assert acts()[-2:] == ["link opened, and a code asked for", "signed in with a code"]


def test_staff_are_asked_after_their_password(app: Flask, clock: GivenClock) -> None:
    morag = with_password(make_officer())
    made = make_code_app(morag)
    clock.forward(seconds=60)
    browser = fresh(app)
    given = {"email": morag.email, "password": PASSWORD}
    page = browser.submit(browser.get("/sign-in"), given, follow=True)
    assert "Enter your code" in words_of(page)
    assert browser.get("/commissions").status_code == 302
    assert "signed in" not in acts()
    assert enter(page, browser, f" {made.code()[:3]} {made.code()[3:]} ").location == "/"


def test_a_code_works_once(app: Flask, una: Person, app_of: App) -> None:
    code = app_of.code()
    first, second = fresh(app), fresh(app)
    assert enter(open_link(first, una), first, code).status_code == 302
    page = enter(open_link(second, una), second, code)
    assert error_summary_of(page) == [WRONG]


def test_the_code_that_set_it_up_is_used_up(app: Flask, una: Person) -> None:
    made = make_code_app(una)
    browser = fresh(app)
    assert error_summary_of(enter(open_link(browser, una), browser, made.code())) == [WRONG]


def test_of_two_at_the_same_moment_one_is_in(built: Flask, una: Person, app_of: App) -> None:
    tokens = [operations.begin_code(una, "") for _ in range(4)]
    db.session.commit()
    code = app_of.code()

    def attempt(token: str) -> bool:
        with built.app_context(), committed():
            return operations.sign_in_with_code(token, code, "192.0.2.1")[0].person is not None

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(attempt, tokens))
    assert sorted(done) == [False, False, False, True]


@pytest.mark.parametrize(
    ("steps", "is_in"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_one_step_wrong(
    app: Flask, una: Person, app_of: App, clock: GivenClock, steps: int, is_in: bool
) -> None:
    clock.forward(minutes=5)
    browser = fresh(app)
    answer = enter(open_link(browser, una), browser, app_of.code(steps))
    assert (answer.status_code == 302) is is_in


def test_an_earlier_code_does_not_follow_a_later_one(app: Flask, una: Person, app_of: App) -> None:
    now, before = app_of.code(), app_of.code(-1)
    for code, is_in in ((now, True), (before, False)):
        browser = fresh(app)
        assert (enter(open_link(browser, una), browser, code).status_code == 302) is is_in


def test_guessing_is_limited_and_told(app: Flask, una: Person, app_of: App) -> None:
    browser = fresh(app)
    page = open_link(browser, una)
    statuses = []
    for _ in range(6):
        page = enter(page, browser, "123456")
        statuses.append(page.status_code)
    assert statuses == [422] * 5 + [429]
    assert enter(page, browser, app_of.code()).status_code == 429, "the right one too, for a while"
    assert "sign-in locked for a while" in acts()


def test_the_code_is_asked_for_in_ten_minutes(
    app: Flask, una: Person, app_of: App, clock: GivenClock
) -> None:
    browser = fresh(app)
    page = open_link(browser, una)
    clock.forward(minutes=10)
    late = enter(page, browser, app_of.code())
    assert (late.status_code, "Sign in again" in words_of(late)) == (410, True)


def test_nobody_gets_to_the_code_without_the_link(client: Browser) -> None:
    assert client.get("/sign-in/code").status_code == 410


def test_a_recovery_code_works_once(app: Flask, una: Person, app_of: App) -> None:
    code = app_of.recovery[3]
    first, second = fresh(app), fresh(app)
    given = f" {code.upper().replace(' ', '-')} "
    assert enter(open_link(first, una), first, given).status_code == 302
    assert "9 are left" in mails_to(una.email)[-1].text
    assert error_summary_of(enter(open_link(second, una), second, code)) == [WRONG]


def test_anothers_recovery_code_does_not_work(app: Flask, una: Person, app_of: App) -> None:
    other = make_code_app(make_officer())
    browser = fresh(app)
    assert error_summary_of(enter(open_link(browser, una), browser, other.recovery[0])) == [WRONG]


def test_new_recovery_codes_end_the_old(
    app: Flask, una: Person, app_of: App, client_as: SignIn
) -> None:
    browser = client_as(una)
    page = browser.get("/your-sign-in/codes/recovery")
    assert error_summary_of(browser.submit(page, {"code": "111111"})) == [WRONG]
    done = browser.submit(page, {"code": app_of.code()})
    renewed = re.findall(r"<code>([a-z2-9 ]+)</code>", done.text)
    assert len(renewed) == 10 and set(renewed).isdisjoint(app_of.recovery)
    other = fresh(app)
    assert error_summary_of(enter(open_link(other, una), other, app_of.recovery[0])) == [WRONG]
    assert enter(open_link(other, una), other, renewed[0]).status_code == 302


def test_removing_asks_for_a_code(app: Flask, una: Person, app_of: App, client_as: SignIn) -> None:
    browser = client_as(una)
    page = browser.get("/your-sign-in/codes/remove")
    assert error_summary_of(browser.submit(page, {"code": ""})) == ["Enter the code"]
    assert error_summary_of(browser.submit(page, {"code": "111111"})) == [WRONG]
    assert db.session.query(CodeApp).count() == 1
    done = browser.submit(page, {"code": app_of.code()}, follow=True)
    assert "no longer asked for one-time codes" in words_of(done)
    assert (db.session.query(CodeApp).count(), db.session.query(RecoveryCode).count()) == (0, 0)
    assert browser.get("/your-sign-in/codes/remove").status_code == 409
    assert open_link(fresh(app), una).request.path == "/invitations"


def test_a_stolen_database_shows_no_secret(una: Person, app_of: App) -> None:
    kept = db.session.query(CodeApp).one()
    assert kept.sealed_secret.startswith(b"age-encryption.org/v1")
    assert app_of.secret.encode() not in kept.sealed_secret
    hashes = {each.code_hash for each in db.session.query(RecoveryCode)}
    assert all(re.fullmatch(r"[0-9a-f]{64}", each) for each in hashes)


def test_a_secret_of_ones_own_put_in_anothers_row_opens_nothing(
    app: Flask, una: Person, app_of: App, clock: GivenClock
) -> None:
    eve = make_officer()
    hers = make_code_app(eve)
    clock.forward(seconds=60)
    rows = {each.person_id: each for each in db.session.query(CodeApp)}
    rows[una.id].sealed_secret = rows[eve.id].sealed_secret
    browser = fresh(app)
    assert error_summary_of(enter(open_link(browser, una), browser, hers.code())) == [WRONG]


def test_with_another_server_key_a_recovery_code_still_works(
    app: Flask, una: Person, app_of: App
) -> None:
    app.config["SERVER_KEY_FILE"].write_text(f"{new_key().secret}\n")
    browser = fresh(app)
    page = enter(open_link(browser, una), browser, app_of.code())
    assert error_summary_of(page) == [WRONG]
    assert enter(page, browser, app_of.recovery[0]).status_code == 302


def test_codes_begun_and_not_confirmed_are_asked_of_nobody(app: Flask, una: Person) -> None:
    operations.begin_codes(by=una)
    assert open_link(fresh(app), una).request.path == "/invitations"


def test_a_secret_is_what_apps_expect(una: Person) -> None:
    operations.begin_codes(by=una)
    shown = operations.secret_to_show(una)
    assert shown
    assert shown[1].startswith("otpauth://totp/")
    assert len(TOTP(shown[0].replace(" ", "")).byte_secret()) == 20
