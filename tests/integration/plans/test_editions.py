"""Editions: frozen, public, never changed."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.database import db
from app.errors import NotFound, RuleBroken
from app.people.models import Person
from app.plans import operations, queries
from app.plans.content import from_json, sha256_of
from app.plans.models import Edition, Plan
from tests.conftest import GivenClock
from tests.factories.people import make_person
from tests.factories.plans import EDITION_DAY, make_plan, make_worked_example


@pytest.fixture
def plan(app: Flask, officer: Person) -> Plan:
    """The worked example, published as its first edition."""
    example = make_worked_example()
    operations.publish_edition(example.plan, by=officer)
    db.session.commit()
    return example.plan


def test_an_edition_holds_the_plan_as_it_stood_with_its_first_dates(plan: Plan) -> None:
    found = queries.edition(plan.id, 1)
    content = from_json(found.content)
    assert (found.name, found.day) == ("1st Review", EDITION_DAY)
    assert content == queries.plan_content(plan.id, EDITION_DAY)
    review = content.actions[1].milestones[0]
    assert (review.as_written, review.first_as_written) == ("March 2014", "end March 2013")
    assert found.sha256 == sha256_of(found.content)


def test_later_changes_leave_an_edition_as_it_was(
    plan: Plan, officer: Person, clock: GivenClock
) -> None:
    before = queries.edition(plan.id, 1).content
    clock.forward(days=30)
    operations.edit_plan(plan, title="Renamed", outcome="Other.", by=officer)
    second = operations.publish_edition(plan, by=officer)
    db.session.commit()
    assert queries.edition(plan.id, 1).content == before
    assert (second.number, second.name) == (2, "2nd Review")
    assert from_json(second.content).title == "Renamed"


def test_what_was_published_is_asked_for_by_day(
    plan: Plan, officer: Person, clock: GivenClock
) -> None:
    clock.forward(days=30)
    operations.publish_edition(plan, by=officer)
    db.session.commit()
    assert queries.published_content(plan.id, date(2013, 12, 3)) is None
    numbers = [
        shown[0].number
        for day in (EDITION_DAY, date(2014, 1, 2), date(2014, 1, 3))
        if (shown := queries.published_content(plan.id, day))
    ]
    assert numbers == [1, 1, 2]
    assert [each.number for each in queries.editions(plan.id)] == [2, 1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE edition SET name = 'other'",
        "UPDATE edition SET content = replace(content, 'March', 'May')",
        "DELETE FROM edition",
        "INSERT OR REPLACE INTO edition SELECT * FROM edition",
    ],
)
def test_the_database_itself_refuses_to_change_an_edition(plan: Plan, statement: str) -> None:
    before = queries.edition(plan.id, 1).content
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert queries.edition(plan.id, 1).content == before


def test_an_edition_is_not_of_a_day_to_come_nor_before_the_last_one(
    plan: Plan, officer: Person, clock: GivenClock
) -> None:
    for day in (date(2013, 12, 5), date(2013, 12, 3)):
        with pytest.raises(RuleBroken) as broken:
            operations.publish_edition(plan, day=day, by=officer)
        assert broken.value.field == "day"


def test_two_editions_never_have_one_name_or_number(plan: Plan, officer: Person) -> None:
    with pytest.raises(RuleBroken) as broken:
        operations.publish_edition(plan, name="1st review", by=officer)
    assert broken.value.field == "name"
    with pytest.raises(RuleBroken):
        operations.publish_edition(plan, name="Other", number=1, by=officer)


def test_an_empty_plan_is_not_published(app: Flask, officer: Person) -> None:
    with pytest.raises(RuleBroken, match="no action"):
        operations.publish_edition(make_plan(), by=officer)


def test_the_public_finds_only_plans_with_an_edition(plan: Plan, officer: Person) -> None:
    from app.access import Role

    hidden = make_plan("Hidden")
    keyholder = make_person(Role.KEYHOLDER)
    for outsider in (None, keyholder):
        assert queries.plan_for(outsider, plan.slug).id == plan.id
        with pytest.raises(NotFound):
            queries.plan_for(outsider, hidden.slug)
        assert [each.title for each in queries.all_plans(outsider)] == [plan.title]
    for insider in (officer, make_person(Role.MEMBER), make_person(Role.ADMINISTRATOR)):
        assert queries.plan_for(insider, hidden.slug).id == hidden.id
        assert len(queries.all_plans(insider)) == 2
    with pytest.raises(NotFound):
        queries.edition(plan.id, 2)


def test_a_list_of_plans_names_the_newest_edition(
    plan: Plan, officer: Person, clock: GivenClock
) -> None:
    clock.forward(days=30)
    operations.publish_edition(plan, name="Spring edition", by=officer)
    [summary] = queries.all_plans(None)
    assert (summary.edition_number, summary.edition_name) == (2, "Spring edition")
    assert db.session.query(Edition).count() == 2
