"""A lost device: an administrator, for a company an officer, takes away passkeys and codes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.access import Role
from app.database import db
from app.errors import NotFound, RuleBroken
from app.people import operations
from app.people.models import CodeApp, Passkey, Person, RecoveryCode, SignIn
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.passkeys import Device, at_a_name, make_code_app, make_passkey
from tests.factories.people import make_administrator, make_company, make_officer, make_person
from tests.integration.people.seen import acts, entries, mails_to

SignInAs = Callable[[Person], Browser]
WHY = "Called back on the number in the register."


@pytest.fixture
def una(app: Flask) -> Person:
    at_a_name()
    una = make_company().contacts[0]
    make_passkey(una, Device())
    make_code_app(una)
    return una


def nothing_left() -> bool:
    return not any(db.session.query(each).count() for each in (CodeApp, Passkey, RecoveryCode))


def test_an_officer_takes_them_from_a_companys_person(una: Person, client_as: SignInAs) -> None:
    hers = client_as(una)
    officer = make_officer()
    browser = client_as(officer)
    page = browser.get(f"/companies/{una.company_id}")
    assert "Lost device" in words_of(page)
    page = browser.get(f"/companies/{una.company_id}/contacts/{una.id}/lost-device")
    assert "takes away 1 passkey and one-time codes" in words_of(page)
    assert error_summary_of(browser.submit(page, {"why": " "})) == ["Enter how you know who asks"]
    done = browser.submit(page, {"why": WHY}, follow=True)
    assert "was told by mail" in words_of(done)
    assert nothing_left()
    assert hers.get("/your-company").status_code == 302, "her sessions have ended"
    entry = entries()[-1]
    assert (entry.act, entry.actor_name, entry.why) == ("sign-in reset", officer.name, WHY)
    assert (
        f"{officer.name} took away your 1 passkey and one-time codes"
        in mails_to(una.email)[-1].text
    )
    again = browser.get(f"/companies/{una.company_id}/contacts/{una.id}/lost-device")
    assert "nothing to take away" in words_of(again)


def test_an_administrator_takes_them_from_staff(app: Flask, client_as: SignInAs) -> None:
    officer = make_officer()
    make_code_app(officer)
    browser = client_as(make_administrator())
    assert "lost-device" in browser.get(f"/people/{officer.id}").text
    page = browser.get(f"/people/{officer.id}/lost-device")
    browser.submit(page, {"why": WHY}, follow=True)
    assert nothing_left()
    assert acts()[-1] == "sign-in reset"


def test_nobody_else_may(una: Person, client_as: SignInAs) -> None:
    path = f"/companies/{una.company_id}/contacts/{una.id}/lost-device"
    assert client_as(make_administrator()).get(path).status_code == 403
    assert client_as(make_officer()).get(f"/people/{una.id}/lost-device").status_code == 403
    assert client_as(make_administrator()).get(f"/people/{una.id}/lost-device").status_code == 404
    colleague = make_person(company=una.company)
    for by in (colleague, make_administrator(), una):
        with pytest.raises(NotFound):
            operations.reset_sign_in(una, by=by, why=WHY)


def test_nobody_does_it_for_themselves(app: Flask) -> None:
    administrator = make_person(Role.ADMINISTRATOR, Role.OFFICER)
    make_code_app(administrator)
    with pytest.raises(RuleBroken, match="Ask another administrator"):
        operations.reset_sign_in(administrator, by=administrator, why=WHY)


def test_somebody_who_leaves_leaves_them_behind(una: Person) -> None:
    ola = make_person(company=una.company)
    assert una.company
    operations.remove_colleague(una.company, una.id, by=ola)
    assert nothing_left()
    assert db.session.query(SignIn).filter_by(person_id=una.id, ended_at=None).count() == 0


def test_staff_who_leave_leave_them_behind(app: Flask) -> None:
    officer = make_officer()
    make_code_app(officer)
    operations.mark_left(officer, by=make_administrator())
    assert nothing_left()
