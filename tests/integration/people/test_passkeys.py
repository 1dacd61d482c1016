"""Passkeys: added by their owner, named, used to sign in, removed; and every way it must not go."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.database import db
from app.errors import NotFound
from app.people import operations
from app.people.models import Passkey, Person
from app.people.operations.passkeys import NOT_TAKEN, TOO_LATE
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.passkeys import AT, USER_HERE, Device, at_a_name, make_passkey
from tests.factories.people import make_company, make_member, make_officer, make_person
from tests.integration.people.seen import acts, entries, fresh, mails_to

SignIn = Callable[[Person], Browser]


@pytest.fixture
def una(app: Flask) -> Person:
    at_a_name()
    return make_company().contacts[0]


def begin(browser: Browser, page: str = "/sign-in/passkey") -> dict[str, Any]:
    """What the page's script asks for first."""
    where = page.replace("/new", "") if "/your-sign-in" in page else page
    answer = browser.post(f"{where}/begin")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return json.loads(answer.text)


def use(browser: Browser, device: Device, onward: str = "") -> TestResponse:
    """Sign in with the passkey of a device."""
    page = browser.get("/sign-in/passkey" + onward)
    given = device.use(begin(browser))
    return browser.submit(page, {"credential": given})


def add(browser: Browser, device: Device, name: str = "Work laptop") -> TestResponse:
    page = browser.get("/your-sign-in/passkeys/new")
    given = device.make(begin(browser, "/your-sign-in/passkeys/new"))
    return browser.submit(page, {"name": name, "credential": given}, follow=True)


def test_a_passkey_is_added_used_and_removed(app: Flask, una: Person, client_as: SignIn) -> None:
    device = Device()
    page = add(client_as(una), device)
    assert "You can sign in with the passkey “Work laptop”" in words_of(page)
    browser = fresh(app)
    assert use(browser, device).location == "/invitations"
    shown = browser.get("/your-sign-in")
    assert "Work laptop" in words_of(shown)
    kept = db.session.query(Passkey).one()
    assert (
        browser.press(
            browser.get(f"/your-sign-in/passkeys/{kept.id}/remove"), "Remove", follow=True
        ).status_code
        == 200
    )
    assert error_summary_of(use(fresh(app), device)) == [NOT_TAKEN]
    assert acts() == ["passkey added", "signed in by passkey", "passkey removed"]
    texts = [mail.text for mail in mails_to(una.email)]
    assert ["was added" in texts[0], "was removed" in texts[1]] == [True, True]


def test_staff_sign_in_by_passkey_and_go_on_to_where_they_meant(app: Flask) -> None:
    at_a_name()
    device = Device()
    make_passkey(make_member(), device)
    answer = use(fresh(app), device, "?next=/commissions")
    assert answer.location == "/commissions"


def test_several_passkeys_stand_for_one_person(una: Person, client_as: SignIn) -> None:
    browser = client_as(una)
    first, second = Device(), Device()
    add(browser, first)
    options = begin(browser, "/your-sign-in/passkeys/new")
    assert [each["id"] for each in options["excludeCredentials"]] == [
        json.loads(first.use({"challenge": ""}))["id"]
    ]
    add(browser, second, "Phone")
    assert first.handle == second.handle
    assert una.email not in first.handle


def test_what_browsers_are_told_to_ask_for(una: Person, client: Browser) -> None:
    options, _ = operations.begin_passkey(by=una)
    wanted = json.loads(options)["authenticatorSelection"]
    assert (wanted["residentKey"], wanted["userVerification"]) == ("required", "required")
    asked = begin(client)
    assert (asked["userVerification"], asked["rpId"]) == ("required", "tracker.example.org")
    assert asked["allowCredentials"] == []


def bent(origin: str = "", **others: Any) -> Callable[[Device], None]:
    def bend(device: Device) -> None:
        if origin:
            device.origin = origin
        for name, value in others.items():
            setattr(device, name, value)

    return bend


@pytest.mark.parametrize(
    "bend",
    [
        pytest.param(bent(origin="https://evil.example"), id="another origin"),
        pytest.param(bent(origin="http://tracker.example.org"), id="without TLS"),
        pytest.param(bent(origin="https://tracker.example.org:8443"), id="another port"),
        pytest.param(bent(name="example.org"), id="another name"),
        pytest.param(bent(flags=USER_HERE), id="nobody proved who they are"),
        pytest.param(bent(flags=0), id="nobody there"),
        pytest.param(bent(key=Device().key), id="another key"),
        pytest.param(bent(handle=""), id="nobody's handle"),
        pytest.param(bent(credential_id=b"x" * 32), id="an unknown passkey"),
    ],
)
def test_an_answer_that_is_not_right_lets_nobody_in(
    app: Flask, una: Person, bend: Callable[[Device], None]
) -> None:
    device = Device()
    make_passkey(una, device)
    bend(device)
    browser = fresh(app)
    answer = use(browser, device)
    assert (answer.status_code, error_summary_of(answer)) == (422, [NOT_TAKEN])
    assert browser.get("/your-company").status_code == 302


@pytest.mark.parametrize(
    "bend",
    [
        pytest.param(bent(origin="https://evil.example"), id="another origin"),
        pytest.param(bent(name="evil.example"), id="another name"),
        pytest.param(bent(flags=USER_HERE), id="nobody proved who they are"),
    ],
)
def test_a_passkey_made_elsewhere_is_not_added(
    una: Person, client_as: SignIn, bend: Callable[[Device], None]
) -> None:
    device = Device()
    bend(device)
    answer = add(client_as(una), device)
    assert error_summary_of(answer) == ["That passkey was not accepted. Try again"]
    assert "Work laptop" in answer.text, "what was typed is still there"
    assert db.session.query(Passkey).all() == []


def test_anothers_passkey_signs_in_its_owner_and_nobody_else(app: Flask, una: Person) -> None:
    ola = make_person(company=una.company)
    hers, his = Device(), Device()
    make_passkey(una, hers)
    make_passkey(ola, his)
    his.handle = hers.handle
    assert error_summary_of(use(fresh(app), his)) == [NOT_TAKEN]


def test_a_passkey_cannot_be_added_twice_or_for_two(una: Person, client_as: SignIn) -> None:
    device = Device()
    make_passkey(una, device)
    other = make_officer()
    answer = add(client_as(other), device)
    assert error_summary_of(answer) == ["That passkey has been added already"]


def test_an_answer_counts_once(app: Flask, una: Person) -> None:
    device = Device()
    make_passkey(una, device)
    browser = fresh(app)
    page = browser.get("/sign-in/passkey")
    given = device.use(begin(browser))
    with browser.session_transaction() as kept:
        token = kept["passkey_step"]
    assert browser.submit(page, {"credential": given}).status_code == 302
    again = fresh(app)
    page = again.get("/sign-in/passkey")
    with again.session_transaction() as kept:
        kept["passkey_step"] = token
    assert error_summary_of(again.submit(page, {"credential": given})) == [TOO_LATE]


def test_an_answer_counts_in_the_browser_that_asked(app: Flask, una: Person) -> None:
    device = Device()
    make_passkey(una, device)
    asked, other = fresh(app), fresh(app)
    given = device.use(begin(asked))
    page = other.get("/sign-in/passkey")
    assert error_summary_of(other.submit(page, {"credential": given})) == [TOO_LATE]


def test_a_challenge_is_good_for_five_minutes(app: Flask, una: Person, clock: GivenClock) -> None:
    device = Device()
    make_passkey(una, device)
    for seconds, status in ((299, 302), (300, 422)):
        browser = fresh(app)
        page = browser.get("/sign-in/passkey")
        given = device.use(begin(browser))
        clock.forward(seconds=seconds)
        assert browser.submit(page, {"credential": given}).status_code == status


def test_a_challenge_to_add_is_no_challenge_to_sign_in(una: Person, client_as: SignIn) -> None:
    device = Device()
    make_passkey(una, device)
    browser = client_as(una)
    options = begin(browser, "/your-sign-in/passkeys/new")
    page = browser.get("/sign-in/passkey")
    answer = browser.submit(page, {"credential": device.use(options)})
    assert error_summary_of(answer) == [TOO_LATE]


def test_a_count_that_goes_back_stops_the_passkey(app: Flask, una: Person) -> None:
    device = Device(count=5)
    make_passkey(una, device)
    device.count = 9
    assert use(fresh(app), device).status_code == 302
    device.count = 8  # the copy
    assert error_summary_of(use(fresh(app), device)) == [NOT_TAKEN]
    device.count = 30
    assert error_summary_of(use(fresh(app), device)) == [NOT_TAKEN], "it stays stopped"
    assert "passkey stopped" in acts()
    assert "there may be a copy of it" in mails_to(una.email)[-1].text
    assert entries()[-1].why == "passkey “Work laptop”: it was stopped, as it may have been copied"


def test_somebody_who_has_left_cannot_sign_in(app: Flask, una: Person) -> None:
    ola = make_person(company=una.company)
    device = Device()
    make_passkey(una, device)
    una.left_on = una.since
    db.session.commit()
    assert error_summary_of(use(fresh(app), device)) == [NOT_TAKEN]
    una.left_on = None
    assert una.company
    operations.remove_colleague(una.company, una.id, by=ola)
    assert db.session.query(Passkey).all() == []


def test_nobody_removes_the_passkey_of_another(una: Person, client_as: SignIn) -> None:
    passkey = make_passkey(una, Device())
    stranger = make_officer()
    assert client_as(stranger).get(f"/your-sign-in/passkeys/{passkey.id}/remove").status_code == 404
    with pytest.raises(NotFound):
        operations.remove_passkey(passkey.id, by=stranger)


@pytest.mark.parametrize(
    "given",
    [
        "{}",
        "[]",
        "null",
        "not JSON",
        "[" * 15_000,
        '{"id": "a", "rawId": "a", "type": "public-key", "response": {}}',
        json.dumps(
            {
                "id": "AAAA",
                "rawId": "AAAA",
                "type": "public-key",
                "response": dict.fromkeys(
                    ("clientDataJSON", "authenticatorData", "signature", "userHandle"), "é%"
                ),
            }
        ),
    ],
)
def test_a_malformed_answer_is_refused_in_words(app: Flask, una: Person, given: str) -> None:
    make_passkey(una, Device())
    browser = fresh(app)
    page = browser.get("/sign-in/passkey")
    begin(browser)
    answer = browser.submit(page, {"credential": given})
    assert (answer.status_code, error_summary_of(answer)) == (422, [NOT_TAKEN])


def test_malformed_parts_of_an_answer_are_refused_in_words(app: Flask, una: Person) -> None:
    device = Device()
    make_passkey(una, device)
    for part in ("clientDataJSON", "authenticatorData", "signature", "userHandle"):
        for content in ("", "AAAA", "____", 7, None, "e30"):
            browser = fresh(app)
            page = browser.get("/sign-in/passkey")
            given = json.loads(device.use(begin(browser)))
            given["response"][part] = content
            answer = browser.submit(page, {"credential": json.dumps(given)})
            assert answer.status_code in (422, 429), (part, content)


def test_guessing_is_limited(app: Flask, una: Person) -> None:
    device = Device(credential_id=b"unknown")
    statuses = [use(fresh(app), device).status_code for _ in range(21)]
    assert statuses == [422] * 20 + [429]


def test_without_scripts_it_says_what_is_missing(una: Person, client_as: SignIn) -> None:
    browser = client_as(una)
    page = browser.get("/your-sign-in/passkeys/new")
    assert "Passkeys need JavaScript" in words_of(page)
    assert error_summary_of(browser.submit(page, {"name": ""})) == ["Enter a name for the passkey"]
    named = browser.submit(page, {"name": "Phone"})
    assert error_summary_of(named) == ["Passkeys need JavaScript, which does not run here"]
    assert 'value="Phone"' in named.text


@pytest.mark.parametrize("address", ["http://127.0.0.1:5000", "http://tracker.example.org"])
def test_where_browsers_have_no_passkeys_the_pages_say_so(
    app: Flask, client_as: SignIn, client: Browser, address: str
) -> None:
    app.config["BASE_URL"] = address
    una = make_company().contacts[0]
    assert "Passkeys cannot be used at this address" in words_of(
        client_as(una).get("/your-sign-in")
    )
    assert "passkey" not in words_of(client.get("/sign-in"))
    assert client.post("/sign-in/passkey/begin").status_code == 409


def test_the_origin_is_that_of_the_settings_whatever_a_request_claims(
    app: Flask, una: Person
) -> None:
    device = Device()
    make_passkey(una, device)
    with app.test_request_context(base_url="https://evil.example/"):
        for origin, is_in in (("https://evil.example", False), (AT, True)):
            options, token = operations.begin_passkey_sign_in()
            device.origin = origin
            answer = device.use(json.loads(options))
            tried = operations.sign_in_with_passkey(answer, token, "192.0.2.1")
            assert (tried.person is not None) is is_in
