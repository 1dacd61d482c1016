"""What needs what, and how many days stand between (domain.md, "Slippage" rule 6)."""

from __future__ import annotations

from sqlalchemy import select

from app import clock, slippage
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.plans.models import Dependency, Milestone
from app.plans.operations.milestones import check_is_due, name_of
from app.plans.operations.rewording import cleaned, demand, reword
from app.plans.queries import dependencies, is_knock_on, milestone_dates, milestones_on
from app.plans.rules import LONGEST_GAP


def add_dependency(
    milestone: Milestone, needs: Milestone, gap_days: int | None = None, *, by: Person | None
) -> Dependency:
    """Say that a milestone needs another to be met first, of the same plan or another.

    Without `gap_days` the gap is what stands between their agreed dates today. A circle is
    refused, naming it. Raises RuleBroken.
    """
    check_is_due(milestone)
    check_is_due(needs)
    _check_is_new(milestone, needs)
    _check_no_circle(milestone, needs)
    gap = _gap_today(needs, milestone) if gap_days is None else gap_days
    if gap is None:
        raise RuleBroken(
            "Enter how many days must stand between them: their dates do not say", "gap_days"
        )
    _check_gap(gap)
    made = Dependency(
        milestone_id=milestone.id,
        needs_id=needs.id,
        gap_days=gap,
        is_by_hand=gap_days is not None,
        since=clock.today(),
    )
    db.session.add(made)
    db.session.flush()
    record(
        "dependency added",
        made,
        name_of(milestone),
        by=by,
        after=f"needs {name_of(needs)}, {gap} days before it",
        plan_id=milestone.action.plan_id,
    )
    return made


def alter_gap(dependency: Dependency, gap_days: int, *, by: Person | None, why: str = "") -> bool:
    """Set the gap by hand, in days. Returns whether it changed. Raises RuleBroken."""
    _check_live(dependency)
    _check_gap(gap_days)
    dependency.is_by_hand = True
    return _set_gap(dependency, gap_days, by, cleaned(why))


def remove_dependency(dependency: Dependency, reason: str, *, by: Person | None) -> None:
    """Say that a milestone needs the other no more; the record stays. Raises RuleBroken."""
    _check_live(dependency)
    milestone = db.session.get_one(Milestone, dependency.milestone_id)
    reword(
        dependency,
        {"removed_on": clock.today()},
        act="dependency removed",
        name=name_of(milestone),
        plan_id=milestone.action.plan_id,
        by=by,
        why=demand(reason, "Enter why it needs the other no more", "reason"),
    )


def fix_gaps(milestone: Milestone, *, by: Person | None) -> None:
    """Fix the gaps to what a milestone needs anew when its date was agreed; not those by hand.

    A date that was agreed as a knock-on was moved to keep the gaps, so they stay as they were.
    """
    db.session.flush()
    agreed = milestone_dates([milestone.id], clock.today())[milestone.id].agreed
    if agreed is not None and is_knock_on(agreed.id):
        return
    asked = select(Dependency).where(
        Dependency.milestone_id == milestone.id,
        Dependency.removed_on.is_(None),
        Dependency.is_by_hand.is_(False),
    )
    for dependency in db.session.scalars(asked).all():
        gap = _gap_today(db.session.get_one(Milestone, dependency.needs_id), milestone)
        if gap is not None and gap <= LONGEST_GAP:
            _set_gap(dependency, gap, by, "the milestone's date was agreed")


def _set_gap(dependency: Dependency, gap: int, by: Person | None, why: str) -> bool:
    milestone = db.session.get_one(Milestone, dependency.milestone_id)
    return reword(
        dependency,
        {"gap_days": gap},
        act="gap changed",
        name=name_of(milestone),
        plan_id=milestone.action.plan_id,
        by=by,
        why=why,
    )


def _gap_today(first: Milestone, second: Milestone) -> int | None:
    dates = milestone_dates([first.id, second.id], clock.today())
    before, after = dates[first.id].agreed, dates[second.id].agreed
    if before is None or after is None:
        return None
    return slippage.gap_between(before.days, after.days)


def _check_gap(gap: int) -> None:
    if not 0 <= gap <= LONGEST_GAP:
        raise RuleBroken(f"The gap must be 0 to {LONGEST_GAP:,} days", "gap_days")


def _check_live(dependency: Dependency) -> None:
    if dependency.removed_on is not None:
        raise RuleBroken("This was removed already.")


def _check_is_new(milestone: Milestone, needs: Milestone) -> None:
    found = db.session.scalar(
        select(Dependency.id).where(
            Dependency.milestone_id == milestone.id,
            Dependency.needs_id == needs.id,
            Dependency.removed_on.is_(None),
        )
    )
    if found is not None:
        raise RuleBroken(f"{name_of(milestone)} needs {name_of(needs)} already", "needs")


def _check_no_circle(milestone: Milestone, needs: Milestone) -> None:
    today = clock.today()
    links = [
        slippage.Dependency(before=each.needs_id, after=each.milestone_id, gap=0)
        for each in dependencies(today)
    ]
    links.append(slippage.Dependency(before=needs.id, after=milestone.id, gap=0))
    try:
        slippage.check_no_circle(links)
    except slippage.CircularDependency as circle:
        if milestone.id == needs.id:
            raise RuleBroken("A milestone cannot need itself", "needs") from None
        names = {
            each.id: f"Action {each.action_number}, milestone {each.number} (“{each.text}”)"
            for each in milestones_on(today)
        }
        ordered = [names.get(key, "another milestone") for key in (*circle.keys, circle.keys[0])]
        raise RuleBroken(
            f"These would wait for each other in a circle: {', then '.join(ordered)}", "needs"
        ) from None
