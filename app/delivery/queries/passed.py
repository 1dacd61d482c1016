"""What passed between us and the company that won: what it sent, and dates that it asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from app.commissions.queries import Passed
from app.database import db
from app.delivery.models import (
    Deliverable,
    DeliverableDate,
    DeliverableDateDecision,
    Receipt,
    ReceiptDecision,
)
from app.formats import day_in_words
from app.people.models import Person
from app.plans.models import Agreement

_PAGE = "delivery.due"


def passed_in_delivery(awarded: Mapping[int, int]) -> list[Passed]:
    """Deliverables received and decided on, dates proposed and answered; in two statements.

    `awarded` are the invitations that won, by commission.
    """
    return [*_received(awarded), *_dates(awarded)]


def _received(awarded: Mapping[int, int]) -> Iterator[Passed]:
    wanted = (
        select(Deliverable, Receipt, ReceiptDecision)
        .join(Receipt, Receipt.deliverable_id == Deliverable.id)
        .outerjoin(ReceiptDecision, ReceiptDecision.receipt_id == Receipt.id)
        .where(Deliverable.commission_id.in_(awarded), Receipt.corrects_id.is_(None))
    )
    for due, receipt, decision in db.session.execute(wanted):
        here = (awarded[due.commission_id], _PAGE)
        what = f"“{due.title}” was received, on {day_in_words(receipt.received_on)}"
        yield Passed(receipt.recorded_at, False, what, *here, receipt.typed_name or "")
        if decision is not None:
            what = f"“{due.title}” was {'accepted' if decision.is_accepted else 'not accepted'}"
            yield Passed(decision.recorded_at, True, what, *here, decision.reason)


def _dates(awarded: Mapping[int, int]) -> Iterator[Passed]:
    """Only what the company itself proposed, and the answer."""
    wanted = (
        select(Deliverable, DeliverableDate, DeliverableDateDecision)
        .join(DeliverableDate, DeliverableDate.deliverable_id == Deliverable.id)
        .join(Person, Person.id == DeliverableDate.proposed_by_id)
        .outerjoin(
            DeliverableDateDecision, DeliverableDateDecision.proposal_id == DeliverableDate.id
        )
        .where(Deliverable.commission_id.in_(awarded), Person.company_id.is_not(None))
    )
    for due, proposed, decision in db.session.execute(wanted):
        here = (awarded[due.commission_id], _PAGE)
        what = f"You proposed “{proposed.as_written}” for “{due.title}”"
        yield Passed(proposed.recorded_at, False, what, *here, proposed.reason)
        if decision is not None:
            answer = "agreed" if decision.outcome is Agreement.APPROVED else "not agreed"
            what = f"“{proposed.as_written}” for “{due.title}” was {answer}"
            yield Passed(decision.recorded_at, True, what, *here, decision.reason)
