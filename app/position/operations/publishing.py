"""Publishing the next edition, once every late milestone is answered for."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.plans.models import Edition, Milestone, Plan
from app.plans.operations import leave_unsaid, publish_edition
from app.plans.operations.editions import LEFT_WITHOUT
from app.position.queries.publishing import before_publishing


def publish_checked(
    plan: Plan,
    *,
    name: str,
    left: Mapping[int, str],
    by: Person,
    answers_for_names: bool = False,
) -> Edition:
    """Publish the plan as it stands today.

    Each late milestone has an approved sentence, or a reason in `left`, by its id, why the edition
    says nothing of it; then that is put on record with the person's name. Where it would name a
    company whose outcome is not public, somebody answers for that, on record. Raises RuleBroken.
    """
    db.session.flush()
    check = before_publishing(plan.id, clock.today())
    if check.named and not answers_for_names:
        raise RuleBroken(
            f"{check.named[0].place} names {check.named[0].name}, and the outcome of that "
            "commission is not public",
            "names_checked",
        )
    unanswered = [each.line.position.milestone.id for each in check.unanswered]
    for milestone_id in unanswered:
        if not left.get(milestone_id, "").strip():
            raise RuleBroken(LEFT_WITHOUT, f"left_{milestone_id}")
    edition = publish_edition(plan, name=name, by=by)
    for milestone_id in unanswered:
        milestone = db.session.get_one(Milestone, milestone_id)
        leave_unsaid(edition, milestone, left[milestone_id], by=by)
    if check.named:
        record(
            "edition published with companies named",
            edition,
            edition.name,
            by=by,
            after="; ".join(f"{each.place}: {each.name}" for each in check.named),
            plan_id=plan.id,
        )
    return edition
