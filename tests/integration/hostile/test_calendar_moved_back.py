"""A demonstration's calendar goes back before what was done: what was done stays done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.commissions import operations as commissions
from app.commissions.queries import invited, stage_now
from app.commissions.rules import Stage
from app.database import db
from app.delivery.operations import add_deliverable
from app.errors import RuleBroken
from app.quotes import operations as quotes
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of
from tests.factories.delivery import make_deliverable
from tests.factories.evaluation import make_opened
from tests.factories.people import make_officer
from tests.factories.quotes import begin_opening, make_keyholder, send_draft


def test_an_opened_commission_takes_no_quote_on_a_day_before_its_deadline(
    app: Flask, clock: GivenClock
) -> None:
    commission = make_opened()
    invitation = invited(commission)[0]
    clock.forward(days=-1)
    contact = contact_of(invitation.company)
    for act in (quotes.start_quote, send_draft, quotes.withdraw):
        with pytest.raises(RuleBroken, match="the quotes have been opened"):
            act(invitation, by=contact)
    assert stage_now(commission) is Stage.OPENED


def test_quotes_are_not_opened_again_on_a_day_before_their_opening(
    app: Flask, clock: GivenClock
) -> None:
    commission = make_opened()
    commission.opened_at = clock.at + timedelta(days=1)  # opened a day after the deadline
    with pytest.raises(RuleBroken, match="the quotes have been opened"):
        begin_opening(commission, by=make_keyholder())


def test_the_brief_of_an_opened_commission_is_not_amended_on_an_earlier_day(
    app: Flask, clock: GivenClock
) -> None:
    commission = make_opened()
    clock.forward(days=-1)
    with pytest.raises(RuleBroken, match="the quotes have been opened"):
        commissions.begin_amendment(commission, by=make_officer())


def test_deliverables_added_on_an_earlier_day_get_numbers_of_their_own(
    app: Flask, clock: GivenClock
) -> None:
    commission, first = make_deliverable()
    clock.forward(days=-1)
    second = add_deliverable(commission, "Interim report", "March 2014", by=make_officer())
    db.session.commit()
    assert (first.number, second.number) == (1, 2)
