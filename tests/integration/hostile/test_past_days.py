"""A page as at an earlier day tells nothing that came after it, and all that was so then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app.commissions import operations
from app.commissions.queries import invited
from app.commissions.rules import Reply
from app.database import db
from app.evaluation.rules import Interest
from app.people.models import Person
from app.quotes.operations import withdraw
from tests.browsing import Browser, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.delivery import make_deliverable
from tests.factories.evaluation import declare
from tests.factories.people import make_member, make_officer
from tests.factories.quotes import begin_opening, make_keyholder, pass_deadline, submit_quote

Browsers = Callable[[Person], Browser]
FIRST_DAY = "?as_at=2013-12-04"


def test_a_later_reason_for_declining_is_not_told(
    app: Flask, client_as: Browsers, clock: GivenClock
) -> None:
    commission = make_commission("issued")
    invitation = invitation_of(commission)
    clock.forward(days=2)
    contact = contact_of(invitation.company)
    operations.reply(invitation, Reply.DECLINED, "Too busy in spring.", by=contact)
    db.session.commit()
    browser, here = client_as(make_officer()), f"/commissions/{commission.reference}"
    assert "Too busy in spring." in words_of(browser.get(here))
    assert "Too busy in spring." not in words_of(browser.get(here + FIRST_DAY))


def test_a_deadline_that_was_extended_later_stands_as_it_was(
    app: Flask, client_as: Browsers, clock: GivenClock
) -> None:
    commission = make_commission("issued")
    clock.forward(days=2)
    deadline = commission.quote_deadline
    assert deadline is not None
    extended: operations.BriefChanges = {"quote_deadline": deadline + timedelta(days=10)}
    operations.amend_brief(commission, extended, "More time.", by=make_officer())
    db.session.commit()
    browser = client_as(make_officer())
    for path in (f"/commissions/{commission.reference}", "/commissions"):
        assert "28 December 2013" in words_of(browser.get(path))
        then = words_of(browser.get(path + FIRST_DAY))
        assert "28 December" not in then
        assert "18 December 2013" in then


def test_a_quote_that_was_withdrawn_later_is_listed(
    app: Flask, client_as: Browsers, clock: GivenClock
) -> None:
    commission = make_commission("issued")
    invitation = invitation_of(commission)
    quote = submit_quote(invitation)
    receipt = quote.receipt or ""
    clock.forward(days=2)
    withdraw(invitation, by=contact_of(invitation.company))
    db.session.commit()
    browser, here = client_as(make_officer()), f"/commissions/{commission.reference}"
    assert "4 December 2013 at 10:00:00 GMT" not in words_of(browser.get(here))
    then = words_of(browser.get(here + FIRST_DAY))
    assert "1 quote received" in then
    assert "4 December 2013 at 10:00:00 GMT" in then
    assert receipt


def test_a_declaration_that_was_replaced_later_is_the_one_of_its_day(
    app: Flask, client_as: Browsers, clock: GivenClock
) -> None:
    commission = make_commission("issued")
    member = make_member("Example Member")
    declare(commission, member)
    clock.forward(days=2)
    declare(commission, member, Interest.CONFLICT)
    page = client_as(make_officer()).get(f"/commissions/{commission.reference}{FIRST_DAY}")
    words = words_of(page)
    assert "Example Member" in words
    assert "A cousin works there." not in words


def test_an_opening_that_has_just_begun_is_not_told_of_earlier_days(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_commission("issued")
    pass_deadline(commission)
    begin_opening(commission, by=make_keyholder("Example Keyholder"))
    db.session.commit()
    browser, here = client_as(make_officer()), f"/commissions/{commission.reference}"
    assert "Begun by Example Keyholder" in words_of(browser.get(here))
    assert "Example Keyholder" not in words_of(browser.get(here + FIRST_DAY))


@pytest.mark.parametrize("day", ["0001-01-01", "1000-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_any_other(
    app: Flask, client_as: Browsers, day: str
) -> None:
    commission, _ = make_deliverable()
    browser, here = client_as(make_officer()), f"/commissions/{commission.reference}"
    slug = commission.milestone.action.plan.slug
    for path in ("/commissions", here, f"{here}/deliverables", f"/plans/{slug}", "/reports"):
        assert browser.get(f"{path}?as_at={day}").status_code in (200, 404)
    assert len(invited(commission)) == 3
