"""Awards are approved within delegated limits, and by two people above one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.access import Role
from app.commissions.queries import stage_now
from app.commissions.rules import Stage
from app.database import db
from app.errors import RuleBroken
from app.evaluation import operations
from app.evaluation.queries import award_of
from app.evaluation.rules import ApprovalLimits, approval_fault, approvals_needed
from app.people.models import Person
from tests.browsing import Browser, words_of
from tests.factories.evaluation import declare, make_scored, propose
from tests.factories.people import make_member, make_officer

Browsers = Callable[[Person], Browser]

LIMITS = ApprovalLimits(officer=1_000_00, member=5_000_00, two_above=2_500_00)


@pytest.mark.parametrize(
    ("roles", "pence", "is_refused"),
    [
        ({Role.OFFICER}, 1_000_00, False),
        ({Role.OFFICER}, 1_000_01, True),
        ({Role.MEMBER}, 5_000_00, False),
        ({Role.MEMBER}, 5_000_01, True),
        ({Role.OFFICER, Role.MEMBER}, 5_000_00, False),
        ({Role.OFFICER}, None, False),
        ({Role.ADMINISTRATOR}, 1, True),
    ],
)
def test_the_largest_limit_of_a_persons_roles_counts(
    roles: set[Role], pence: int | None, is_refused: bool
) -> None:
    assert (approval_fault(roles, pence, LIMITS) is not None) is is_refused


@pytest.mark.parametrize(("pence", "needed"), [(None, 1), (2_500_00, 1), (2_500_01, 2)])
def test_two_approve_only_above_the_limit(pence: int | None, needed: int) -> None:
    assert approvals_needed(pence, LIMITS) == needed


def test_nobody_approves_above_what_they_may_but_may_refuse(
    app: Flask, client_as: Browsers
) -> None:
    app.config["OFFICER_APPROVES"] = 8_000
    commission = make_scored([9_000])
    propose(commission)
    url = f"/commissions/{commission.reference}/award/decision"
    browser = client_as(make_officer())
    page = browser.get(url)
    assert "up to £8,000.00" in words_of(page)
    refused = browser.submit(page, {"decision": "approve", "reason": "It is the best."})
    assert refused.status_code == 422
    assert "It is the best." in words_of(refused)
    assert stage_now(commission) is Stage.RECOMMENDED
    browser.submit(browser.get(url), {"decision": "refuse", "reason": "Too dear."})
    db.session.expire_all()
    assert stage_now(commission) is Stage.OPENED


def test_above_the_limit_two_different_people_approve(app: Flask, client_as: Browsers) -> None:
    app.config["TWO_APPROVE_ABOVE"] = 5_000
    commission = make_scored([9_000])
    award = propose(commission)
    first, second = make_officer(), make_member()
    declare(commission, second)
    url = f"/commissions/{commission.reference}/award/decision"
    browser = client_as(first)
    page = browser.get(url)
    assert "needs two approvals" in words_of(page)
    browser.submit(page, {"decision": "approve", "reason": "Sound."})
    db.session.expire_all()
    assert stage_now(commission) is Stage.RECOMMENDED
    assert award.first_approved_by_id == first.id
    assert "A second person must decide" in words_of(browser.get(url))
    with pytest.raises(RuleBroken, match="A second person"):
        operations.decide_award(commission, True, "", by=first)
    other = client_as(second)
    waits = words_of(other.get(f"/commissions/{commission.reference}"))
    proposer = db.session.get_one(Person, award.proposed_by_id).name
    assert f"somebody other than {proposer} and {first.name}" in waits
    page = other.get(url)
    assert first.name in words_of(page)
    assert "Sound." in words_of(page)
    other.submit(page, {"decision": "approve"})
    db.session.expire_all()
    assert stage_now(commission) is Stage.AWARDED


def test_the_second_of_two_may_refuse_and_the_next_proposal_begins_anew(app: Flask) -> None:
    app.config["TWO_APPROVE_ABOVE"] = 5_000
    commission = make_scored([9_000])
    propose(commission)
    first = make_officer()
    operations.decide_award(commission, True, "", by=first)
    operations.decide_award(commission, False, "Ask again about VAT.", by=make_officer())
    db.session.commit()
    assert award_of(commission) is None
    propose(commission)
    operations.decide_award(commission, True, "", by=first)
    assert stage_now(commission) is Stage.RECOMMENDED


def test_a_decision_page_from_before_the_first_approval_is_read_again(
    app: Flask, client_as: Browsers
) -> None:
    app.config["TWO_APPROVE_ABOVE"] = 5_000
    commission = make_scored([9_000])
    propose(commission)
    second = client_as(make_officer())
    page = second.get(f"/commissions/{commission.reference}/award/decision")
    operations.decide_award(commission, True, "", by=make_officer())
    db.session.commit()
    again = second.submit(page, {"decision": "approve"})
    assert "This was changed after you opened the page" in words_of(again)
    assert stage_now(commission) is Stage.RECOMMENDED
