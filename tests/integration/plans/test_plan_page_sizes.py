"""The officer's pages ask the database as often for 300 milestones as for 3."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask

from app.database import db
from app.people.models import Person
from app.plans import operations
from app.plans.models import Plan
from tests.browsing import Browser
from tests.factories.plans import make_action, make_plan

Statements = Callable[[], AbstractContextManager[list[str]]]


def published_plan(size: int) -> str:
    """The address of a published plan with so many milestones and revisions."""
    plan: Plan = make_plan()
    action = make_action(plan, who="CPG, CLD")
    for number in range(size):
        added = operations.add_milestone(action, f"Step {number}", "March 2014", by=None)
        operations.edit_milestone(added, f"Stage {number}", by=None)
        if number:
            operations.add_dependency(added, action.milestones[0], 1, by=None)
    operations.publish_edition(plan, by=None)
    db.session.commit()
    return f"/plans/{plan.slug}"


def test_pages_of_a_larger_plan_ask_no_more_queries(
    app: Flask,
    client_as: Callable[[Person], Browser],
    officer: Person,
    statements: Statements,
) -> None:
    browser = client_as(officer)
    pages = (
        "edit",
        "publish",
        "history",
        "editions/1",
        "actions/1/edit",
        "actions/1/milestones/2",
        "actions/1/milestones/2/needs",
    )
    asked: list[dict[str, int]] = []
    for size in (3, 300):
        address = published_plan(size)
        counts: dict[str, int] = {}
        for page in pages:
            with statements() as seen:
                assert browser.get(f"{address}/{page}").status_code == 200, page
            counts[page] = sum(1 for each in seen if each.lstrip().startswith("SELECT"))
        asked.append(counts)
    assert asked[0] == asked[1]
