"""Flags that were raised, answered and closed stay when the kinds of flags change, up and down."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app import create_app
from app.database import db
from app.plans import operations as plans
from app.plans.models import Cause
from app.position.models import Flag, FlagEvent
from app.position.rules import FlagKind
from tests.conftest import GivenClock, environment
from tests.factories.flags import checked, stand_at
from tests.factories.people import make_member, make_officer
from tests.factories.plans import WorkedExample, make_worked_example

BEFORE = "0017"


@pytest.fixture
def flagged(tmp_path: Path) -> Flask:
    """The app on a database that only migrations have made, with flags of two kinds."""
    app = create_app(environment(tmp_path), instance=tmp_path)
    app.extensions["clock"] = GivenClock(datetime(2013, 12, 4, 10, tzinfo=UTC))
    with app.app_context():
        upgrade()
        officer, example = make_officer("Ada First"), make_worked_example()
        _move_quietly(example)
        checked(stand_at(2014, 1, 10))
        checked(stand_at(2014, 4, 1))
        day = stand_at(2014, 4, 2)
        plans.record_met(example.review, day, note="", by=officer)
        checked(day)
        db.session.remove()
    return app


def _move_quietly(example: WorkedExample) -> None:
    stand_at(2014, 1, 10)
    proposed = plans.propose_date(
        example.group, "September 2014", reason="More time.", cause=Cause.OTHER, by=make_officer()
    )
    plans.decide_date(proposed, approve=True, reason="", by=make_member())


def _kinds() -> list[str]:
    return [row[0] for row in db.session.execute(text("SELECT kind FROM flag ORDER BY id"))]


def test_going_back_keeps_every_flag_and_its_events_under_a_kind_that_was_known(
    flagged: Flask,
) -> None:
    with flagged.app_context():
        assert _kinds() == [FlagKind.KEPT_GREEN, FlagKind.LATE]
        db.session.remove()
        downgrade(revision=BEFORE)

        assert _kinds() == ["lost its date", "past its date"]
        with pytest.raises(IntegrityError, match="CHECK"):
            db.session.execute(
                text(
                    "INSERT INTO flag (id, milestone_id, kind, cause, raised_on) "
                    "SELECT 99, milestone_id, :kind, 'x', raised_on FROM flag WHERE id = 1"
                ),
                {"kind": FlagKind.KEPT_GREEN},
            )
        db.session.remove()
        upgrade()

        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
        events = db.session.scalars(select(FlagEvent).order_by(FlagEvent.id)).all()
        assert [(each.flag_id, each.act) for each in events] == [
            (1, "raised"),
            (2, "raised"),
            (2, "closed"),
        ]
        with pytest.raises(DBAPIError, match="append-only"):
            db.session.execute(text("DELETE FROM flag"))
        db.session.rollback()
        assert len(db.session.scalars(select(Flag)).all()) == 2
        db.session.remove()
