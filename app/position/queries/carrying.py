"""Which commission carries which milestone on a day, and what it is to deliver (rule 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.commissions.models import Brief, Commission
from app.commissions.rules import Stage, stage_on
from app.database import db
from app.delivery.queries import DeliverableStanding, deliverables, slippage_facts
from app.people.models import Person
from app.position.queries.instants import last_instant
from app.position.rules import SoFar
from app.slippage import Facts, carried, last_deliverable


@dataclass(frozen=True)
class Carrier:
    """The commission that carries a milestone, and its deliverables on the day."""

    id: int
    reference: str
    title: str
    stage: Stage
    deliverables: tuple[DeliverableStanding, ...]
    row: Commission = field(repr=False, compare=False)
    briefs: tuple[Brief, ...] = field(default=(), repr=False, compare=False)
    """Its versions that had been issued by the day, the oldest first."""

    @property
    def deadline(self) -> datetime | None:
        """The deadline for quotes that was in force on the day."""
        return self.briefs[-1].quote_deadline if self.briefs else None

    @property
    def last(self) -> DeliverableStanding | None:
        """The deliverable that carries the milestone."""
        facts = [slippage_facts(each) for each in self.deliverables]
        found = last_deliverable(facts)
        return None if found is None else self.deliverables[_place(facts, found)]

    @property
    def so_far(self) -> SoFar:
        """What came and does not count: rejected last, or another of its deliverables."""
        last = self.last
        came = [
            each.received_on
            for each in self.deliverables
            if each is not last and each.received_on is not None
        ]
        return SoFar(rejected_last(last), max(came, default=None))

    def carry(self, milestone: Facts) -> Facts:
        """The milestone's facts with those of the last deliverable."""
        return carried(milestone, [slippage_facts(each) for each in self.deliverables])


@dataclass(frozen=True)
class Carriers:
    """The newest commission that was not cancelled, by milestone; and who ever had one."""

    newest: dict[int, Carrier]
    ever: frozenset[int]


def rejected_last(row: DeliverableStanding | None) -> date | None:
    """The day on which a thing was received that was then rejected, if nothing came after it."""
    if row is None or row.rejected_on is None:
        return None
    return row.received[-1].received_on


def carriers(milestone_ids: Collection[int], on: date) -> Carriers:
    """The commissions of these milestones as they stood on a day."""
    at = last_instant(on)
    rows = db.session.scalars(
        select(Commission)
        .where(
            Commission.milestone_id.in_(set(milestone_ids)),
            Commission.since <= on,
        )
        .options(joinedload(Commission.officer, innerjoin=True).lazyload(Person.grants))
        .order_by(Commission.since, Commission.id)
    ).all()
    newest = {row.milestone_id: row for row in rows if _stands(row, at)}
    ids = [row.id for row in newest.values()]
    due, briefs = deliverables(ids, on), _issued_briefs(ids, at)
    return Carriers(
        newest={
            milestone_id: Carrier(
                id=row.id,
                reference=row.reference,
                title=row.title,
                stage=stage_on(row, at),
                deliverables=tuple(due.get(row.id, ())),
                row=row,
                briefs=tuple(briefs.get(row.id, ())),
            )
            for milestone_id, row in newest.items()
        },
        ever=frozenset(row.milestone_id for row in rows),
    )


def _issued_briefs(ids: Collection[int], at: datetime) -> dict[int, list[Brief]]:
    found: dict[int, list[Brief]] = defaultdict(list)
    if ids:
        rows = select(Brief).where(Brief.commission_id.in_(ids), Brief.issued_at <= at)
        for brief in db.session.scalars(rows.order_by(Brief.commission_id, Brief.number)):
            found[brief.commission_id].append(brief)
    return found


def _stands(row: Commission, at: datetime) -> bool:
    return row.cancelled_at is None or row.cancelled_at > at


def _place(facts: list[Facts], wanted: Facts) -> int:
    """Where a deliverable stands; the last of those with equal facts, as the rule chooses."""
    return max(place for place, each in enumerate(facts) if each is wanted)
