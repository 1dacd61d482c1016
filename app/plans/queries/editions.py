"""Published editions: frozen copies, readable by anyone."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from app.database import db
from app.errors import NotFound
from app.plans.content import PlanContent, from_json
from app.plans.models import Edition


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


def first_edition_day(plan_id: int) -> date | None:
    """The day of a plan's first edition."""
    return db.session.scalar(select(func.min(Edition.day)).where(Edition.plan_id == plan_id))


def published_content(plan_id: int, on: date) -> tuple[Edition, PlanContent] | None:
    """What the newest edition by a day says; None where nothing had been published."""
    newest = latest_edition(plan_id, on)
    return (newest, from_json(newest.content)) if newest is not None else None
