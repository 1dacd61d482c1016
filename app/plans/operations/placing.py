"""Actions and milestones in the places that an edition gives them: renumbered, gone, come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from typing import TypeVar

from app.access import Person
from app.audit.operations import record
from app.database import db
from app.plans.importing.parts import ReadPlan
from app.plans.models import Action, Milestone, Plan
from app.plans.operations.rewording import revise, reword

Placed = TypeVar("Placed", Action, Milestone)


def place_actions(
    plan: Plan, wanted: Mapping[Action, int], page: ReadPlan, day: date, by: Person | None
) -> None:
    """Number the actions of a plan as the page of an edition does. Those not named make room."""
    taken = {each.number for each in page.actions}
    _renumber(plan.actions, wanted, taken, plan.id, day, by)


def place_milestones(
    plan: Plan,
    wanted: Mapping[Milestone, tuple[Action, int]],
    page: ReadPlan,
    day: date,
    by: Person | None,
) -> None:
    """Put milestones into the actions and under the numbers that the page of an edition gives."""
    held: dict[int, list[Milestone]] = {}
    for action in plan.actions:
        held[action.id] = list(action.milestones)
    for milestone, (action, _) in wanted.items():
        if milestone.action_id == action.id:
            continue
        held[milestone.action_id].remove(milestone)
        held[action.id].append(milestone)
        before = milestone.action
        revise(milestone, "action_id", str(before.id), str(action.id), plan.id, by, on=day)
        milestone.number = -milestone.id
        db.session.flush()
        milestone.action = action
        db.session.flush()
        name = f"Action {action.number}, “{milestone.text}”"
        record(
            "milestone moved", milestone, name, by=by, before=f"Action {before.number}",
            after=f"Action {action.number}", plan_id=plan.id,
        )  # fmt: skip
    numbers = {each.number: {line.number for line in each.milestones} for each in page.actions}
    for action in plan.actions:
        taken = numbers.get(action.number, set()) if action.withdrawn_on is None else set[int]()
        inside = {each: at for each, (where, at) in wanted.items() if where is action}
        _renumber(held[action.id], inside, taken, plan.id, day, by)
        db.session.expire(action, ["milestones"])


def leave_out(
    rows: Iterable[Action | Milestone], why: str, plan: Plan, day: date, by: Person | None
) -> None:
    """Take out of the plan, from the day of an edition on, what it no longer names."""
    for row in rows:
        reword(
            row, {"withdrawn_on": day}, act=f"{_kind(row)} withdrawn", name=_name(row),
            plan_id=plan.id, by=by, why=why, on=day,
        )  # fmt: skip


def bring_back(
    rows: Iterable[Action | Milestone], why: str, plan: Plan, day: date, by: Person | None
) -> None:
    """Put what an edition names again back into the plan from its day on."""
    for row in rows:
        if row.withdrawn_on is not None:
            reword(
                row, {"withdrawn_on": None}, act=f"{_kind(row)} came back", name=_name(row),
                plan_id=plan.id, by=by, why=why, on=day,
            )  # fmt: skip


def _renumber(
    rows: Iterable[Placed], wanted: Mapping[Placed, int], taken: set[int], plan_id: int, day: date,
    by: Person | None,
) -> None:  # fmt: skip
    """Give each its number. What is not named and has one of those taken gets the next free one."""
    every = list(rows)
    before = {row: row.number for row in every}
    free = count(max([0, *taken, *(abs(number) for number in before.values())]) + 1)
    after = {
        row: wanted[row] if row in wanted else next(free) if row.number in taken else row.number
        for row in every
    }
    moved = [row for row in every if after[row] != before[row]]
    for row in moved:  # two steps, since no two may have one number at any moment
        row.number = -row.id
    db.session.flush()
    for row in moved:
        row.number = after[row]
        if before[row] > 0:
            revise(row, "number", str(before[row]), str(after[row]), plan_id, by, on=day)
            record(
                f"{_kind(row)} renumbered", row, _name(row), by=by, before=str(before[row]),
                after=str(after[row]), plan_id=plan_id,
            )  # fmt: skip
    db.session.flush()


def _kind(row: Action | Milestone) -> str:
    return "action" if isinstance(row, Action) else "milestone"


def _name(row: Action | Milestone) -> str:
    if isinstance(row, Action):
        return f"Action {row.number}"
    return f"Action {row.action.number}, milestone {row.number}"
