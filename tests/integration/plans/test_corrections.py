"""Corrections of what was typed wrong: entries beside the original, which never hide slippage."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.database import db
from app.errors import NotFound, RuleBroken
from app.people.models import Person
from app.plans import operations, queries
from app.plans.models import AgreedDate, Cause, Milestone
from app.plans.queries import MilestoneDates
from app.position.queries.positions import all_positions
from tests.conftest import GivenClock
from tests.factories.plans import EDITION_DAY, make_milestone, make_worked_example

LATER = date(2013, 12, 20)


def dates_of(milestone: Milestone, on: date) -> MilestoneDates:
    db.session.flush()
    return queries.milestone_dates([milestone.id], on)[milestone.id]


def first_id(milestone: Milestone) -> int:
    baseline = dates_of(milestone, EDITION_DAY).baseline
    assert baseline is not None
    return baseline.id


def go_to(clock: GivenClock, day: date) -> None:
    clock.move_to(datetime(day.year, day.month, day.day, 10, tzinfo=UTC))


def test_before_the_correction_a_page_shows_what_was_believed_and_after_it_what_is_right(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    milestone = make_milestone(when="March 2014")
    go_to(clock, LATER)
    operations.correct_agreed(
        milestone, first_id(milestone), "March 2013", why="A digit slipped", by=officer
    )
    before, after = dates_of(milestone, EDITION_DAY), dates_of(milestone, LATER)
    assert before.baseline is not None and after.baseline is not None
    assert (before.baseline.as_written, before.baseline.original) == ("March 2014", None)
    assert (after.baseline.as_written, after.baseline.latest) == ("March 2013", date(2013, 3, 31))
    assert after.baseline.original is not None
    assert after.baseline.original.as_written == "March 2014"
    (correction,) = after.baseline.corrections
    assert (correction.by, correction.why, correction.day) == (
        "Olive Officer",
        "A digit slipped",
        LATER,
    )
    assert db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id.desc())).first() == (
        "date corrected"
    )
    # The row that was typed first is as it was.
    row = db.session.get_one(AgreedDate, after.baseline.id)
    assert row.as_written == "March 2014"


def test_a_correction_that_would_move_the_first_date_later_needs_a_second_person(
    app: Flask, officer: Person, member: Person, clock: GivenClock
) -> None:
    milestone = make_milestone(when="March 2013")
    go_to(clock, LATER)
    correction = operations.correct_agreed(
        milestone, first_id(milestone), "March 2014", why="A digit slipped", by=officer
    )
    (late,) = all_positions(LATER)
    assert late.standing.slip_first_days is not None and late.standing.slip_first_days > 200
    waiting = dates_of(milestone, LATER)
    assert waiting.correction is not None and waiting.correction.as_written == "March 2014"
    assert [each.is_correction for each in queries.waiting_dates()] == [True]
    with pytest.raises(RuleBroken, match="Another person must decide"):
        operations.decide_date(correction, approve=True, by=officer)
    operations.decide_date(correction, approve=True, by=member)
    db.session.flush()
    (on_time,) = all_positions(LATER)
    assert on_time.standing.slip_first_days == 0
    (then,) = all_positions(EDITION_DAY)
    assert then.standing.slip_first_days is not None and then.standing.slip_first_days > 200


def test_a_refused_correction_changes_nothing_and_is_kept(
    app: Flask, officer: Person, member: Person
) -> None:
    milestone = make_milestone(when="March 2013")
    correction = operations.correct_agreed(
        milestone, first_id(milestone), "March 2014", why="A digit slipped", by=officer
    )
    operations.decide_date(correction, approve=False, reason="It was 2013", by=member)
    dates = dates_of(milestone, EDITION_DAY)
    assert dates.baseline is not None and dates.baseline.as_written == "March 2013"
    assert [each.decision_reason for each in dates.baseline.corrections] == ["It was 2013"]
    assert dates.correction is None


def test_while_a_correction_waits_nothing_else_is_proposed(app: Flask, officer: Person) -> None:
    milestone = make_milestone(when="March 2013")
    number = first_id(milestone)
    operations.correct_agreed(milestone, number, "March 2014", why="A slip", by=officer)
    with pytest.raises(RuleBroken, match="waits for a decision already"):
        operations.correct_agreed(milestone, number, "May 2014", why="A slip", by=officer)
    with pytest.raises(RuleBroken, match="The correction “March 2014” waits"):
        operations.propose_date(
            milestone, "May 2014", reason="Snow", cause=Cause.WEATHER, by=officer
        )


@pytest.mark.parametrize(
    ("words", "why", "field", "sentence"),
    [
        ("March  2014", "x", "when", "This is what is on record already"),
        ("ongoing", "x", "when", "“ongoing” could not be read as a date"),
        ("sometime soonish", "x", "when", "“sometime soonish” could not be read as a date"),
        ("", "x", "when", "Enter what it should have read"),
        ("May 2013", " ", "why", "Enter what was wrong"),
    ],
)
def test_a_correction_says_what_was_wrong_and_has_a_date(
    app: Flask, officer: Person, words: str, why: str, field: str, sentence: str
) -> None:
    milestone = make_milestone(when="March 2014")
    with pytest.raises(RuleBroken) as refused:
        operations.correct_agreed(milestone, first_id(milestone), words, why=why, by=officer)
    assert (refused.value.field, refused.value.sentence) == (field, sentence)


def test_another_milestones_date_cannot_be_corrected_from_here(app: Flask, officer: Person) -> None:
    milestone, other = make_milestone(), make_milestone()
    with pytest.raises(NotFound):
        operations.correct_agreed(milestone, first_id(other), "May 2013", why="x", by=officer)


def test_a_corrected_forecast_keeps_the_day_on_which_it_was_made(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    milestone = make_milestone(when="March 2014")
    made = operations.forecast(milestone, "May 2041", reason="Snow", by=officer)
    db.session.flush()
    go_to(clock, LATER)
    operations.correct_forecast(milestone, made.id, "May 2014", why="Digits swapped", by=officer)
    before, after = dates_of(milestone, EDITION_DAY), dates_of(milestone, LATER)
    assert before.forecast is not None and before.forecast.as_written == "May 2041"
    assert after.forecast is not None
    assert (after.forecast.as_written, after.forecast.day) == ("May 2014", EDITION_DAY)
    assert len(after.forecast_history) == 1
    assert after.forecast.original is not None and after.forecast.original.as_written == "May 2041"


def test_why_a_first_date_moved_stands_beside_the_row_and_not_in_it(app: Flask) -> None:
    example = make_worked_example()
    agreed = dates_of(example.review, EDITION_DAY).agreed
    assert agreed is not None
    assert (agreed.cause, agreed.original) == (Cause.NOTHING_RECEIVED, None)
    row = db.session.get_one(AgreedDate, agreed.id)
    assert (row.cause, row.reason) == (Cause.FIRST, "")
