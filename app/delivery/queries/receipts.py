"""What was received for deliverables, and what was decided on it, as on record on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.database import db
from app.delivery.models import Deliverable, Receipt, ReceiptDecision
from app.errors import NotFound
from app.people.models import Person
from app.plans.queries.histories import TRACKER


@dataclass(frozen=True)
class ReceiptCorrection:
    """The day that a receipt should have had, said on `day`; `why` tells what was wrong."""

    received_on: date
    was: date
    day: date
    why: str
    by: str


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
    corrections: tuple[ReceiptCorrection, ...] = ()


def received_by(ids: Collection[int], on: date) -> list[tuple[int, Received]]:
    """What was put on record by a day for these deliverables, by deliverable, the oldest first."""
    decider = aliased(Person)
    rows = db.session.execute(
        select(Receipt, ReceiptDecision, Person.name, decider.name)
        .join(Person, Person.id == Receipt.by_id)
        .outerjoin(ReceiptDecision, ReceiptDecision.receipt_id == Receipt.id)
        .outerjoin(decider, decider.id == ReceiptDecision.decided_by_id)
        .where(Receipt.deliverable_id.in_(ids), Receipt.recorded_on <= on)
        .order_by(Receipt.id)
    ).all()
    corrections: dict[int, list[tuple[Receipt, str]]] = defaultdict(list)
    for row, _, by, _ in rows:
        if row.corrects_id is not None:
            corrections[row.corrects_id].append((row, by))
    return [
        (
            row.deliverable_id,
            _corrected(
                _received(row, decision, by, decided_by or TRACKER, on), corrections[row.id]
            ),
        )
        for row, decision, by, decided_by in rows
        if row.corrects_id is None
    ]


def _received(
    row: Receipt, decision: ReceiptDecision | None, by: str, decided_by: str, on: date
) -> Received:
    made = decision if decision is not None and decision.decided_on <= on else None
    return Received(
        row.id,
        row.received_on,
        row.note,
        row.typed_name,
        by,
        made.is_accepted if made else None,
        made.decided_on if made else None,
        decided_by if made else "",
        made.reason if made else "",
    )


def _corrected(found: Received, corrections: Collection[tuple[Receipt, str]]) -> Received:
    for row, by in corrections:
        told = ReceiptCorrection(row.received_on, found.received_on, row.recorded_on, row.note, by)
        found = replace(found, received_on=row.received_on, corrections=(*found.corrections, told))
    return found


def receipt_for(deliverable: Deliverable, receipt_id: int) -> Receipt:
    """Something received for a deliverable. Raises NotFound."""
    found = db.session.get(Receipt, receipt_id)
    if found is None or found.deliverable_id != deliverable.id or found.corrects_id is not None:
        raise NotFound
    return found


def waiting_receipt(deliverable: Deliverable) -> Receipt | None:
    """What was received and waits for a decision."""
    return db.session.scalar(
        select(Receipt)
        .outerjoin(ReceiptDecision, ReceiptDecision.receipt_id == Receipt.id)
        .where(
            Receipt.deliverable_id == deliverable.id,
            Receipt.corrects_id.is_(None),
            ReceiptDecision.id.is_(None),
        )
        .order_by(Receipt.id.desc())
        .limit(1)
    )
