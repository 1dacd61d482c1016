"""Late issue, opening and award push the work and its milestone, as at any day (rule 6)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from flask import Flask, current_app
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError

from app import clock
from app.commissions.models import Commission, DraftPlan
from app.commissions.operations import BriefChanges, amend_brief, edit_brief, issue_brief
from app.commissions.queries import issued_brief
from app.database import db
from app.evaluation.operations import decide_award
from app.people.models import Person
from app.position.queries.flags import flags_on
from app.position.queries.milestone_position import MilestonePosition
from app.position.queries.positions import all_positions
from app.position.rules import FlagKind
from tests.browsing import Browser, words_of
from tests.factories.commissions import make_commission
from tests.factories.evaluation import declare, propose, score_all
from tests.factories.flags import checked, stand_at
from tests.factories.people import make_member, make_officer
from tests.factories.plans import WorkedExample, make_worked_example
from tests.factories.quotes import open_quotes, submit_quote

SignIn = Callable[[Person], Browser]

DEADLINE = datetime(2014, 1, 10, 12, 0, tzinfo=UTC)
PLANNED: BriefChanges = {
    "issue_written": "13 December 2013",
    "quote_deadline": DEADLINE,
    "opening_written": "13 January 2014",
    "award_written": "31 January 2014",
    "start_written": "10 February 2014",
    "delivery_written": "31 March 2014",
}


@pytest.fixture
def example(app: Flask) -> WorkedExample:
    return make_worked_example()


@pytest.fixture
def commission(example: WorkedExample) -> Commission:
    """Planned on 4 December 2013 for the review, and not issued."""
    made = make_commission("draft", milestone=example.review, deadline=DEADLINE)
    edit_brief(made, PLANNED, by=made.officer)
    db.session.commit()
    return made


@contextmanager
def standing_at(year: int, month: int, day: int) -> Iterator[date]:
    stood = clock.now()
    yield stand_at(year, month, day)
    current_app.extensions["clock"].move_to(stood)


def issue(commission: Commission) -> None:
    issue_brief(commission, clock.now(), by=commission.officer)
    db.session.commit()


def position_of(example: WorkedExample, on: date) -> MilestonePosition:
    return next(each for each in all_positions(on) if each.milestone.id == example.review.id)


def steps_of(found: MilestonePosition) -> dict[str, int]:
    """The days that each step is pushed, of those that are."""
    return {each.step.name.lower(): each.days for each in found.timetable if each.days}


def pushed_on(example: WorkedExample, year: int, month: int, day: int) -> dict[str, int]:
    """The same, with the milestone, as the page shows it on a day that is today."""
    with standing_at(year, month, day) as on:
        found = position_of(example, on)
    milestone = {"milestone": found.pushed_by.pushed.days} if found.pushed_by else {}
    return steps_of(found) | milestone


def opened_and_awarded(commission: Commission, opened: tuple[int, int, int]) -> None:
    """Two quotes; opened on a day, and awarded on it too."""
    stand_at(2013, 12, 20)
    for invitation in commission.invitations[:2]:
        submit_quote(invitation)
    stand_at(*opened)
    open_quotes(commission)


def test_a_brief_not_issued_as_planned_pushes_all_that_follows(
    example: WorkedExample, commission: Commission
) -> None:
    assert pushed_on(example, 2013, 12, 13) == {}
    eight = dict.fromkeys(("deadline", "opening", "award", "start", "delivery", "milestone"), 8)
    assert pushed_on(example, 2013, 12, 21) == eight


def test_a_draft_without_a_planned_issue_pushes_nothing(example: WorkedExample) -> None:
    made = make_commission("draft", milestone=example.review, deadline=DEADLINE)

    assert pushed_on(example, 2014, 3, 1) == {}
    assert position_of(example, clock.today()).timetable == ()
    assert made.issued_at is None


def test_a_draft_pushes_without_being_named(
    client_as: SignIn, example: WorkedExample, commission: Commission
) -> None:
    stand_at(2013, 12, 21)

    words = words_of(client_as(make_member()).get("/position"))

    assert "pushed back by 8 days by the issue of the brief of its commission" in words
    assert commission.reference not in words


def test_what_a_draft_planned_can_be_told_as_at_any_day(
    example: WorkedExample, commission: Commission
) -> None:
    stand_at(2013, 12, 21)
    known = {day: position_of(example, date(2013, 12, day)) for day in (3, 4, 20)}

    edit_brief(
        commission,
        {"issue_written": "6 January 2014", "award_written": ""},
        by=commission.officer,
    )
    db.session.commit()

    assert {day: position_of(example, date(2013, 12, day)) for day in known} == known
    assert known[3].timetable == ()
    assert steps_of(known[20])["delivery"] == 7
    now = position_of(example, date(2013, 12, 21))
    assert "award" not in [each.step.name.lower() for each in now.timetable]
    # The deadline was left 28 days after the old issue, and keeps them.
    assert steps_of(now)["deadline"] == 24


def test_a_plan_that_was_kept_cannot_be_changed(commission: Commission) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(update(DraftPlan).values(as_written="earlier"))


def test_a_plan_that_is_saved_again_unchanged_is_kept_once(commission: Commission) -> None:
    before = db.session.scalars(select(DraftPlan.id)).all()

    edit_brief(commission, PLANNED, by=commission.officer)
    db.session.commit()

    assert db.session.scalars(select(DraftPlan.id)).all() == before


def test_an_opening_that_does_not_come_pushes_from_its_own_day_and_stops_when_it_has(
    example: WorkedExample, commission: Commission
) -> None:
    with standing_at(2013, 12, 13):
        issue(commission)
    assert pushed_on(example, 2014, 1, 13) == {}
    seven = dict.fromkeys(("award", "start", "delivery", "milestone"), 7)
    assert pushed_on(example, 2014, 1, 20) == seven
    opened_and_awarded(commission, (2014, 1, 20))
    assert pushed_on(example, 2014, 1, 30) == seven
    # As at the days before, nothing of the opening was known.
    assert steps_of(position_of(example, date(2014, 1, 19)))["award"] == 6
    assert steps_of(position_of(example, date(2014, 1, 13))) == {}


def test_a_late_award_pushes_the_start_the_delivery_the_milestone_and_what_waits_for_it(
    example: WorkedExample, commission: Commission
) -> None:
    with standing_at(2013, 12, 13):
        issue(commission)
    opened_and_awarded(commission, (2014, 1, 13))
    stand_at(2014, 3, 10)
    found = position_of(example, date(2014, 3, 10))

    # The start is late by itself; it cannot be before the award of today and its ten days.
    assert steps_of(found) == {"start": 10, "delivery": 38}
    assert found.pushed_by is not None
    assert found.pushed_by.cause_named == f"the award of {commission.reference}"
    assert [(each.text, each.days) for each in found.pushes] == [("Partnership Group", 9)]


def test_once_awarded_a_late_award_pushes_by_its_own_day(
    example: WorkedExample, commission: Commission
) -> None:
    with standing_at(2013, 12, 13):
        issue(commission)
    opened_and_awarded(commission, (2014, 1, 13))
    stand_at(2014, 2, 5)
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [3, 2])
    award_of(commission)

    stand_at(2014, 3, 1)
    found = position_of(example, date(2014, 3, 1))
    assert steps_of(found) == {"delivery": 5}
    told = {each.step.name: each.happened for each in found.timetable}
    assert (told["AWARD"], told["START"]) == (date(2014, 2, 5), date(2014, 2, 15))
    before = position_of(example, date(2014, 2, 4))
    assert {each.step.name: each.happened for each in before.timetable}["AWARD"] is None


def award_of(commission: Commission) -> None:
    propose(commission)
    decide_award(commission, True, "", by=make_officer())
    db.session.commit()


def test_an_amendment_that_moves_the_steps_is_a_new_plan_and_the_first_stays_visible(
    client_as: SignIn, example: WorkedExample, commission: Commission
) -> None:
    with standing_at(2013, 12, 13):
        issue(commission)
        amend_brief(
            commission, {"award_written": "7 February 2014"}, "Members are away", by=make_officer()
        )
        db.session.commit()
    stand_at(2013, 12, 14)

    found = position_of(example, date(2013, 12, 14))
    assert steps_of(found) == {"start": 7, "delivery": 7}
    words = words_of(client_as(make_member()).get(f"/commissions/{commission.reference}"))
    assert "first: by 31 January 2014 now: 7 February 2014" in words
    assert "Start of the work 10 February 2014 not yet by 7 days" in words


def test_the_day_of_the_deadline_has_not_happened_before_its_hour(
    example: WorkedExample, commission: Commission
) -> None:
    with standing_at(2013, 12, 13):
        issue(commission)
    with standing_at(2014, 1, 10) as on:
        morning = {each.step.name: each.happened for each in position_of(example, on).timetable}
    with standing_at(2014, 1, 11) as on:
        after = {each.step.name: each.happened for each in position_of(example, on).timetable}

    assert (morning["DEADLINE"], after["DEADLINE"]) == (None, date(2014, 1, 10))


def test_a_commission_behind_its_plan_raises_one_flag_however_its_steps_change(
    example: WorkedExample, commission: Commission
) -> None:
    stand_at(2013, 12, 21)
    checked(date(2013, 12, 21))
    issue(commission)
    stand_at(2014, 1, 15)
    for day in (10, 11, 14, 15):
        checked(date(2014, 1, day))

    flags = [each for each in flags_on(date(2014, 1, 15)) if each.kind is FlagKind.PUSHED]
    assert [each.about for each in flags] == ["Review"]
    assert [event.act for event in flags[0].events] == ["raised", "closed", "opened again"]
    assert "the issue of the brief of its commission" in flags[0].events[0].words
    assert "the opening of the quotes of" in flags[0].events[-1].words


def test_a_follower_is_told_where_its_chain_begins(
    example: WorkedExample, commission: Commission
) -> None:
    with standing_at(2013, 12, 13):
        issue(commission)
    stand_at(2014, 4, 20)
    group = next(
        each for each in all_positions(clock.today()) if each.milestone.id == example.group.id
    )

    assert group.pushed_by is not None
    assert group.pushed_by.root == f"commission {commission.id}"
    assert group.pushed_by.root_named == "milestone 1, “Review”"


def test_the_command_tells_each_step_that_is_pushed(
    app: Flask, example: WorkedExample, commission: Commission
) -> None:
    with standing_at(2013, 12, 13):
        issue(commission)
    stand_at(2014, 1, 20)

    result = app.test_cli_runner().invoke(args=["position", "--json"])

    told = {each["text"]: each for each in json.loads(result.stdout)}["Review"]["knock_on"]
    assert [(each["text"], each["days"]) for each in told] == [
        ("Review: award", 7),
        ("Review: start of the work", 7),
        ("Review: delivery", 7),
        ("Review", 7),
    ]


def test_companies_read_when_the_award_and_the_start_are_planned_but_not_the_issue(
    client_as: SignIn, example: WorkedExample, commission: Commission
) -> None:
    with standing_at(2013, 12, 13):
        issue(commission)
    stand_at(2013, 12, 14)
    invitation = commission.invitations[0]

    words = words_of(client_as(invitation.company.contacts[0]).get(f"/invitations/{invitation.id}"))

    assert "Award: 31 January 2014" in words
    assert "Start of the work: 10 February 2014" in words
    assert "13 December 2013" not in words.partition("Timetable")[2].partition("Terms")[0]
    assert issued_brief(commission.id).issue_written == "13 December 2013"
