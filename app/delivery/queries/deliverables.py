"""What pages read of deliverables; who may see what is built in here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app import clock
from app.commissions.models import Commission
from app.database import db
from app.delivery.models import (
    Deliverable,
    DeliverableDate,
    DeliverableDateDecision,
    DeliverableForecast,
)
from app.delivery.queries.receipts import Received, received_by
from app.errors import NotFound
from app.people.models import Person
from app.plans.queries import MilestoneDates
from app.plans.queries.histories import agreed_entries, dates_of, forecast_entries, grouped
from app.slippage import Facts


@dataclass(frozen=True)
class DeliverableStanding:
    """One deliverable with its dates and what was received, as on record on a day."""

    id: int
    commission_id: int
    number: int
    title: str
    since: date
    dates: MilestoneDates
    received: tuple[Received, ...]

    @property
    def waiting(self) -> Received | None:
        """What was received and waits for acceptance."""
        return next((one for one in reversed(self.received) if one.is_accepted is None), None)

    @property
    def received_on(self) -> date | None:
        """The day of what waits for acceptance or was accepted; a rejected thing does not count."""
        counted = [one for one in self.received if one.is_accepted is not False]
        return counted[-1].received_on if counted else None

    @property
    def accepted_on(self) -> date | None:
        """The day of acceptance."""
        accepted = (one.decided_on for one in self.received if one.is_accepted)
        return next(accepted, None)

    @property
    def rejected_on(self) -> date | None:
        """The day on which what was received last was rejected, if nothing came after it."""
        last = self.received[-1] if self.received else None
        return last.decided_on if last is not None and last.is_accepted is False else None


def deliverables(commission_ids: Collection[int], on: date) -> dict[int, list[DeliverableStanding]]:
    """The deliverables of these commissions as on record on a day, in four queries.

    One that was withdrawn by the day is not due any more.
    """
    if not commission_ids:
        return {}
    rows = db.session.scalars(
        select(Deliverable)
        .where(Deliverable.commission_id.in_(set(commission_ids)), Deliverable.since <= on)
        .order_by(Deliverable.commission_id, Deliverable.number)
    ).all()
    rows = [row for row in rows if not _is_withdrawn(row, on)]
    ids = {row.id for row in rows}
    if not ids:
        return {}
    owner = DeliverableDate.deliverable_id
    agreed = grouped(agreed_entries(DeliverableDate, DeliverableDateDecision, owner, ids, on))
    forecast_owner = DeliverableForecast.deliverable_id
    forecasts = grouped(forecast_entries(DeliverableForecast, forecast_owner, ids, on))
    received = grouped(received_by(ids, on))
    found: dict[int, list[DeliverableStanding]] = {}
    for row in rows:
        dates = dates_of(row.id, agreed.get(row.id, []), forecasts.get(row.id, []), [])
        standing = DeliverableStanding(
            row.id,
            row.commission_id,
            row.number,
            row.title,
            row.since,
            dates,
            tuple(received.get(row.id, ())),
        )
        found.setdefault(row.commission_id, []).append(standing)
    return found


def _is_withdrawn(row: Deliverable, on: date) -> bool:
    return row.withdrawn_at is not None and clock.day_of(row.withdrawn_at) <= on


def due_now(commission: Commission) -> list[Deliverable]:
    """The deliverables of a commission that are not withdrawn, whatever their day."""
    wanted = select(Deliverable).where(
        Deliverable.commission_id == commission.id, Deliverable.withdrawn_at.is_(None)
    )
    return list(db.session.scalars(wanted.order_by(Deliverable.number)))


def highest_number(commission: Commission) -> int:
    """The highest number of a commission's deliverables, withdrawn or not; 0 without any."""
    highest = select(func.max(Deliverable.number))
    return db.session.scalar(highest.where(Deliverable.commission_id == commission.id)) or 0


def slippage_facts(deliverable: DeliverableStanding) -> Facts:
    """What the rules of slippage ask of a deliverable: met is accepted."""
    dates = deliverable.dates
    return Facts(
        baseline=dates.baseline.days if dates.baseline else None,
        agreed=dates.agreed.days if dates.agreed else None,
        forecast=dates.forecast.days if dates.forecast else None,
        actual=deliverable.accepted_on,
        received=deliverable.received_on,
        proposed=dates.proposed.days if dates.proposed else None,
    )


def deliverable_for(commission: Commission, number: int) -> Deliverable:
    """One deliverable of a commission that was loaded for the person, and that is not withdrawn.

    Raises NotFound.
    """
    found = db.session.scalar(
        select(Deliverable).where(
            Deliverable.commission_id == commission.id,
            Deliverable.number == number,
            Deliverable.withdrawn_at.is_(None),
        )
    )
    if found is None:
        raise NotFound
    return found


def standing_of(deliverable: Deliverable, on: date) -> DeliverableStanding:
    """One deliverable as on record on a day."""
    due = deliverables([deliverable.commission_id], on).get(deliverable.commission_id, [])
    for one in due:
        if one.id == deliverable.id:
            return one
    raise NotFound


@dataclass(frozen=True)
class WaitingDate:
    """A proposed date, or the correction of one, that waits for another person."""

    id: int
    as_written: str
    by_id: int | None
    by: str
    day: date
    cause: str
    reason: str
    corrects: str | None


def waiting_of(one: DeliverableStanding) -> WaitingDate | None:
    """What waits for another person's decision on a deliverable's dates."""
    if (proposed := one.dates.proposed) is not None:
        return WaitingDate(
            proposed.id,
            proposed.as_written,
            proposed.proposed_by_id,
            proposed.proposed_by,
            proposed.proposed_on,
            proposed.cause_name,
            proposed.reason,
            None,
        )
    for entry in one.dates.agreed_history:
        for each in entry.corrections:
            if each.is_waiting:
                return WaitingDate(
                    each.id,
                    each.as_written,
                    each.by_id,
                    each.by,
                    each.day,
                    each.cause,
                    each.why,
                    entry.as_written,
                )
    return None


def waiting_date(deliverable: Deliverable) -> DeliverableDate | None:
    """The proposed date, or the correction of one, that waits for another person's decision."""
    return db.session.scalar(
        select(DeliverableDate)
        .outerjoin(
            DeliverableDateDecision, DeliverableDateDecision.proposal_id == DeliverableDate.id
        )
        .where(
            DeliverableDate.deliverable_id == deliverable.id, DeliverableDateDecision.id.is_(None)
        )
    )


def is_of_company(proposed: DeliverableDate) -> bool:
    """Whether the company proposed a date, by one of its contacts."""
    who = db.session.get(Person, proposed.proposed_by_id) if proposed.proposed_by_id else None
    return who is not None and who.company_id is not None


def waits_for_company(deliverable: Deliverable) -> bool:
    """Whether the company proposed the date that waits."""
    proposed = waiting_date(deliverable)
    return proposed is not None and is_of_company(proposed)
