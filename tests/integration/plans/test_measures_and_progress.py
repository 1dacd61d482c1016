"""Action Progress and measures, written by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.plans import operations, queries
from app.plans.content import ActionContent
from app.plans.models import Action
from tests.conftest import GivenClock
from tests.factories.plans import EDITION_DAY, make_action


def shown(action: Action, on: date = EDITION_DAY) -> ActionContent:
    db.session.flush()
    return queries.plan_content(action.plan_id, on).actions[0]


def test_progress_stands_from_its_own_day(app: Flask, officer: Person) -> None:
    action = make_action()
    action.since = action.plan.since = date(2013, 1, 1)
    operations.add_progress(action, "Begun.", date(2013, 10, 24), source="CPG", by=officer)
    assert shown(action, date(2013, 10, 23)).progress == ()
    [entry] = shown(action, date(2013, 10, 24)).progress
    assert (entry.day, entry.text, entry.source) == (date(2013, 10, 24), "Begun.", "CPG")


def test_progress_is_not_of_a_day_to_come_and_says_something(app: Flask, officer: Person) -> None:
    action = make_action()
    with pytest.raises(RuleBroken) as broken:
        operations.add_progress(action, "Begun.", date(2013, 12, 5), by=officer)
    assert broken.value.field == "day"
    with pytest.raises(RuleBroken) as broken:
        operations.add_progress(action, " ", EDITION_DAY, by=officer)
    assert broken.value.field == "text"


def test_corrected_progress_keeps_what_stood_there(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    action = make_action()
    entry = operations.add_progress(action, "Begun.", EDITION_DAY, by=officer)
    clock.forward(days=1)
    with pytest.raises(RuleBroken) as broken:
        operations.correct_progress(entry, "Not begun.", why="", by=officer)
    assert broken.value.field == "why"
    operations.correct_progress(entry, "Not begun.", why="Mistaken", by=officer)
    assert shown(action, EDITION_DAY).progress[0].text == "Begun."
    assert shown(action, date(2013, 12, 5)).progress[0].text == "Not begun."


def test_an_approved_slippage_sentence_is_not_corrected_by_one_person(
    app: Flask, officer: Person, member: Person
) -> None:
    entry = operations.add_progress(
        make_action(), "Late.", EDITION_DAY, is_slippage=True, approved_by=member, by=officer
    )
    with pytest.raises(RuleBroken, match="approved by another person"):
        operations.correct_progress(entry, "On time.", why="Nicer", by=officer)


def test_readings_stand_from_their_day_and_keep_exact_figures(app: Flask, officer: Person) -> None:
    action = make_action()
    action.since = action.plan.since = date(2013, 1, 1)
    likes = operations.add_measure(action, "Likes", unit="people", by=officer)
    for day, value in ((date(2013, 10, 24), "121"), (EDITION_DAY, "130.25")):
        operations.add_reading(likes, day, Decimal(value), by=officer)
    [before] = shown(action, date(2013, 10, 24)).measures
    [after] = shown(action).measures
    assert [r.value for r in before.readings] == [Decimal(121)]
    assert [r.value for r in after.readings] == [Decimal(121), Decimal("130.25")]
    assert before.chart is None
    assert after.chart is not None


def test_a_corrected_reading_keeps_the_figure_of_an_earlier_day(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    action = make_action()
    likes = operations.add_measure(action, "Likes", by=officer)
    reading = operations.add_reading(likes, EDITION_DAY, Decimal(121), by=officer)
    clock.forward(days=1)
    operations.correct_reading(reading, Decimal(112), why="Two digits swapped", by=officer)
    assert shown(action, EDITION_DAY).measures[0].readings[0].value == 121
    assert shown(action, date(2013, 12, 5)).measures[0].readings[0].value == 112


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e13", "-1e13", "1e999999", "0.00001"])
def test_absurd_figures_are_refused(app: Flask, officer: Person, value: str) -> None:
    likes = operations.add_measure(make_action(), "Likes", by=officer)
    with pytest.raises(RuleBroken) as broken:
        operations.add_reading(likes, EDITION_DAY, Decimal(value), by=officer)
    assert broken.value.field == "value"


def test_a_measure_is_named_once_in_an_action(app: Flask, officer: Person) -> None:
    action = make_action()
    operations.add_measure(action, "Likes", by=officer)
    clicks = operations.add_measure(action, "Clicks", by=officer)
    with pytest.raises(RuleBroken):
        operations.add_measure(action, " likes ", by=officer)
    with pytest.raises(RuleBroken):
        operations.edit_measure(clicks, "LIKES", by=officer)
    assert operations.edit_measure(clicks, "Clicks on the ad", by=officer)


def test_a_reading_is_not_of_a_day_to_come(app: Flask, officer: Person) -> None:
    likes = operations.add_measure(make_action(), "Likes", by=officer)
    with pytest.raises(RuleBroken) as broken:
        operations.add_reading(likes, date(2013, 12, 5), Decimal(1), by=officer)
    assert broken.value.field == "day"
