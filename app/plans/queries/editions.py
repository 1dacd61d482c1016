"""Published editions: frozen copies, readable by anyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.database import db
from app.errors import NotFound
from app.people.models import Person
from app.plans.content import PlanContent, from_json
from app.plans.models import Action, Edition, LeftUnsaid, Milestone


def editions(plan_id: int) -> list[Edition]:
    """A plan's editions, the newest first."""
    asked = select(Edition).where(Edition.plan_id == plan_id)
    return list(db.session.scalars(asked.order_by(Edition.number.desc())))


def latest_edition(plan_id: int, on: date) -> Edition | None:
    """The newest edition that had been published by a day."""
    return db.session.scalar(
        select(Edition)
        .where(Edition.plan_id == plan_id, Edition.day <= on)
        .order_by(Edition.number.desc())
        .limit(1)
    )


def edition(plan_id: int, number: int) -> Edition:
    """One edition. Raises NotFound."""
    found = db.session.scalar(
        select(Edition).where(Edition.plan_id == plan_id, Edition.number == number)
    )
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A late milestone of which an edition says nothing: who left it so, and why."""

    action_number: int
    milestone_number: int
    text: str
    reason: str
    by: str


def left_unsaid(edition_id: int) -> list[Unsaid]:
    """What was left without a sentence when an edition was published."""
    rows = db.session.execute(
        select(LeftUnsaid, Milestone, Action.number, Person.name)
        .join(Milestone, Milestone.id == LeftUnsaid.milestone_id)
        .join(Action, Action.id == Milestone.action_id)
        .join(Person, Person.id == LeftUnsaid.by_id)
        .where(LeftUnsaid.edition_id == edition_id)
        .order_by(Action.number, Milestone.number)
    )
    return [
        Unsaid(action, milestone.number, milestone.text, left.reason, by)
        for left, milestone, action, by in rows
    ]


def first_edition_day(plan_id: int) -> date | None:
    """The day of a plan's first edition."""
    return db.session.scalar(select(func.min(Edition.day)).where(Edition.plan_id == plan_id))


def published_content(plan_id: int, on: date) -> tuple[Edition, PlanContent] | None:
    """What the newest edition by a day says; None where nothing had been published."""
    newest = latest_edition(plan_id, on)
    return (newest, from_json(newest.content)) if newest is not None else None
