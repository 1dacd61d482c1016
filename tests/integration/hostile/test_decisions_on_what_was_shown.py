"""Whoever decides decides on what they read, not on what has taken its place since."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from app import clock
from app.commissions.queries import stage_now
from app.commissions.rules import Stage
from app.database import db
from app.delivery.operations import (
    decide_date,
    decide_receipt,
    propose_date,
    record_received,
)
from app.delivery.queries import standing_of
from app.evaluation.operations import decide_award
from app.people.models import Person
from app.plans.models import Agreement, Cause, Milestone
from app.position.operations import write_sentence
from app.quotes.queries import opened_quotes
from app.seen import CHANGED
from tests.browsing import Browser, error_summary_of
from tests.factories.commissions import make_milestone
from tests.factories.delivery import make_deliverable
from tests.factories.evaluation import make_scored, propose
from tests.factories.people import make_officer

Browsers = Callable[[Person], Browser]


def test_a_sentence_that_was_changed_is_not_approved_unread(
    app: Flask, client_as: Browsers
) -> None:
    milestone: Milestone = make_milestone()
    writer, reader = make_officer(), client_as(make_officer())
    sentence = write_sentence(milestone, "The review is late.", facts="", by=writer)
    page = reader.get(f"/sentences/{_committed(sentence.id)}")
    write_sentence(milestone, "The review is on time.", facts="", by=writer)
    refused = reader.submit(page, {"decision": "approve"})
    assert error_summary_of(refused) == [CHANGED]
    db.session.refresh(sentence)
    assert sentence.outcome is Agreement.PROPOSED
    assert reader.submit(refused, {"decision": "approve"}).status_code == 302


def test_an_award_that_took_the_place_of_another_is_not_approved_unread(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_scored()
    propose(commission)
    reader = client_as(make_officer())
    page = reader.get(f"/commissions/{commission.reference}/award/decision")
    decide_award(commission, False, "Look again.", by=make_officer())
    propose(commission, opened_quotes(commission)[2])
    refused = reader.submit(page, {"decision": "approve"})
    assert error_summary_of(refused) == [CHANGED]
    db.session.expire_all()
    assert stage_now(commission) is Stage.RECOMMENDED


def test_a_date_that_took_the_place_of_another_is_not_approved_unread(
    app: Flask, client_as: Browsers
) -> None:
    commission, due = make_deliverable()
    proposer, reader = make_officer(), client_as(make_officer())

    def propose_another(when: str) -> None:
        propose_date(commission, due, when, reason="Late.", cause=Cause.OTHER, by=proposer)
        db.session.commit()

    propose_another("June 2014")
    page = reader.get(
        f"/commissions/{commission.reference}/deliverables/{due.number}/date/decision"
    )
    decide_date(commission, due, approve=False, reason="Too late.", by=make_officer())
    propose_another("June 2016")
    refused = reader.submit(page, {"decision": "approve"})
    assert error_summary_of(refused) == [CHANGED]


def test_a_delivery_that_took_the_place_of_another_is_not_accepted_unread(
    app: Flask, client_as: Browsers
) -> None:
    commission, due = make_deliverable()
    officer, reader = make_officer(), client_as(make_officer())

    def receive(note: str) -> None:
        today = clock.today()
        record_received(commission, due, today, note=note, file=None, by=officer)
        db.session.commit()

    receive("The report.")
    page = reader.get(f"/commissions/{commission.reference}/deliverables/{due.number}/acceptance")
    decide_receipt(commission, due, accept=False, reason="Pages are missing.", by=officer)
    receive("A shorter report.")
    refused = reader.submit(page, {"decision": "accept"})
    assert error_summary_of(refused) == [CHANGED]
    db.session.expire_all()
    assert standing_of(due, clock.today()).accepted_on is None


def _committed(number: int) -> int:
    db.session.commit()
    return number
