"""A commission carries its milestone (rule 7), and milestones push one another across plans."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.database import db
from app.delivery import operations as delivery
from app.plans import operations as plans
from app.plans.models import Cause, Milestone
from app.position.queries.positions import MilestonePosition, all_positions
from app.slippage import Certainty, State
from tests.factories.commissions import make_commission
from tests.factories.evaluation import make_awarded
from tests.factories.people import make_officer
from tests.factories.plans import make_action, make_milestone, make_plan
from tests.factories.position import make_slipped_review


def position_of(milestone: Milestone, on: date) -> MilestonePosition:
    return next(each for each in all_positions(on) if each.milestone.id == milestone.id)


def after_award(commission: Commission, days: int = 1) -> date:
    assert commission.awarded_at is not None
    return commission.awarded_at.date() + timedelta(days=days)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2013, 3, 30), "Nothing has been received yet."),
        (date(2013, 10, 24), "Nothing had been received by 24 October 2013."),
        (date(2013, 12, 4), "Nothing had been received by 4 December 2013."),
        (date(2014, 5, 1), "Nothing had been received by 1 May 2014."),
    ],
    ids=str,
)
def test_the_review_says_that_nothing_was_received(app: Flask, on: date, said: str) -> None:
    review = make_slipped_review()

    assert position_of(review.example.review, on).received == said


@pytest.mark.parametrize(
    ("on", "cause"),
    [
        (date(2013, 3, 30), None),
        (date(2013, 10, 24), "nothing received"),
        (date(2013, 12, 4), "nothing received"),
        (date(2014, 4, 24), "nothing received"),
    ],
    ids=str,
)
def test_the_cause_is_that_nothing_was_received(app: Flask, on: date, cause: str | None) -> None:
    review = make_slipped_review()

    assert position_of(review.example.review, on).cause == cause


def test_the_last_deliverables_forecast_is_the_milestones(app: Flask) -> None:
    commission, officer = make_awarded(), make_officer()
    delivery.add_deliverable(commission, "Interim report", "January 2014", by=officer)
    final = delivery.add_deliverable(commission, "Final report", "March 2014", by=officer)
    delivery.forecast(commission, final, "May 2014", reason="Snow", cause=Cause.WEATHER, by=officer)
    db.session.commit()

    found = position_of(commission.milestone, after_award(commission))

    assert found.forecast is not None
    assert found.forecast.as_written == "May 2014"
    assert found.standing.state is State.AT_RISK
    assert (found.cause, found.reason) == ("weather", "Snow")
    assert found.standing.slip_agreed_days == 61


def test_the_last_deliverables_acceptance_is_the_milestones_actual(app: Flask) -> None:
    commission, officer = make_awarded(), make_officer()
    final = delivery.add_deliverable(commission, "Final report", "March 2014", by=officer)
    app.extensions["clock"].move_to(datetime(2014, 4, 10, 10, 0, tzinfo=UTC))
    delivery.record_received(
        commission, final, date(2014, 4, 7), note="By post", file=None, by=officer
    )
    db.session.commit()
    waiting = position_of(commission.milestone, date(2014, 4, 10))
    assert waiting.standing.state is State.RECEIVED
    assert waiting.received == "The work was received on 7 April 2014 and waits for acceptance."
    assert waiting.cause == "company late"

    delivery.decide_receipt(commission, final, accept=True, reason="", by=officer)
    db.session.commit()

    found = position_of(commission.milestone, date(2014, 4, 12))
    assert found.actual is not None
    assert found.actual.as_written == "10 April 2014"
    assert found.effective == found.actual
    assert found.standing.state is State.MET_LATE
    assert found.standing.slip_agreed_days == 10
    before = position_of(commission.milestone, date(2014, 4, 9))
    assert before.actual is None


def test_the_newest_commission_that_was_not_cancelled_carries(app: Flask) -> None:
    first = make_commission("issued")
    second = make_commission("draft", milestone=first.milestone)
    today = date(2013, 12, 4)
    carrier = position_of(first.milestone, today).carrier
    assert carrier is not None
    assert carrier.reference == second.reference

    app.extensions["clock"].forward(days=1)
    commissions.cancel(second, "Not needed", by=make_officer())
    db.session.commit()

    carrier = position_of(first.milestone, date(2013, 12, 5)).carrier
    assert carrier is not None
    assert carrier.reference == first.reference
    as_it_was = position_of(first.milestone, today).carrier
    assert as_it_was is not None
    assert as_it_was.reference == second.reference


def test_a_late_milestone_pushes_another_plans_through_a_chain(app: Flask) -> None:
    here = make_milestone(make_action(make_plan("Here")), "Review", "March 2014")
    middle = make_milestone(make_action(make_plan("There")), "Group", "April 2014")
    last = make_milestone(make_action(make_plan("Yonder")), "Actions", "May 2014")
    plans.add_dependency(middle, here, by=None)
    plans.add_dependency(last, middle, by=None)
    db.session.commit()

    on = date(2014, 6, 10)
    pushes = position_of(here, on).pushes

    assert [(each.plan, each.text) for each in pushes] == [
        ("There", "Group"),
        ("Yonder", "Actions"),
    ]
    by = position_of(last, on).pushed_by
    assert by is not None
    assert by.cause_named == "Action 1, milestone 1, “Group”, of the plan “There”"
    assert pushes[0].certainty is Certainty.DEFINITE


def test_a_plan_can_be_asked_for_alone_and_still_says_what_pushes_it(app: Flask) -> None:
    here = make_milestone(make_action(make_plan("Here")), "Review", "March 2014")
    there = make_milestone(make_action(make_plan("There")), "Group", "April 2014")
    plans.add_dependency(there, here, by=None)
    db.session.commit()

    (only,) = all_positions(date(2014, 6, 10), there.action.plan_id)

    assert only.milestone.id == there.id
    assert only.pushed_by is not None
