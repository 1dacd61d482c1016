"""Outcome letters wait, can be stopped until they leave, and leave by a timer or a button."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.audit.models import AuditEntry
from app.commissions.models import Commission
from app.commissions.queries import invited
from app.database import db
from app.errors import RuleBroken
from app.evaluation import operations
from app.mail import sent_mails
from app.people.models import Person
from tests.browsing import Browser, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of
from tests.factories.evaluation import make_awarded
from tests.factories.people import make_officer

Browsers = Callable[[Person], Browser]


@pytest.fixture
def decided(app: Flask) -> Commission:
    return make_awarded(told=False)


def _order(browser: Browser, commission: Commission, words: str = "Say more.") -> None:
    page = browser.get(f"/commissions/{commission.reference}/letters")
    fields = re.findall(r'name="(feedback_\d+)"', page.text)
    browser.submit(page, {fields[0]: words})


def _told() -> list[str]:
    return [mail.to for mail in sent_mails() if mail.subject.startswith("Outcome")]


def test_ordered_letters_wait_and_nobody_is_told_or_asked_to_send_them(
    decided: Commission, client_as: Browsers, client: FlaskClient
) -> None:
    browser = client_as(make_officer())
    _order(browser, decided)
    assert _told() == []
    assert "No outcome has been published yet" in words_of(client.get("/outcomes"))
    page = words_of(browser.get(f"/commissions/{decided.reference}/letters"))
    assert "leave 60 minutes later" in page
    assert "Say more." in page
    assert "Send the outcome letters" not in words_of(browser.get("/"))


def test_stopped_letters_keep_their_words_and_can_be_ordered_again(
    decided: Commission, client_as: Browsers, clock: GivenClock, app: Flask
) -> None:
    browser = client_as(make_officer())
    _order(browser, decided)
    page = browser.get(f"/commissions/{decided.reference}/letters")
    silent = browser.press(page, "Stop the letters")
    assert silent.status_code == 422
    assert "Enter why you stop the letters" in words_of(silent)
    browser.submit(page, {"reason": "The name is misspelt."}, button="Stop the letters")
    clock.forward(hours=2)
    app.test_cli_runner().invoke(args=["send-mail"])
    assert _told() == []
    acts = [entry.act for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert acts[-2:] == ["outcome letters ordered", "outcome letters stopped"]
    page = browser.get(f"/commissions/{decided.reference}/letters")
    assert "Say more." in page.text
    assert "Send the outcome letters" in words_of(browser.get("/"))
    browser.press(page, "Send all letters")
    clock.forward(minutes=60)
    app.test_cli_runner().invoke(args=["send-mail"])
    assert len(_told()) == 3


def test_the_timer_sends_due_letters_once(
    decided: Commission, client_as: Browsers, clock: GivenClock, app: Flask
) -> None:
    browser = client_as(make_officer())
    _order(browser, decided)
    clock.forward(minutes=59)
    app.test_cli_runner().invoke(args=["send-mail"])
    assert _told() == []
    clock.forward(minutes=1)
    for _ in range(2):
        app.test_cli_runner().invoke(args=["send-mail"])
    assert len(_told()) == len(set(_told())) == 3
    assert any("Say more." in mail.text for mail in sent_mails())


def test_without_a_timer_due_letters_leave_by_a_button_and_not_before(
    decided: Commission, client_as: Browsers, clock: GivenClock
) -> None:
    officer = make_officer()
    browser = client_as(officer)
    _order(browser, decided)
    with pytest.raises(RuleBroken, match="No outcome letters are due"):
        operations.send_ordered_letters(decided, by=officer)
    clock.forward(hours=1)
    assert "Send the outcome letters" in words_of(browser.get("/"))
    page = browser.get(f"/commissions/{decided.reference}/letters")
    assert "Until they have left, they can still be stopped" in words_of(page)
    browser.press(page, "Send them now")
    assert len(_told()) == 3
    with pytest.raises(RuleBroken, match="they have left"):
        operations.stop_letters(decided, "Too late.", by=officer)


def test_letters_are_ordered_once(decided: Commission) -> None:
    officer = make_officer()
    operations.order_letters(decided, {}, by=officer)
    with pytest.raises(RuleBroken, match="waiting to leave already"):
        operations.order_letters(decided, {}, by=make_officer())


def test_a_company_asks_for_more_and_it_is_tracked_until_given(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_awarded()
    invitation, other = invited(commission)[1:3]
    company = client_as(contact_of(invitation.company))
    officer = client_as(make_officer())
    page = company.get(f"/invitations/{invitation.id}/outcome/feedback")
    empty = company.submit(page, {"text": " "})
    assert "Enter what you would like to know" in words_of(empty)
    company.submit(page, {"text": "Why was our method a 2?"})
    twice = company.get(f"/invitations/{invitation.id}/outcome/feedback")
    assert "has not been answered yet" in words_of(twice)
    need = f"Give {invitation.company.name} the feedback that it asked for"
    assert need in words_of(officer.get("/"))
    listed = officer.get(f"/commissions/{commission.reference}/feedback")
    link = re.search(r'href="(/commissions/[^"]+/feedback/\d+)"', listed.text)
    assert link, words_of(listed)
    page = officer.get(link[1])
    assert "Why was our method a 2?" in words_of(page)
    officer.submit(page, {"text": "It names nobody who would be asked."})
    assert need not in words_of(officer.get("/"))
    assert "It names nobody" in words_of(company.get(f"/invitations/{invitation.id}/outcome"))
    assert sent_mails()[0].to == contact_of(invitation.company).email
    stranger = client_as(contact_of(other.company))
    assert "It names nobody" not in words_of(stranger.get(f"/invitations/{other.id}/outcome"))
    assert stranger.get(f"/invitations/{invitation.id}/outcome/feedback").status_code == 404


def test_no_company_asks_before_it_was_told(decided: Commission, client_as: Browsers) -> None:
    invitation = invited(decided)[0]
    company = client_as(contact_of(invitation.company))
    assert company.get(f"/invitations/{invitation.id}/outcome/feedback").status_code == 404


def test_letters_that_are_due_can_be_stopped_as_long_as_they_have_not_left(
    decided: Commission, client_as: Browsers, clock: GivenClock, app: Flask
) -> None:
    browser = client_as(make_officer())
    _order(browser, decided)
    clock.forward(hours=2)
    page = browser.get(f"/commissions/{decided.reference}/letters")
    browser.submit(page, {"reason": "A wrong name."}, button="Stop the letters")
    app.test_cli_runner().invoke(args=["send-mail"])
    assert _told() == []
