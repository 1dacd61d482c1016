"""Writing plans and actions by hand, with the history of every word."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.plans.importing.partners import read_who
from app.plans.models import Action, Milestone, Partner, Plan
from app.plans.operations.rewording import cleaned, demand, reword
from app.plans.queries import plan_of_title
from app.plans.rules import slug_of
from app.shell import group_name as name_of_group


def create_plan(
    title: str,
    outcome: str,
    *,
    by: Person | None,
    group_name: str = "",
    period_start: date | None = None,
    period_end: date | None = None,
    category: str = "",
    footer: str = "",
    since: date | None = None,
) -> Plan:
    """A new plan without actions, in the tracker since `since` (today). Raises RuleBroken."""
    kept = demand(title, "Enter a title", "title")
    _check_title_is_free(kept)
    _check_period(period_start, period_end)
    plan = Plan(
        slug=slug_of(kept, set(db.session.scalars(select(Plan.slug)))),
        title=kept,
        outcome=demand(outcome, "Enter the outcome", "outcome"),
        group_name=cleaned(group_name) or name_of_group(),
        period_start=period_start,
        period_end=period_end,
        category=cleaned(category),
        footer=cleaned(footer),
        since=since or clock.today(),
    )
    db.session.add(plan)
    db.session.flush()
    record("plan created", plan, plan.title, by=by, after=plan.title, plan_id=plan.id)
    return plan


def edit_plan(
    plan: Plan,
    *,
    title: str,
    outcome: str,
    by: Person | None,
    group_name: str | None = None,
    period_start: date | None = None,
    period_end: date | None = None,
    category: str = "",
    footer: str = "",
    why: str = "",
) -> bool:
    """Change a plan's own words. Returns whether anything changed. Raises RuleBroken."""
    kept = demand(title, "Enter a title", "title")
    if kept != plan.title:
        _check_title_is_free(kept, but=plan)
    _check_period(period_start, period_end)
    changes = {
        "title": kept,
        "outcome": demand(outcome, "Enter the outcome", "outcome"),
        "group_name": cleaned(group_name or "") or plan.group_name,
        "period_start": period_start,
        "period_end": period_end,
        "category": cleaned(category),
        "footer": cleaned(footer),
    }
    return reword(
        plan, changes, act="plan edited", name=plan.title, plan_id=plan.id, by=by, why=why
    )


def _check_title_is_free(title: str, but: Plan | None = None) -> None:
    other = plan_of_title(title)
    if other is not None and other is not but:
        raise RuleBroken("There is already a plan with this title", "title")


def _check_period(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise RuleBroken("The period must end after it starts", "period_end")


def add_action(
    plan: Plan,
    text: str,
    *,
    by: Person | None,
    who: str = "",
    success: str = "",
    number: int | None = None,
    since: date | None = None,
    origin: str = "",
) -> Action:
    """A new action with the next number (or one that is free). `who` is split into partners.

    `origin` says where the action comes from, if from elsewhere.
    """
    numbers = list(db.session.scalars(select(Action.number).where(Action.plan_id == plan.id)))
    if number is not None and number in numbers:
        raise RuleBroken(f"There is already an action {number}", "number")
    action = Action(
        plan_id=plan.id,
        number=number or max(numbers, default=0) + 1,
        text=demand(text, "Enter what the action is", "text"),
        success=cleaned(success),
        origin=cleaned(origin),
        since=since or clock.today(),
    )
    words = cleaned(who)
    action.who_written, action.who_note = words, note_on(words)
    action.partners = partners_of(words)
    plan.actions.append(action)
    db.session.flush()
    record("action added", action, name_of(action), by=by, after=action.text, plan_id=plan.id)
    return action


def edit_action(
    action: Action,
    *,
    text: str,
    by: Person | None,
    who: str = "",
    success: str = "",
    why: str = "",
) -> bool:
    """Change an action's words; partners follow from who. Returns whether anything changed."""
    check_is_in_plan(action)
    words = cleaned(who)
    changes = {
        "text": demand(text, "Enter what the action is", "text"),
        "who_written": words,
        "who_note": note_on(words) if words != action.who_written else action.who_note,
        "success": cleaned(success),
    }
    if words != action.who_written:
        action.partners = partners_of(words)
    return reword(
        action,
        changes,
        act="action edited",
        name=name_of(action),
        plan_id=action.plan_id,
        by=by,
        why=why,
    )


def withdraw_action(action: Action, reason: str, *, by: Person | None) -> None:
    """Take an action and its milestones out of the plan from today on; all stay on record."""
    check_is_in_plan(action)
    why = demand(reason, "Enter why the action is withdrawn", "reason")
    live = select(Milestone).where(
        Milestone.action_id == action.id, Milestone.withdrawn_on.is_(None)
    )
    for milestone in db.session.scalars(live).all():
        reword(
            milestone,
            {"withdrawn_on": clock.today()},
            act="milestone withdrawn",
            name=f"{name_of(action)}, milestone {milestone.number}",
            plan_id=action.plan_id,
            by=by,
            why=why,
        )
    reword(
        action,
        {"withdrawn_on": clock.today()},
        act="action withdrawn",
        name=name_of(action),
        plan_id=action.plan_id,
        by=by,
        why=why,
    )


def check_is_in_plan(action: Action) -> None:
    """Raises RuleBroken where an action was withdrawn."""
    if action.withdrawn_on is not None:
        raise RuleBroken(f"Action {action.number} was withdrawn and cannot be changed.")


def name_of(action: Action) -> str:
    """What people call an action."""
    return f"Action {action.number}"


def partners_of(who: str) -> list[Partner]:
    """The partners named in who, in order."""
    names = read_who([who]).partners if who else ()
    return [Partner(position=place, name=name) for place, name in enumerate(names, 1)]


def note_on(who: str) -> str:
    """What who says beside the names ("as appropriate")."""
    return (read_who([who]).note or "") if who else ""


def next_number(action: Action) -> int:
    """The number that the next milestone of an action gets; a withdrawn one keeps its own."""
    highest = select(func.max(Milestone.number)).where(Milestone.action_id == action.id)
    return (db.session.scalar(highest) or 0) + 1
