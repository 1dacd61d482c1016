"""Dates: first, proposed, decided, forecast and met; and how they stood on a day."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app import clock
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.plans import operations, queries
from app.plans.models import AgreedDate, AgreedDateDecision, Agreement, Cause, Milestone
from app.plans.queries import MilestoneDates
from app.slippage import Days, State, standing
from app.when import read_when
from tests.conftest import GivenClock
from tests.factories.people import make_person
from tests.factories.plans import EDITION_DAY, make_milestone, make_worked_example


def dates_of(milestone: Milestone, on: date = EDITION_DAY) -> MilestoneDates:
    db.session.flush()
    return queries.milestone_dates([milestone.id], on)[milestone.id]


def propose(milestone: Milestone, by: Person, when: str = "June 2014") -> AgreedDate:
    return operations.propose_date(milestone, when, reason="More time", cause=Cause.SCOPE, by=by)


def test_the_worked_example_stands_as_the_domain_says(app: Flask) -> None:
    example = make_worked_example()
    october, december = date(2013, 10, 24), EDITION_DAY
    then = standing(dates_of(example.review, october).facts(), october)
    assert (then.slip_first_days, then.slip_agreed_days, then.state) == (207, 207, State.LAPSED)
    now = standing(dates_of(example.review, december).facts(), december)
    assert (now.slip_first_days, now.slip_agreed_days) == (365, 0)
    assert now.state is State.SLIPPED_AGREED
    assert now.slip_first_interval == (335, 375)
    assert [each.gap_days for each in queries.dependencies(december)] == [62]


def test_on_an_earlier_day_only_what_was_in_the_plan_then_is_there(app: Flask) -> None:
    example = make_worked_example()
    october = queries.plan_content(example.plan.id, date(2013, 10, 24))
    [action] = october.actions
    assert [(m.text, m.as_written) for m in action.milestones] == [("Review", "end March 2013")]
    december = queries.plan_content(example.plan.id, EDITION_DAY)
    assert [(m.text, m.as_written, m.first_as_written) for m in december.actions[1].milestones] == [
        ("Review", "March 2014", "end March 2013"),
        ("Partnership Group", "June 2014", None),
    ]
    assert queries.plan_content(example.plan.id, date(2013, 1, 30)).actions == ()
    assert [m.text for m in queries.milestones_on(date(2013, 10, 24))] == ["Review"]


def test_a_first_date_found_later_becomes_the_baseline_and_says_why_it_moved(app: Flask) -> None:
    dates = dates_of(make_worked_example().review)
    assert dates.baseline is not None
    assert (dates.baseline.as_written, dates.baseline.agreed_is) == ("end March 2013", "by")
    assert dates.baseline.source == "1st Review"
    assert dates.cause == Cause.NOTHING_RECEIVED
    assert dates.reason == "The commissioned work was not received"
    assert len(dates.agreed_history) == 2


@pytest.mark.parametrize("agreed_on", [EDITION_DAY, date(2014, 1, 1)])
def test_a_first_date_must_have_been_agreed_before_the_one_on_file(
    app: Flask, officer: Person, agreed_on: date
) -> None:
    milestone = make_milestone()
    with pytest.raises(RuleBroken) as broken:
        operations.record_first_date(
            milestone,
            read_when("end March 2013"),
            agreed_on=agreed_on,
            reason="Late",
            source="1st Review",
            by=officer,
        )
    assert broken.value.field == "agreed_on"


def test_a_first_date_must_be_a_date(app: Flask, officer: Person) -> None:
    with pytest.raises(RuleBroken) as broken:
        operations.record_first_date(
            make_milestone(),
            read_when("some day"),
            agreed_on=date(2013, 1, 1),
            reason="Late",
            source="1st Review",
            by=officer,
        )
    assert broken.value.field == "when"


def test_a_proposed_date_counts_only_once_another_person_approves_it(
    app: Flask, officer: Person, member: Person, clock: GivenClock
) -> None:
    milestone = make_milestone()
    clock.forward(days=10)
    proposed = propose(milestone, officer)
    clock.forward(days=10)
    waiting = dates_of(milestone, date(2013, 12, 24))
    assert waiting.agreed is not None and waiting.proposed is not None
    assert (waiting.agreed.as_written, waiting.proposed.as_written) == ("March 2014", "June 2014")
    operations.decide_date(proposed, approve=True, by=member)
    after = dates_of(milestone, date(2013, 12, 24))
    assert after.agreed is not None and after.baseline is not None
    assert (after.agreed.as_written, after.baseline.as_written) == ("June 2014", "March 2014")
    assert (after.agreed.proposed_by, after.agreed.decided_by) == ("Olive Officer", "Mona Member")
    assert after.proposed is None


def test_on_the_day_before_a_decision_the_proposal_still_waits(
    app: Flask, officer: Person, member: Person, clock: GivenClock
) -> None:
    milestone = make_milestone()
    proposed = propose(milestone, officer)
    clock.forward(days=10)
    operations.decide_date(proposed, approve=True, reason="Agreed", by=member)
    before = dates_of(milestone, date(2013, 12, 13))
    assert before.agreed is not None and before.proposed is not None
    assert before.agreed.as_written == "March 2014"
    assert (before.proposed.decided_by, before.proposed.decision_reason) == ("", "")
    assert dates_of(milestone, date(2013, 12, 3)).agreed is None


def test_nobody_approves_their_own_date(app: Flask, officer: Person) -> None:
    proposed = propose(make_milestone(), officer)
    with pytest.raises(RuleBroken, match="Another person must decide"):
        operations.decide_date(proposed, approve=True, by=officer)


def test_the_database_too_refuses_one_person_in_both_parts(app: Flask, officer: Person) -> None:
    proposed = propose(make_milestone(), officer)
    proposed.decision = AgreedDateDecision(
        outcome=Agreement.APPROVED,
        decided_on=EDITION_DAY,
        decided_by_id=officer.id,
        recorded_at=clock.now(),
    )
    with pytest.raises(IntegrityError, match="another person"):
        db.session.flush()


def test_an_administrator_cannot_decide_on_a_date(app: Flask, officer: Person) -> None:
    from app.access import Role

    proposed = propose(make_milestone(), officer)
    with pytest.raises(RuleBroken, match="Only an officer or a member"):
        operations.decide_date(proposed, approve=True, by=make_person(Role.ADMINISTRATOR))


def test_a_refusal_needs_a_reason_and_changes_nothing(
    app: Flask, officer: Person, member: Person
) -> None:
    milestone = make_milestone()
    proposed = propose(milestone, officer)
    with pytest.raises(RuleBroken) as broken:
        operations.decide_date(proposed, approve=False, by=member)
    assert broken.value.field == "reason"
    operations.decide_date(proposed, approve=False, reason="Too late", by=member)
    dates = dates_of(milestone)
    assert dates.agreed is not None
    assert dates.agreed.as_written == "March 2014"
    assert not dates.was_redated
    with pytest.raises(RuleBroken, match="decided already"):
        operations.decide_date(proposed, approve=True, by=member)
    assert propose(milestone, officer).id != proposed.id


def test_one_proposal_waits_at_a_time(app: Flask, officer: Person, other_officer: Person) -> None:
    milestone = make_milestone()
    propose(milestone, officer)
    with pytest.raises(RuleBroken, match="waits for a decision"):
        propose(milestone, other_officer, "July 2014")
    assert [each.as_written for each in queries.waiting_dates()] == ["June 2014"]


@pytest.mark.parametrize(
    ("when", "reason", "cause", "field"),
    [
        ("", "More time", Cause.SCOPE, "when"),
        ("june 2014", " ", Cause.SCOPE, "reason"),
        ("March  2014", "More time", Cause.SCOPE, "when"),
        ("June 2014", "More time", Cause.FIRST, "cause"),
        ("ongoing", "It never ends", Cause.SCOPE, "review_by"),
    ],
)
def test_a_proposal_that_says_too_little_is_refused(
    app: Flask, officer: Person, when: str, reason: str, cause: Cause, field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        operations.propose_date(make_milestone(), when, reason=reason, cause=cause, by=officer)
    assert broken.value.field == field


def test_a_met_or_withdrawn_milestone_is_not_redated(app: Flask, officer: Person) -> None:
    met, gone = make_milestone(), make_milestone()
    operations.record_met(met, EDITION_DAY, by=officer)
    operations.withdraw_milestone(gone, "Not needed", by=officer)
    for milestone in (met, gone):
        with pytest.raises(RuleBroken):
            propose(milestone, officer)
        with pytest.raises(RuleBroken):
            operations.forecast(milestone, "June 2014", reason="Slow", by=officer)


def test_the_newest_forecast_by_a_day_counts_and_all_are_kept(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    milestone = make_milestone()
    for words in ("May 2014", "June 2014"):
        clock.forward(days=10)
        operations.forecast(milestone, words, reason="Slow", cause=Cause.STAFF, by=officer)
    first, second = (dates_of(milestone, date(2013, 12, d)).forecast for d in (14, 24))
    assert dates_of(milestone, date(2013, 12, 13)).forecast is None
    assert first is not None and first.as_written == "May 2014"
    assert second is not None and second.days == Days(date(2014, 6, 1), date(2014, 6, 30))
    assert len(dates_of(milestone, date(2013, 12, 24)).forecast_history) == 2


def test_a_forecast_that_cannot_be_read_is_refused(app: Flask, officer: Person) -> None:
    with pytest.raises(RuleBroken) as broken:
        operations.forecast(make_milestone(), "wibble", reason="Slow", by=officer)
    assert broken.value.field == "when"


def test_met_is_recorded_corrected_and_taken_back_without_losing_a_record(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    milestone = make_milestone()
    operations.record_met(milestone, date(2013, 12, 1), by=officer)
    clock.forward(days=1)
    with pytest.raises(RuleBroken) as broken:
        operations.record_met(milestone, date(2013, 12, 2), by=officer)
    assert broken.value.field == "note"
    operations.record_met(milestone, date(2013, 12, 2), note="The day was wrong", by=officer)
    clock.forward(days=1)
    operations.record_met(milestone, None, note="It was another study", by=officer)
    days = [dates_of(milestone, date(2013, 12, d)).met_on for d in (3, 4, 5, 6)]
    assert days == [None, date(2013, 12, 1), date(2013, 12, 2), None]
    assert len(dates_of(milestone, date(2013, 12, 6)).met_history) == 3


def test_met_is_never_in_the_future(app: Flask, officer: Person) -> None:
    with pytest.raises(RuleBroken) as broken:
        operations.record_met(make_milestone(), date(2013, 12, 5), by=officer)
    assert broken.value.field == "met_on"


def test_a_date_without_a_year_is_frozen_on_the_day_it_was_said(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    added = make_milestone(when="end March")
    clock.forward(days=400)
    dates = dates_of(added, date(2015, 6, 1))
    assert dates.agreed is not None
    assert dates.agreed.days == Days(date(2014, 3, 21), date(2014, 3, 31))
