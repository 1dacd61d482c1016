"""Which commissions there are on a day, and whose the flags of each milestone are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.access import Role
from app.commissions.models import Commission
from app.database import db
from app.people.models import Person
from app.people.queries import people_with_role
from app.plans.models import Edition
from app.position.queries.instants import last_instant


@dataclass(frozen=True)
class Bought:
    """A commission as far as its flags need it. `is_running`: awarded by the day, not cancelled."""

    id: int
    reference: str
    officer_id: int
    milestone_id: int
    is_running: bool
    was_cancelled: bool


@dataclass(frozen=True)
class Owners:
    """Who has what: the officers of the commissions, and who published each plan last."""

    by_milestone: Mapping[int, int]
    by_commission: Mapping[int, int]
    publishers: Mapping[int, int]
    officers: tuple[int, ...]

    def of(self, commission_id: int | None, milestone_id: int, plan_id: int | None) -> int | None:
        """The commission's officer, else the plan's publisher, else an officer who is there."""
        asked = (
            self.by_commission.get(commission_id or 0),
            self.by_milestone.get(milestone_id),
            self.publishers.get(plan_id or 0),
            *self.officers[:1],
        )
        return next((each for each in asked if each in self.officers), None)


def commissions_on(on: date) -> dict[int, Bought]:
    """Every commission by its id, the oldest first, in one statement."""
    at = last_instant(on)
    rows = db.session.scalars(
        select(Commission).where(Commission.since <= on).order_by(Commission.since, Commission.id)
    )
    found: dict[int, Bought] = {}
    for row in rows:
        was_cancelled = row.cancelled_at is not None and row.cancelled_at <= at
        is_awarded = row.awarded_at is not None and row.awarded_at <= at
        found[row.id] = Bought(
            row.id,
            row.reference,
            row.officer_id,
            row.milestone_id,
            is_running=is_awarded and not was_cancelled,
            was_cancelled=was_cancelled,
        )
    return found


def owners_on(commissions: Mapping[int, Bought], on: date) -> Owners:
    """Who has what on a day; only officers who are still there."""
    published = db.session.execute(
        select(Edition.plan_id, Edition.published_by_id)
        .where(Edition.day <= on, Edition.published_by_id.is_not(None))
        .order_by(Edition.number)
    )
    officers = sorted(person.id for person in people_with_role(Role.OFFICER))
    return Owners(
        by_milestone={each.milestone_id: each.officer_id for each in commissions.values()},
        by_commission={each.id: each.officer_id for each in commissions.values()},
        publishers={plan_id: person_id for plan_id, person_id in published if person_id},
        officers=tuple(officers),
    )


def who_can_own() -> list[Person]:
    """Every officer and member who is still there, by name."""
    people = [*people_with_role(Role.OFFICER), *people_with_role(Role.MEMBER)]
    return sorted({each.id: each for each in people}.values(), key=lambda person: person.name)
