"""Why dates move: built-in causes and the group's own, reworded and retired by entries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from app.audit.models import AuditEntry
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.plans import operations, queries
from app.plans.models import Cause
from app.position.queries.positions import all_positions
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.plans import EDITION_DAY, make_action, make_milestone, make_plan

Opened = Callable[[Person], Browser]
AT = "/plans/our-plan/actions/1/milestones/1"


def names() -> list[str]:
    return [each.name for each in queries.causes() if not each.is_retired]


def test_the_built_in_causes_are_there_from_the_beginning(app: Flask) -> None:
    assert {each.key for each in queries.causes()} == {cause.value for cause in Cause}
    offered = [key for key, _ in queries.cause_choices()]
    assert "weather" in offered
    assert not {"first date", "correction"} & set(offered)


def test_a_group_adds_a_cause_and_its_sentence_stands_in_a_draft(
    client_as: Opened, officer: Person, member: Person
) -> None:
    browser = client_as(officer)
    sentence = "The ferry did not sail."
    browser.submit(browser.get("/causes"), {"name": "Ferry cancelled", "sentence": sentence})
    assert "Ferry cancelled" in names()
    milestone = make_milestone(make_action(make_plan("Our plan")))
    page = browser.get(f"{AT}/dates")
    shown = browser.submit(
        page, {"when": "June 2014", "cause": "ferry cancelled", "reason": "No boat"}
    )
    browser.press(shown, "Propose this date")
    db.session.expire_all()
    waiting = queries.milestone_dates([milestone.id], EDITION_DAY)[milestone.id].proposed
    assert waiting is not None
    operations.decide_date(queries.agreed_date_for(milestone, waiting.id), approve=True, by=member)
    db.session.commit()
    (position,) = all_positions(EDITION_DAY)
    assert position.cause == "ferry cancelled"
    assert sentence in position.draft


def test_rewording_holds_from_its_day_on(app: Flask, officer: Person, clock: GivenClock) -> None:
    clock.move_to(datetime(2013, 12, 10, 10, tzinfo=UTC))
    operations.reword_cause("weather", name="bad weather", sentence="Snow lay.", by=officer)
    then, now = queries.causes(EDITION_DAY), queries.causes()
    assert ("weather", "weather") in [(each.key, each.name) for each in then]
    assert ("weather", "bad weather") in [(each.key, each.name) for each in now]
    assert queries.cause_sentences(date(2013, 12, 10))["weather"] == "Snow lay."
    assert queries.cause_sentences(date(2013, 12, 9))["weather"] == "The weather held it up."


def test_a_retired_cause_is_offered_no_more_and_stays_readable(
    client_as: Opened, officer: Person
) -> None:
    milestone = make_milestone(make_action(make_plan("Our plan")))
    operations.forecast(milestone, "May 2014", reason="Snow", cause=Cause.WEATHER, by=officer)
    browser = client_as(officer)
    browser.submit(browser.get("/causes/weather/retire"), {"why": "Never used"})
    assert "weather" not in names()
    assert 'value="weather"' not in browser.get(f"{AT}/forecast").text
    assert "Weather: Snow" in words_of(browser.get(AT))
    with pytest.raises(RuleBroken, match="Choose why the date changes"):
        operations.forecast(milestone, "June 2014", reason="Snow", cause="weather", by=officer)
    browser.submit(browser.get("/causes/weather/retire"), {})
    assert "weather" in names()
    acts = db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert [act for act in acts if "cause" in act] == ["cause retired", "cause brought back"]


@pytest.mark.parametrize("key", ["first date", "correction"])
def test_the_trackers_own_causes_cannot_be_changed(app: Flask, officer: Person, key: str) -> None:
    with pytest.raises(RuleBroken):
        operations.reword_cause(key, name="x", sentence="", by=officer)
    with pytest.raises(RuleBroken):
        operations.retire_cause(key, by=officer)


def test_other_always_stays_on_the_list(app: Flask, officer: Person) -> None:
    with pytest.raises(RuleBroken, match="must stay"):
        operations.retire_cause("other", by=officer)


def test_two_causes_never_have_the_same_name(client_as: Opened, officer: Person) -> None:
    browser = client_as(officer)
    refused = browser.submit(browser.get("/causes"), {"name": "Weather", "sentence": ""})
    assert error_summary_of(refused) == ["There is a cause “weather” already"]


def test_a_cause_keeps_its_key_when_another_takes_its_first_name(
    app: Flask, officer: Person
) -> None:
    operations.add_cause("Strike", "", by=officer)
    operations.reword_cause("strike", name="Industrial action", sentence="", by=officer)
    assert operations.add_cause("strike", "", by=officer).key == "strike 2"


def test_the_database_refuses_a_cause_that_is_not_on_the_list(app: Flask, officer: Person) -> None:
    milestone = make_milestone()
    with pytest.raises(IntegrityError):
        db.session.execute(
            text(
                "INSERT INTO forecast (milestone_id, as_written, precision, kind, is_ambiguous, "
                "note, day, reason, cause, recorded_at) VALUES "
                f"({milestone.id}, 'May', '', '', 0, '', '2013-12-04', '', 'whim', '2013-12-04')"
            )
        )


@pytest.mark.parametrize("table", ["slip_cause", "slip_cause_change"])
@pytest.mark.parametrize("act", ["UPDATE {} SET name = 'X'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_a_cause(
    app: Flask, officer: Person, table: str, act: str
) -> None:
    operations.reword_cause("weather", name="bad weather", sentence="", by=officer)
    db.session.commit()
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text(act.format(table)))
