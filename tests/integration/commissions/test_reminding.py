"""Companies that have said nothing are reminded; a later deadline is told to all at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app.audit.models import AuditEntry
from app.commissions import operations
from app.commissions.queries import invited, silent_companies
from app.commissions.rules import Reply
from app.database import db
from app.errors import RuleBroken
from app.mail import sent_mails
from app.people.models import Person
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, make_commission
from tests.factories.quotes import pass_deadline

SignIn = Callable[[Person], Browser]


def test_only_the_silent_are_reminded(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("issued")
    first, second, third = invited(commission)
    operations.reply(first, Reply.WILL_QUOTE, "", by=contact_of(first.company))
    browser = client_as(commission.officer)
    address = f"/commissions/{commission.reference}/remind"
    page = browser.get(address)
    assert first.company.name not in words_of(page)
    before = len(sent_mails())
    done = browser.submit(page, {"companies": [str(third.id)]}, follow=True)
    assert f"Reminded: {third.company.name}" in words_of(done)
    [mail] = sent_mails()[: len(sent_mails()) - before]
    assert mail.to == contact_of(third.company).email
    assert second.company.name not in mail.text
    assert "Last reminded at 10am on Wednesday 4 December 2013" in words_of(browser.get(address))
    entry = db.session.query(AuditEntry).filter_by(act="companies reminded").one()
    assert entry.after == third.company.name


def test_nobody_is_reminded_who_replied_meanwhile(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("issued")
    first = invited(commission)[0]
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/remind")
    operations.reply(first, Reply.DECLINED, "No time.", by=contact_of(first.company))
    refused = browser.submit(page, {"companies": [str(first.id)]})
    assert error_summary_of(refused) == [f"{first.company.name} has replied meanwhile"]
    none = browser.submit(page, {"companies": None})
    assert error_summary_of(none) == ["Select at least one company"]
    assert len(silent_companies(commission)) == 2


def test_every_company_is_told_of_the_later_deadline_with_its_reason(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("issued")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/extend")
    given = {
        "quote_deadline-day": "20",
        "quote_deadline-month": "12",
        "quote_deadline-year": "2013",
        "quote_deadline-time": "12 noon",
    }
    assert error_summary_of(browser.submit(page, given)) == ["Say why the deadline is extended"]
    before = len(sent_mails())
    done = browser.submit(page, {**given, "reason": "Our page was down."}, follow=True)
    assert "Deadline extended to 12 noon on Friday 20 December 2013" in words_of(done)
    told = sent_mails()[: len(sent_mails()) - before]
    assert len(told) == 3
    assert all("Our page was down." in mail.text for mail in told)


def test_a_deadline_that_has_passed_is_not_extended(app: Flask, clock: GivenClock) -> None:
    commission = make_commission("issued")
    assert commission.quote_deadline is not None
    later = commission.quote_deadline + timedelta(days=3)
    pass_deadline(commission)
    with pytest.raises(RuleBroken, match="deadline for quotes has passed"):
        operations.extend_deadline(commission, later, None, "Snow.", by=commission.officer)


def test_an_extension_takes_no_unfinished_amendment_with_it(app: Flask) -> None:
    commission = make_commission("issued")
    assert commission.quote_deadline is not None
    operations.begin_amendment(commission, by=commission.officer)
    later = commission.quote_deadline + timedelta(days=3)
    with pytest.raises(RuleBroken, match="amendment of the brief has been begun"):
        operations.extend_deadline(commission, later, None, "Snow.", by=commission.officer)
