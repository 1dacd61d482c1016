"""The commission's own timetable is part of the chain: a longer deadline pushes the milestone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from app import clock
from app.commissions.models import Commission
from app.commissions.operations import amend_brief
from app.database import db
from app.people.models import Person
from app.position.queries.milestone_position import MilestonePosition
from app.position.queries.positions import all_positions
from tests.browsing import Browser, words_of
from tests.factories.commissions import make_commission
from tests.factories.people import make_member, make_officer
from tests.factories.plans import WorkedExample, make_worked_example

SignIn = Callable[[Person], Browser]


@pytest.fixture
def example(app: Flask) -> WorkedExample:
    return make_worked_example()


@pytest.fixture
def commission(example: WorkedExample) -> Commission:
    """For the review, to be delivered on the last day of its month."""
    made = make_commission("issued", milestone=example.review, delivery="31 March 2014")
    db.session.commit()
    return made


def extend(commission: Commission, days: int) -> None:
    assert commission.quote_deadline is not None
    later = commission.quote_deadline + timedelta(days=days)
    amend_brief(commission, {"quote_deadline": later}, "Asked for more time", by=make_officer())
    db.session.commit()


def position_of(example: WorkedExample, on: date) -> MilestonePosition:
    return next(each for each in all_positions(on) if each.milestone.id == example.review.id)


def test_a_timetable_that_holds_pushes_nothing(
    example: WorkedExample, commission: Commission
) -> None:
    found = position_of(example, clock.today())

    assert found.pushed_by is None
    assert [each.push_words for each in found.timetable] == ["no", "no"]


def test_an_extended_deadline_pushes_the_delivery_the_milestone_and_what_depends_on_it(
    example: WorkedExample, commission: Commission
) -> None:
    extend(commission, 70)
    found = position_of(example, clock.today())

    assert [each.push_words for each in found.timetable] == ["no", "by 70 days"]
    assert found.pushed_by is not None
    assert found.pushed_by.cause_named == f"the deadline for quotes of {commission.reference}"
    assert found.pushed_by.pushed.days == 70
    (group,) = found.pushes
    assert (group.text, group.days) == ("Partnership Group", 11)


def test_the_same_day_before_the_extension_stays_as_it_was(
    example: WorkedExample, commission: Commission
) -> None:
    yesterday = clock.today() - timedelta(days=1)
    known = all_positions(yesterday)

    extend(commission, 70)

    assert all_positions(yesterday) == known
    assert all(each.pushed_by is None for each in all_positions(yesterday))


def test_it_is_proposed_and_never_applied(example: WorkedExample, commission: Commission) -> None:
    extend(commission, 70)

    assert position_of(example, clock.today()).standing.slip_agreed_days == 0


def test_the_commissions_page_tells_what_its_timetable_pushes(
    client_as: SignIn, example: WorkedExample, commission: Commission
) -> None:
    extend(commission, 70)

    words = words_of(client_as(make_member()).get(f"/commissions/{commission.reference}"))

    assert "Timetable, and what it pushes back" in words
    assert "Delivery 31 March 2014 not yet by 70 days" in words
    by = f"the deadline for quotes of {commission.reference}"
    assert f"It is pushed back by 70 days by {by}." in words


def test_the_command_tells_it_as_knock_on(
    app: Flask, example: WorkedExample, commission: Commission
) -> None:
    extend(commission, 70)

    result = app.test_cli_runner().invoke(args=["position", "--json"])

    told = {each["text"]: each for each in json.loads(result.stdout)}["Review"]["knock_on"]
    assert [(each["text"], each["days"]) for each in told] == [
        ("Review: delivery", 70),
        ("Review", 70),
        ("Partnership Group", 11),
    ]
    assert told[1]["by"] == f"the deadline for quotes of {commission.reference}"


def test_a_cancelled_commission_pushes_nothing(
    example: WorkedExample, commission: Commission
) -> None:
    extend(commission, 70)
    commission.cancelled_at = clock.now()
    db.session.commit()

    assert position_of(example, clock.today()).pushed_by is None
