"""Publishing a plan as it stands: a frozen copy that nothing changes afterwards."""

from __future__ import annotations

from datetime import date

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.formats import day_in_words
from app.plans.content import PlanContent, sha256_of, to_json
from app.plans.models import Edition, LeftUnsaid, Milestone, Plan
from app.plans.operations.milestones import name_of
from app.plans.operations.rewording import cleaned, demand
from app.plans.queries import editions, plan_content
from app.plans.rules import ordinal, same_words

LEFT_WITHOUT = (
    "Have a sentence about this milestone approved, or enter why it is published without one"
)


def next_edition_name(plan: Plan) -> str:
    """What the next edition is called unless somebody says otherwise: "2nd Review"."""
    return f"{ordinal(_next_number(plan))} Review"


def _next_number(plan: Plan) -> int:
    earlier = editions(plan.id)
    return earlier[0].number + 1 if earlier else 1


def publish_edition(
    plan: Plan,
    *,
    by: Person | None,
    name: str = "",
    day: date | None = None,
    number: int | None = None,
) -> Edition:
    """Freeze and publish the plan as it stands on `day` (today). Raises RuleBroken."""
    on = day or clock.today()
    earlier = editions(plan.id)
    following = number or _next_number(plan)
    kept = cleaned(name) or f"{ordinal(following)} Review"
    if on > clock.today():
        raise RuleBroken("The day of the edition must be today or earlier", "day")
    if earlier and on < earlier[0].day:
        raise RuleBroken(
            f"The {earlier[0].name} was published on {day_in_words(earlier[0].day)}. "
            "A later edition cannot have an earlier day",
            "day",
        )
    if earlier and following <= earlier[0].number:
        raise RuleBroken(f"There is already an edition {earlier[0].number}", "name")
    if any(same_words(edition.name, kept) for edition in earlier):
        raise RuleBroken(f"There is already an edition called “{kept}”", "name")
    db.session.flush()
    content = plan_content(plan.id, on)
    if not content.actions:
        raise RuleBroken("The plan has no action yet. Add one before you publish it", "name")
    return freeze(plan, following, kept, on, content, by)


def leave_unsaid(edition: Edition, milestone: Milestone, reason: str, *, by: Person) -> LeftUnsaid:
    """Record that an edition says nothing of a late milestone, and why. Raises RuleBroken."""
    why = demand(reason, LEFT_WITHOUT, f"left_{milestone.id}")
    left = LeftUnsaid(
        edition_id=edition.id,
        milestone_id=milestone.id,
        reason=why,
        by_id=by.id,
        recorded_at=clock.now(),
    )
    db.session.add(left)
    record(
        "late milestone published without a sentence",
        milestone,
        name_of(milestone),
        by=by,
        after=edition.name,
        why=why,
        plan_id=edition.plan_id,
    )
    return left


def freeze(
    plan: Plan, number: int, name: str, on: date, content: PlanContent, by: Person | None
) -> Edition:
    """Keep what a plan says as an edition. Its caller has checked that it may be published."""
    canonical = to_json(content)
    edition = Edition(
        plan_id=plan.id,
        number=number,
        name=name,
        day=on,
        content=canonical,
        sha256=sha256_of(canonical),
        published_by_id=by.id if by else None,
        published_at=clock.now(),
    )
    db.session.add(edition)
    db.session.flush()
    record(
        "edition published",
        edition,
        f"{plan.title} – {name}",
        by=by,
        after=f"edition {number}, SHA-256 {edition.sha256}",
        plan_id=plan.id,
    )
    return edition
