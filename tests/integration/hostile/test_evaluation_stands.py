"""What was declared, scored and decided stays so, whatever becomes of the people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.access import Role
from app.audit.models import AuditEntry
from app.commissions.queries import invited
from app.database import db
from app.errors import RuleBroken
from app.evaluation import queries
from app.evaluation.rules import Interest
from app.people.models import Person
from app.people.queries import people_with_role
from tests.browsing import Browser, words_of
from tests.factories.commissions import contact_of
from tests.factories.evaluation import declare, make_awarded, make_opened, make_scored, propose
from tests.factories.people import make_administrator, make_member

Browsers = Callable[[Person], Browser]


def test_a_declared_conflict_cannot_be_taken_back(app: Flask, client_as: Browsers) -> None:
    commission = make_opened([9_000])
    member = make_member()
    declare(commission, member, Interest.CONFLICT)
    with pytest.raises(RuleBroken, match="cannot be taken back"):
        declare(commission, member)
    browser = client_as(member)
    page = browser.get(f"/commissions/{commission.reference}/declare")
    assert "This cannot be taken back" in words_of(page) and "<textarea" not in page.text
    assert not queries.may_see(member, commission)


def test_a_letter_that_was_sent_does_not_change_when_a_scorer_leaves(app: Flask) -> None:
    commission = make_awarded()
    invitation = invited(commission)[0]
    contact = contact_of(invitation.company)
    told = queries.outcome_for_company(contact, invitation)
    for member in people_with_role(Role.MEMBER):
        member.left_on = clock.today()
    db.session.commit()
    assert told is not None and told.own_total is not None
    assert queries.outcome_for_company(contact, invitation) == told


def test_the_audit_tells_an_administrator_no_price_of_a_proposed_award(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_scored()
    propose(commission)
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.act == "award proposed"))
    assert entry is not None and "£" not in entry.after
    administrator = client_as(make_administrator())
    assert "9,000" not in words_of(administrator.get("/audit"))
    assert "9,000" not in administrator.get("/audit.csv").text
