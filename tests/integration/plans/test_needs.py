"""What needs what: gaps, circles, and how they stood on a day."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.plans import operations, queries
from app.plans.models import Cause, Dependency
from tests.conftest import GivenClock
from tests.factories.plans import EDITION_DAY, make_action, make_milestone, make_worked_example


def gaps(on: date) -> list[int]:
    db.session.flush()
    return [each.gap_days for each in queries.dependencies(on)]


def test_a_circle_is_refused_naming_it(app: Flask, officer: Person) -> None:
    action = make_action()
    first, second, third = (make_milestone(action, text) for text in ("Ask", "Think", "Act"))
    operations.add_dependency(second, first, by=officer)
    operations.add_dependency(third, second, by=officer)
    with pytest.raises(RuleBroken) as broken:
        operations.add_dependency(first, third, by=officer)
    for text in ("Ask", "Think", "Act"):
        assert f"“{text}”" in broken.value.sentence
    assert "circle" in broken.value.sentence


def test_a_milestone_cannot_need_itself_or_the_same_one_twice(app: Flask, officer: Person) -> None:
    example = make_worked_example()
    with pytest.raises(RuleBroken, match="cannot need itself"):
        operations.add_dependency(example.review, example.review, by=officer)
    with pytest.raises(RuleBroken, match="already"):
        operations.add_dependency(example.group, example.review, by=officer)


def test_milestones_of_other_plans_can_be_needed(app: Flask, officer: Person) -> None:
    one, other = make_milestone(), make_milestone(when="June 2014")
    assert one.action.plan_id != other.action.plan_id
    assert operations.add_dependency(other, one, by=officer).gap_days == 62


def test_a_gap_that_the_dates_do_not_say_is_asked_for(app: Flask, officer: Person) -> None:
    undated = make_milestone(when="ongoing", review_by=date(2014, 6, 1))
    dated = make_milestone()
    with pytest.raises(RuleBroken) as broken:
        operations.add_dependency(dated, undated, by=officer)
    assert broken.value.field == "gap_days"
    assert operations.add_dependency(dated, undated, 30, by=officer).is_by_hand


@pytest.mark.parametrize("gap", [-1, 100_000])
def test_an_absurd_gap_is_refused(app: Flask, officer: Person, gap: int) -> None:
    with pytest.raises(RuleBroken):
        operations.add_dependency(make_milestone(), make_milestone(), gap, by=officer)


def test_the_gap_is_fixed_anew_when_the_second_date_is_agreed(
    app: Flask, officer: Person, member: Person, clock: GivenClock
) -> None:
    example = make_worked_example()
    clock.forward(days=10)
    proposed = operations.propose_date(
        example.group, "July 2014", reason="Holidays", cause=Cause.STAFF, by=officer
    )
    operations.decide_date(proposed, approve=True, by=member)
    assert gaps(date(2013, 12, 13)) == [62]
    assert gaps(date(2013, 12, 14)) == [92]


def test_the_gap_stays_when_the_first_date_is_agreed_anew(
    app: Flask, officer: Person, member: Person
) -> None:
    example = make_worked_example()
    proposed = operations.propose_date(
        example.review, "April 2014", reason="Slow", cause=Cause.STAFF, by=officer
    )
    operations.decide_date(proposed, approve=True, by=member)
    assert gaps(EDITION_DAY) == [62]


def test_a_gap_set_by_hand_is_not_changed_by_dates(
    app: Flask, officer: Person, member: Person, clock: GivenClock
) -> None:
    example = make_worked_example()
    [dependency] = db.session.query(Dependency)
    clock.forward(days=1)
    operations.alter_gap(dependency, 30, why="A month is enough", by=officer)
    proposed = operations.propose_date(
        example.group, "July 2014", reason="Holidays", cause=Cause.STAFF, by=officer
    )
    operations.decide_date(proposed, approve=True, by=member)
    assert gaps(EDITION_DAY) == [62]
    assert gaps(date(2013, 12, 5)) == [30]


def test_what_was_removed_stays_on_record_and_can_be_needed_again(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    example = make_worked_example()
    [dependency] = db.session.query(Dependency)
    clock.forward(days=1)
    with pytest.raises(RuleBroken):
        operations.remove_dependency(dependency, "", by=officer)
    operations.remove_dependency(dependency, "It starts without it", by=officer)
    assert gaps(EDITION_DAY) == [62]
    assert gaps(date(2013, 12, 5)) == []
    clock.forward(days=1)
    operations.add_dependency(example.group, example.review, 5, by=officer)
    assert gaps(date(2013, 12, 6)) == [5]
    assert [need.needs.text for need in queries.needs_of(example.group.id, date(2013, 12, 6))] == [
        "Review"
    ]
