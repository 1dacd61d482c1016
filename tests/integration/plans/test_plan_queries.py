"""Pages ask the database the same number of times for 3 milestones and for 300."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest
from flask import Flask

from app.database import db
from app.plans import operations, queries
from tests.factories.plans import EDITION_DAY, make_action, make_plan

Statements = Callable[[], AbstractContextManager[list[str]]]


def fill(size: int) -> int:
    """A plan with `size` milestones, entries and readings, in three actions."""
    plan = make_plan()
    actions = [make_action(plan, who="CPG, CLD") for _ in range(3)]
    for number in range(size):
        action = actions[number % 3]
        added = operations.add_milestone(action, f"Step {number}", "March 2014", by=None)
        operations.forecast(added, "April 2014", reason="Slow", by=None)
        operations.add_progress(action, "Begun.", EDITION_DAY, by=None)
        measure = operations.add_measure(action, f"Measure {number}", by=None)
        operations.add_reading(measure, EDITION_DAY, Decimal(number), by=None)
        first = action.milestones[0]
        if first is not added:
            operations.add_dependency(added, first, 1, by=None)
    db.session.commit()
    return plan.id


def counts(plan_id: int, statements: Statements) -> dict[str, int]:
    found: dict[str, int] = {}
    asked: dict[str, Callable[[], object]] = {
        "content": lambda: queries.plan_content(plan_id, EDITION_DAY),
        "milestones": lambda: queries.milestones_on(EDITION_DAY),
        "dates": lambda: queries.milestone_dates(
            [each.id for each in queries.milestones_on(EDITION_DAY)], EDITION_DAY
        ),
        "dependencies": lambda: queries.dependencies(EDITION_DAY),
        "history": lambda: queries.history(plan_id, EDITION_DAY),
        "plans": lambda: queries.all_plans(None),
    }
    for name, ask in asked.items():
        db.session.expire_all()
        db.session.expunge_all()
        with statements() as seen:
            ask()
        found[name] = sum(1 for each in seen if each.lstrip().startswith("SELECT"))
    return found


@pytest.mark.parametrize("sizes", [(3, 300)])
def test_a_larger_plan_asks_no_more_queries(
    app: Flask, statements: Statements, sizes: tuple[int, int]
) -> None:
    small, large = (counts(fill(size), statements) for size in sizes)
    assert small == large
    assert large["content"] <= 12
    assert large["dates"] <= 5
