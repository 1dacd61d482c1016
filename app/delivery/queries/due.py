"""What pages read of deliverables; who may see what is built in here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.access import Person
from app.commissions.models import Commission, Invitation
from app.database import db
from app.delivery.models import Deliverable, DeliverableDate, DeliverableForecast, Receipt
from app.errors import NotFound
from app.evaluation.queries import decided_award
from app.people.models import Person as PersonRow
from app.plans.models import Agreement
from app.plans.queries import MilestoneDates
from app.plans.queries.histories import (
    TRACKER,
    agreed_entries,
    dates_of,
    forecast_entries,
    grouped,
)
from app.quotes.queries.outcomes import invitations_of_quotes
from app.slippage import Facts


@dataclass(frozen=True)
class Received:
    """Something that was received, and what was decided on it by the day asked."""

    id: int
    received_on: date
    note: str
    file_name: str | None
    by: str
    is_accepted: bool | None
    decided_on: date | None
    decided_by: str
    decision_reason: str


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
    """The deliverables of these commissions as on record on a day, in four queries."""
    rows = db.session.scalars(
        select(Deliverable)
        .where(Deliverable.commission_id.in_(set(commission_ids)), Deliverable.since <= on)
        .order_by(Deliverable.commission_id, Deliverable.number)
    ).all()
    ids = {row.id for row in rows}
    if not ids:
        return {}
    owner = DeliverableDate.deliverable_id
    agreed = grouped(agreed_entries(DeliverableDate, owner, ids, on))
    forecast_owner = DeliverableForecast.deliverable_id
    forecasts = grouped(forecast_entries(DeliverableForecast, forecast_owner, ids, on))
    received = grouped(_received(ids, on))
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


def highest_number(commission: Commission) -> int:
    """The highest number of a commission's deliverables, whatever their day; 0 without any."""
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
    """One deliverable of a commission that was loaded for the person. Raises NotFound."""
    found = db.session.scalar(
        select(Deliverable).where(
            Deliverable.commission_id == commission.id, Deliverable.number == number
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


def receipt_for(deliverable: Deliverable, receipt_id: int) -> Receipt:
    """Something received for a deliverable. Raises NotFound."""
    found = db.session.get(Receipt, receipt_id)
    if found is None or found.deliverable_id != deliverable.id:
        raise NotFound
    return found


def waiting_receipt(deliverable: Deliverable) -> Receipt | None:
    """What was received and waits for a decision."""
    return db.session.scalar(
        select(Receipt)
        .where(Receipt.deliverable_id == deliverable.id, Receipt.decided_on.is_(None))
        .order_by(Receipt.id.desc())
        .limit(1)
    )


def waiting_date(deliverable: Deliverable) -> DeliverableDate | None:
    """The proposed date that waits for another person's decision."""
    return db.session.scalar(
        select(DeliverableDate).where(
            DeliverableDate.deliverable_id == deliverable.id,
            DeliverableDate.outcome == Agreement.PROPOSED,
        )
    )


def winning_invitation(commission: Commission) -> Invitation | None:
    """The invitation whose quote was awarded; None where nothing was."""
    award = decided_award(commission)
    if award is None or award.quote_id is None:
        return None
    return invitations_of_quotes([award.quote_id]).get(award.quote_id)


def is_awarded_to(person: Person, invitation: Invitation) -> bool:
    """Whether the person's company won this commission and has been told so."""
    award = decided_award(invitation.commission)
    if award is None or award.told_at is None or invitation.company_id != person.company_id:
        return False
    winner = winning_invitation(invitation.commission)
    return winner is not None and winner.id == invitation.id


def due_for_company(person: Person, invitation: Invitation, on: date) -> list[DeliverableStanding]:
    """The deliverables that the person's company owes. Raises NotFound for any other company."""
    if not is_awarded_to(person, invitation):
        raise NotFound
    return deliverables([invitation.commission_id], on).get(invitation.commission_id, [])


def _received(ids: Collection[int], on: date) -> list[tuple[int, Received]]:
    decider = aliased(PersonRow)
    rows = db.session.execute(
        select(Receipt, PersonRow.name, decider.name)
        .join(PersonRow, PersonRow.id == Receipt.by_id)
        .outerjoin(decider, decider.id == Receipt.decided_by_id)
        .where(Receipt.deliverable_id.in_(ids), Receipt.recorded_on <= on)
        .order_by(Receipt.id)
    )
    return [
        (row.deliverable_id, _received_one(row, by, decided_by or TRACKER, on))
        for row, by, decided_by in rows
    ]


def _received_one(row: Receipt, by: str, decided_by: str, on: date) -> Received:
    was_decided = row.decided_on is not None and row.decided_on <= on
    return Received(
        row.id,
        row.received_on,
        row.note,
        row.typed_name,
        by,
        row.is_accepted if was_decided else None,
        row.decided_on if was_decided else None,
        decided_by if was_decided else "",
        row.decision_reason if was_decided else "",
    )
