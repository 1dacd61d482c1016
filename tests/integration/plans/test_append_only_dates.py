"""Dates are only ever added to: by the database, for one decision, and by two people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import IntegrityError

from app import clock
from app.audit.models import AuditEntry
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.plans import operations
from app.plans.models import AgreedDate, AgreedDateDecision, Agreement, Cause, Milestone
from app.plans.operations.deciding import CROSSED
from tests.browsing import Browser
from tests.factories.people import make_member
from tests.factories.plans import EDITION_DAY, make_action, make_milestone, make_plan
from tests.integration.quotes.test_at_once import pressing, together

Opened = Callable[[Person], Browser]
AT = "/plans/our-plan/actions/1/milestones/1"


@pytest.fixture
def milestone(app: Flask) -> Milestone:
    return make_milestone(make_action(make_plan("Our plan")), "Study", "March 2014")


def propose(milestone: Milestone, by: Person) -> AgreedDate:
    proposed = operations.propose_date(
        milestone, "June 2014", reason="Snow", cause=Cause.WEATHER, by=by
    )
    db.session.commit()
    return proposed


def fill(milestone: Milestone, officer: Person, member: Person) -> None:
    """A row in each table of a milestone's dates."""
    operations.decide_date(propose(milestone, officer), approve=True, by=member)
    operations.forecast(milestone, "July 2014", reason="Snow", by=officer)
    operations.record_met(milestone, EDITION_DAY, by=officer)
    db.session.commit()


TABLES = ("agreed_date", "agreed_date_decision", "forecast", "met")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "act",
    [
        "UPDATE {} SET recorded_at = '2000-01-01'",
        "DELETE FROM {}",
        "INSERT OR REPLACE INTO {} SELECT * FROM {} LIMIT 1",
    ],
)
def test_the_database_refuses_to_change_a_row(
    milestone: Milestone, officer: Person, member: Person, table: str, act: str
) -> None:
    fill(milestone, officer, member)
    with pytest.raises(IntegrityError, match="append-only"):
        db.session.execute(text(act.replace("{}", table)))


def test_a_decision_cannot_be_replaced_by_naming_its_proposal(
    milestone: Milestone, officer: Person, member: Person
) -> None:
    fill(milestone, officer, member)
    with pytest.raises(IntegrityError, match="append-only"):
        db.session.execute(
            text(
                "INSERT OR REPLACE INTO agreed_date_decision (proposal_id, outcome, decided_on, "
                "agreed_is, reason, decided_by_id, recorded_at) SELECT proposal_id, 'refused', "
                "decided_on, agreed_is, reason, decided_by_id, recorded_at "
                "FROM agreed_date_decision WHERE decided_by_id IS NOT NULL"
            )
        )


def decision(proposed: AgreedDate, by: Person | None) -> AgreedDateDecision:
    return AgreedDateDecision(
        outcome=Agreement.APPROVED,
        decided_on=EDITION_DAY,
        decided_by_id=by.id if by else None,
        recorded_at=clock.now(),
        proposal=proposed,
    )


def test_the_database_refuses_a_re_dating_that_nobody_approved(
    milestone: Milestone, officer: Person
) -> None:
    db.session.add(decision(propose(milestone, officer), None))
    with pytest.raises(IntegrityError, match="second person"):
        db.session.flush()


def test_the_database_refuses_a_correction_that_moves_a_first_date_later_by_one_person(
    milestone: Milestone, officer: Person
) -> None:
    first = db.session.scalars(select(AgreedDate)).one()
    later = operations.correct_agreed(milestone, first.id, "May 2014", why="A slip", by=officer)
    db.session.add(decision(later, None))
    with pytest.raises(IntegrityError, match="second person"):
        db.session.flush()


def test_of_two_who_decide_at_once_one_succeeds_and_the_other_is_told(
    app: Flask, client_as: Opened, milestone: Milestone, officer: Person
) -> None:
    proposed = propose(milestone, officer)
    browsers = [client_as(make_member()) for _ in range(2)]
    path = f"{AT}/dates/{proposed.id}/decision"
    answers = together(
        app,
        pressing(browsers[0], path, {"decision": "approve", "reason": ""}),
        pressing(browsers[1], path, {"decision": "refuse", "reason": "Too late"}),
    )
    told = [words for _, words in answers if "This date has been decided already" in words]
    assert len(told) == 1
    decided = select(func.count()).select_from(AgreedDateDecision)
    assert db.session.scalar(decided.where(AgreedDateDecision.proposal_id == proposed.id)) == 1
    acts = db.session.scalars(select(AuditEntry.act)).all()
    assert len([act for act in acts if act in ("date approved", "date refused")]) == 1


def test_where_both_had_looked_before_either_decided_the_later_one_is_told(
    milestone: Milestone, officer: Person, member: Person
) -> None:
    """As it can happen on PostgreSQL, where two transactions write side by side."""
    proposed = propose(milestone, officer)

    def other_first(_session: object, _context: object, _instances: object) -> None:
        db.session.execute(
            text(
                "INSERT INTO agreed_date_decision (proposal_id, outcome, decided_on, agreed_is, "
                f"reason, decided_by_id, recorded_at) VALUES ({proposed.id}, 'refused', "
                f"'2013-12-04', 'on', 'No', {other}, '2013-12-04')"
            )
        )

    other = make_member().id
    db.session.commit()
    assert proposed.decision is None
    event.listen(db.session(), "before_flush", other_first, once=True)
    with pytest.raises(RuleBroken, match=CROSSED):
        operations.decide_date(proposed, approve=True, by=member)
