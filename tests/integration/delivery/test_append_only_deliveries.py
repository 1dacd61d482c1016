"""Deliverables: dates, receipts and decisions are only added to; corrections stand beside them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import clock as the_clock
from app.commissions.models import Commission
from app.database import db
from app.delivery import operations, queries
from app.delivery.models import Deliverable
from app.errors import NotFound, RuleBroken
from app.plans.models import Cause
from tests.conftest import GivenClock
from tests.factories.delivery import make_deliverable
from tests.factories.people import make_member, make_officer

TABLES = (
    "deliverable_date",
    "deliverable_date_decision",
    "deliverable_forecast",
    "delivery_receipt",
    "delivery_receipt_decision",
)


def fill(commission: Commission, due: Deliverable) -> None:
    """A row in each table of a deliverable."""
    officer = make_officer()
    operations.propose_date(
        commission, due, "June 2014", reason="Snow", cause=Cause.WEATHER, by=officer
    )
    operations.decide_date(commission, due, approve=True, by=make_member())
    operations.forecast(commission, due, "July 2014", reason="Snow", by=officer)
    operations.record_received(
        commission, due, the_clock.today(), note="On paper", file=None, by=officer
    )
    operations.decide_receipt(commission, due, accept=False, reason="Not it", by=officer)
    db.session.commit()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "act",
    [
        "UPDATE {} SET recorded_at = '2000-01-01'",
        "DELETE FROM {}",
        "INSERT OR REPLACE INTO {} SELECT * FROM {} LIMIT 1",
    ],
)
def test_the_database_refuses_to_change_a_row(app: Flask, table: str, act: str) -> None:
    fill(*make_deliverable())
    with pytest.raises(IntegrityError, match="append-only"):
        db.session.execute(text(act.replace("{}", table)))


def test_a_received_day_is_corrected_by_an_entry_beside_it(app: Flask, clock: GivenClock) -> None:
    commission, due = make_deliverable()
    officer, came = make_officer("Olive Officer"), the_clock.today()
    receipt = operations.record_received(
        commission, due, came, note="On paper", file=None, by=officer
    )
    db.session.flush()
    clock.forward(days=3)
    right = date(came.year, came.month, came.day - 1)
    operations.correct_received(
        commission, due, receipt.id, right, why="It came the day before", by=officer
    )
    db.session.flush()
    (before,) = queries.standing_of(due, came).received
    (after,) = queries.standing_of(due, the_clock.today()).received
    assert (before.received_on, before.corrections) == (came, ())
    assert after.received_on == right
    (told,) = after.corrections
    assert (told.was, told.why, told.by) == (came, "It came the day before", "Olive Officer")
    assert queries.waiting_receipt(due) is not None
    operations.decide_receipt(commission, due, accept=True, reason="", by=officer)
    assert queries.standing_of(due, the_clock.today()).accepted_on == the_clock.today()


def test_a_correction_of_a_received_day_says_why(app: Flask) -> None:
    commission, due = make_deliverable()
    officer, came = make_officer(), the_clock.today()
    receipt = operations.record_received(
        commission, due, came, note="On paper", file=None, by=officer
    )
    db.session.flush()
    with pytest.raises(RuleBroken, match="Enter what was wrong"):
        operations.correct_received(
            commission, due, receipt.id, date(2013, 1, 1), why=" ", by=officer
        )
    with pytest.raises(NotFound):
        operations.correct_received(commission, due, 999, came, why="x", by=officer)


def test_a_first_date_is_moved_later_by_a_correction_only_with_a_second_person(
    app: Flask, clock: GivenClock
) -> None:
    commission, due = make_deliverable("end March 2014")
    officer = make_officer()
    first = queries.standing_of(due, the_clock.today()).dates.baseline
    assert first is not None
    operations.correct_agreed(
        commission, due, first.id, "end May 2014", why="A slip of the pen", by=officer
    )
    standing = queries.standing_of(due, the_clock.today())
    assert standing.dates.baseline is not None
    assert standing.dates.baseline.as_written == "end March 2014"
    with pytest.raises(RuleBroken, match="Another person must decide"):
        operations.decide_date(commission, due, approve=True, by=officer)
    operations.decide_date(commission, due, approve=True, by=make_member())
    corrected = queries.standing_of(due, the_clock.today()).dates.baseline
    assert corrected is not None and corrected.as_written == "end May 2014"
    assert corrected.original is not None


def test_a_forecast_of_a_deliverable_is_corrected_beside_the_original(
    app: Flask, clock: GivenClock
) -> None:
    commission, due = make_deliverable("end March 2014")
    officer, made_on = make_officer(), the_clock.today()
    made = operations.forecast(commission, due, "May 2041", reason="Snow", by=officer)
    db.session.flush()
    clock.move_to(datetime(2014, 12, 20, tzinfo=UTC))
    operations.correct_forecast(commission, due, made.id, "May 2014", why="Digits", by=officer)
    (entry,) = queries.standing_of(due, the_clock.today()).dates.forecast_history
    assert (entry.as_written, entry.day) == ("May 2014", made_on)
    (before,) = queries.standing_of(due, made_on).dates.forecast_history
    assert before.as_written == "May 2041"
