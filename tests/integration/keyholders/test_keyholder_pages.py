"""The pages on which keyholders make keys, rehearse and wrap again, as a browser has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.access import Role
from app.audit.models import AuditEntry
from app.commissions.models import Commission
from app.database import db
from app.keyholders.models import KeyholderKey
from app.people.models import Person
from app.people.operations import mark_left
from app.sealing import locking
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.commissions import make_commission
from tests.factories.keyholders import made_key, ready_keyholders
from tests.factories.people import make_administrator, make_officer, make_person
from tests.printed import ua_faults, words_of_pdf

ClientAs = Callable[[Person], Browser]


def shown_words(page: TestResponse) -> str:
    soup = BeautifulSoup(page.data, "html5lib")
    return " ".join(item.get_text(strip=True) for item in soup.select("ol strong"))


def typed_by(keyholder: Person, other: Person | None = None) -> dict[str, str]:
    typed = {"passphrase": made_key(keyholder).passphrase}
    if other is not None:
        typed |= {"other": str(other.id), "other_passphrase": made_key(other).passphrase}
    return typed


def test_a_keyholder_makes_a_key_prints_the_sheet_and_types_the_words_back(
    app: Flask, client_as: ClientAs
) -> None:
    holder = make_person(Role.KEYHOLDER, name="Ann Example")
    browser = client_as(holder)
    assert "You have no key yet" in words_of(browser.get("/keys"))
    page = browser.submit(browser.get("/keys/mine"), {"is_recovery": True})
    words = shown_words(page)
    assert len(words.split()) == 6
    sheet = browser.press(page, "Print the sheet")
    assert sheet.mimetype == "application/pdf"
    printed = words_of_pdf(sheet.data)
    assert ua_faults(sheet.data) == []
    assert all(word in printed for word in words.split())
    assert "BEGIN AGE ENCRYPTED FILE" in printed and "Keep it as you would keep cash" in printed
    assert "not in use" in words_of(browser.get("/keys"))
    wrong = browser.submit(browser.get("/keys/mine/confirm"), {"passphrase": "not those words"})
    assert error_summary_of(wrong)[0].startswith("This passphrase does not open the key of Ann")
    done = browser.submit(wrong, {"passphrase": words.upper()}, follow=True)
    assert "Your key is in use" in done.text
    assert "Recovery key, printed" in words_of(done)
    (key,) = db.session.scalars(select(KeyholderKey))
    assert locking.unlock(key.locked, words).startswith("AGE-SECRET-KEY-1")
    kept = repr(db.session.execute(select(*AuditEntry.__table__.columns)).all())
    assert all(f" {word} " not in kept for word in words.split())
    assert "AGE-SECRET-KEY" not in kept


def test_the_sheet_of_another_key_than_the_one_just_made_is_not_printed(
    app: Flask, client_as: ClientAs
) -> None:
    browser = client_as(ready_keyholders()[0])
    assert browser.post("/keys/mine/sheet.pdf", data={"words": "a b c d e f"}).status_code == 404


def test_the_page_says_who_has_a_key_and_who_last_proved_it(
    app: Flask, client_as: ClientAs
) -> None:
    make_person(Role.KEYHOLDER, name="Without Key")
    first, second, *_ = ready_keyholders()
    page = words_of(client_as(make_officer()).get("/keys"))
    assert f"{first.name} and {second.name} last opened a test envelope" in page
    assert "Without Key No key yet" in page
    assert "Your key" not in page


def test_two_rehearse_at_one_screen_and_at_two(app: Flask, client_as: ClientAs) -> None:
    first, second, third, *_ = ready_keyholders()
    browser = client_as(first)
    page = browser.get("/keys/rehearsal")
    done = browser.submit(page, typed_by(first, third), button="Open", follow=True)
    assert f"{first.name} and {third.name} last opened" in words_of(done)
    begun = browser.submit(page, typed_by(first), button="Open", follow=True)
    assert "You have begun" in words_of(begun)
    other = client_as(second)
    told = other.get("/keys/rehearsal")
    assert f"{first.name} has begun" in words_of(told)
    done = other.submit(told, typed_by(second), button="Join", follow=True)
    assert f"{first.name} and {second.name} last opened" in words_of(done)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"other_passphrase": ""}, "Enter the passphrase of"),
        ({"other": "0"}, "Choose whose passphrase the second one is"),
        ({"passphrase": ""}, "Enter your passphrase"),
        ({"other": "999"}, "Not a valid choice"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    app: Flask, client_as: ClientAs, changes: dict[str, str], sentence: str
) -> None:
    first, second, *_ = ready_keyholders()
    browser = client_as(first)
    typed = {**typed_by(first, second), **changes}
    refused = browser.submit(browser.get("/keys/rehearsal"), typed, button="Open")
    assert refused.status_code == 422
    assert sentence in error_summary_of(refused)[0]


def test_the_issue_page_says_what_is_missing_and_leads_to_it(
    app: Flask, client_as: ClientAs
) -> None:
    commission = make_commission("draft")
    for key in db.session.scalars(select(KeyholderKey)).all()[2:]:
        key.retired_at = key.made_at
    db.session.commit()
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/issue")
    assert "only 2 keyholders of them have a key" in words_of(page)
    assert f'href="/keys?ref={commission.reference}"' in page.text
    assert "Issue the brief" not in words_of(page)


def test_two_wrap_again_for_those_of_now(app: Flask, client_as: ClientAs) -> None:
    commission: Commission = make_commission("issued")
    leaver, first, second, *_ = ready_keyholders()
    mark_left(leaver, by=make_administrator())
    db.session.commit()
    browser = client_as(first)
    page = browser.get("/keys/wrapping")
    stands = f"{commission.reference} {commission.title} 4 of 4, and 1 key no longer"
    assert stands in words_of(page)
    done = browser.submit(page, typed_by(first, second), button="Wrap again", follow=True)
    assert "Everything is wrapped for the keyholders of now" in words_of(done)
    assert "It does not reach old backups" in words_of(done)


def test_the_start_page_says_what_keyholders_have_to_do(app: Flask, client_as: ClientAs) -> None:
    joiner = make_person(Role.KEYHOLDER)
    make_commission("issued")
    leaver, first, second, *_ = ready_keyholders()
    assert "Make your key" in words_of(client_as(joiner).get("/"))
    assert "Nothing waits for you today" in words_of(client_as(first).get("/"))
    mark_left(leaver, by=make_administrator())
    db.session.commit()
    browser = client_as(first)
    assert "Wrap again what runs" in words_of(browser.get("/"))
    browser.submit(browser.get("/keys/rehearsal"), typed_by(first), button="Open")
    assert "Join the rehearsal" in words_of(client_as(second).get("/"))
    assert "Join the rehearsal" not in words_of(browser.get("/"))


def test_administrators_have_no_key(app: Flask, client_as: ClientAs) -> None:
    browser = client_as(make_person(Role.KEYHOLDER, Role.ADMINISTRATOR))
    assert browser.get("/keys").status_code == 200
    for path in ("/keys/mine", "/keys/mine/confirm", "/keys/rehearsal", "/keys/wrapping"):
        assert browser.get(path).status_code == 404
