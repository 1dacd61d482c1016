"""Dates that were on record before decisions and corrections became rows of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from app import create_app
from app.database import db
from tests.conftest import environment

SERVER = os.environ.get("TEST_POSTGRESQL_URL", "")
NOW = datetime(2013, 12, 4, 10, tzinfo=UTC)
WHEN = {
    "precision": "month",
    "kind": "month",
    "edtf": None,
    "is_ambiguous": False,
    "note": "",
    "recorded_at": NOW,
}
MARCH = {"as_written": "March 2014", "earliest": date(2014, 3, 1), "latest": date(2014, 3, 31)}
JUNE = {"as_written": "June 2014", "earliest": date(2014, 6, 1), "latest": date(2014, 6, 30)}
DECIDED = {"decided_on": date(2013, 12, 4), "agreed_is": "by", "decision_reason": ""}
WAITS = {"decided_on": None, "agreed_is": "on", "decision_reason": ""}


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The app on a database of revision 0001 that holds one milestone and one deliverable."""
    settings = environment(tmp_path)
    if request.param == "postgresql":
        if not SERVER:
            pytest.skip("TEST_POSTGRESQL_URL names no empty PostgreSQL database")
        settings["DATABASE_URL"] = SERVER
    app = create_app(settings, instance=tmp_path)
    with app.app_context():
        upgrade(revision="0001")
        _fill()
        db.session.commit()
        db.session.remove()
        yield app
        db.session.rollback()
        db.session.remove()
        downgrade(revision="base")
        db.engine.dispose()


def put(table: str, **row: Any) -> None:
    columns = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    db.session.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), row)


def one(query: str) -> Any:
    return db.session.execute(text(query)).one()


def _fill() -> None:
    for number, name in ((1, "Olive"), (2, "Mona")):
        email = f"{name}@example.org".lower()
        put("person", **_required("person", {"id": number, "name": name, "email": email}))
    put("plan", **_required("plan", {"id": 1, "slug": "p", "title": "P"}))
    put("action", **_required("action", {"id": 1, "plan_id": 1, "number": 1}))
    put("milestone", **_required("milestone", {"id": 1, "action_id": 1, "number": 1}))
    row = {**WHEN, "meeting": "CPG", "source": "", "reason": "", "proposed_on": date(2013, 12, 4)}
    first = {**row, **MARCH, **DECIDED, "outcome": "approved", "cause": "first date"}
    put("agreed_date", **first, id=1, milestone_id=1, proposed_by_id=1, decided_by_id=None)
    waits = {**row, **JUNE, **WAITS, "outcome": "proposed", "cause": "weather"}
    put("agreed_date", **waits, id=2, milestone_id=1, proposed_by_id=1, decided_by_id=None)
    forecast = {**WHEN, **JUNE, "day": date(2013, 12, 4), "reason": "Snow", "cause": "weather"}
    put("forecast", **forecast, id=1, milestone_id=1, by_id=1)


def _required(table: str, given: dict[str, Any]) -> dict[str, Any]:
    """A row with something in every column that may not be empty."""
    row = dict(given)
    for column in inspect(db.session.connection()).get_columns(table):
        if column["nullable"] or column["name"] in row:
            continue
        kind = str(column["type"]).upper()
        row[column["name"]] = (
            date(2013, 12, 4)
            if kind == "DATE"
            else NOW
            if kind.startswith(("DATETIME", "TIMESTAMP"))
            else False
            if kind == "BOOLEAN"
            else 1
            if kind == "INTEGER"
            else ""
        )
    return row


def test_decisions_become_rows_of_their_own_and_come_back(old: Flask) -> None:
    upgrade(revision="0005")
    decision = one(
        "SELECT proposal_id, outcome, agreed_is, decided_by_id FROM agreed_date_decision"
    )
    assert tuple(decision) == (1, "approved", "by", None)
    assert one("SELECT count(*) FROM agreed_date")[0] == 2
    assert one("SELECT meeting FROM agreed_date WHERE id = 2")[0] == "CPG"
    db.session.remove()
    downgrade(revision="0001")
    rows = db.session.execute(
        text("SELECT outcome, agreed_is, decided_on IS NULL, cause FROM agreed_date ORDER BY id")
    ).all()
    assert [tuple(row) for row in rows] == [
        ("approved", "by", False, "first date"),
        ("proposed", "on", True, "weather"),
    ]


def test_after_the_migration_the_database_refuses_to_change_a_date(old: Flask) -> None:
    upgrade(revision="0005")
    for act in (
        "UPDATE agreed_date SET reason = 'x'",
        "DELETE FROM agreed_date",
        "UPDATE agreed_date_decision SET reason = 'x'",
        "DELETE FROM forecast",
    ):
        with pytest.raises(DBAPIError, match="append-only"):
            db.session.execute(text(act))
        db.session.rollback()
    with pytest.raises(DBAPIError, match="another person"):
        decide(2, by=1)


def decide(proposal: int, by: int | None) -> None:
    put(
        "agreed_date_decision",
        proposal_id=proposal,
        outcome="approved",
        decided_on=date(2013, 12, 5),
        agreed_is="on",
        reason="",
        decided_by_id=by,
        recorded_at=NOW,
    )


def test_what_only_the_new_tables_hold_is_folded_into_the_old_ones(old: Flask) -> None:
    upgrade(revision="0005")
    put("slip_cause", key="ferry", name="Ferry", sentence="", is_built_in=False)
    put("meeting", day=date(2013, 12, 4), name="Area forum", note="")
    meeting = one("SELECT id FROM meeting")[0]
    row = {**WHEN, "meeting": "", "source": "", "proposed_on": date(2013, 12, 5)}
    april = {"as_written": "early March 2014", "earliest": None, "latest": date(2014, 3, 10)}
    correction = {**row, **april, "reason": "Typed wrong.", "cause": "correction"}
    put("agreed_date", **correction, id=3, milestone_id=1, proposed_by_id=1, corrects_id=1)
    decide(3, by=None)
    own = {**row, **JUNE, "reason": "No boat.", "cause": "ferry", "meeting_id": meeting}
    put("agreed_date", **own, id=4, milestone_id=1, proposed_by_id=1)
    decide(4, by=2)
    db.session.commit()
    db.session.remove()
    downgrade(revision="0001")
    first = one("SELECT as_written, latest, reason FROM agreed_date WHERE id = 1")
    assert first[0] == "early March 2014"
    assert str(first[1]) == "2014-03-10"
    assert first[2] == "Typed wrong. (Corrected from: March 2014.)"
    other = one(
        "SELECT cause, reason, meeting, outcome, decided_by_id FROM agreed_date WHERE id = 4"
    )
    assert tuple(other) == ("other", "ferry. No boat.", "Area forum", "approved", 2)
    assert one("SELECT count(*) FROM agreed_date")[0] == 3
