"""What was received for a deliverable: put on record, corrected, accepted or rejected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.exc import IntegrityError

from app import clock
from app.access import Person, Role
from app.commissions.models import Commission
from app.commissions.operations.checks import require
from app.commissions.rules import Act
from app.database import db
from app.delivery import queries, rules
from app.delivery.models import Deliverable, Receipt, ReceiptDecision
from app.delivery.operations.checks import must_be_officer, put_on_record
from app.delivery.operations.telling import tell_company_of_receipt, tell_officer
from app.errors import NotFound, RuleBroken
from app.files import StoredFile, discard
from app.formats import day_in_words


def record_received(
    commission: Commission,
    deliverable: Deliverable,
    received_on: date,
    *,
    note: str,
    file: StoredFile | None,
    by: Person,
) -> Receipt:
    """Put on record what an officer received or the company sent; it then waits for acceptance.

    The file of what is refused is removed from the disk again.
    """
    try:
        _check_can_be_received(commission, deliverable, received_on, note, file)
    except RuleBroken:
        if file is not None:
            discard(file.stored_as)
        raise
    receipt = Receipt(
        deliverable_id=deliverable.id,
        received_on=received_on,
        recorded_on=clock.today(),
        note=note.strip(),
        by_id=by.id,
        recorded_at=clock.now(),
    )
    if file is not None:
        receipt.typed_name, receipt.stored_as = file.typed_name, file.stored_as
        receipt.size, receipt.sha256, receipt.kind = file.size, file.sha256, file.kind
    db.session.add(receipt)
    put_on_record("delivery received", commission, deliverable, by, after=day_in_words(received_on))
    if Role.COMPANY in by.roles:
        tell_officer(commission, deliverable, "Received", "delivery_received")
    return receipt


def correct_received(
    commission: Commission,
    deliverable: Deliverable,
    receipt_id: int,
    received_on: date,
    *,
    why: str,
    by: Person,
) -> Receipt:
    """Say on which day something really came; the entry itself stays. Raises RuleBroken."""
    require(commission, Act.DELIVER)
    must_be_officer(by)
    standing = queries.standing_of(deliverable, clock.today())
    stood = next((each for each in standing.received if each.id == receipt_id), None)
    if stood is None:
        raise NotFound
    _check_day(received_on)
    if received_on == stood.received_on:
        raise RuleBroken("This is what is on record already", "received_on")
    if stood.decided_on is not None and received_on > stood.decided_on:
        raise RuleBroken(
            f"It was decided on on {day_in_words(stood.decided_on)}: it came by then", "received_on"
        )
    if not why.strip():
        raise RuleBroken("Enter what was wrong", "why")
    correction = Receipt(
        deliverable_id=deliverable.id,
        corrects_id=receipt_id,
        received_on=received_on,
        recorded_on=clock.today(),
        note=why.strip(),
        by_id=by.id,
        recorded_at=clock.now(),
    )
    db.session.add(correction)
    before, after = day_in_words(stood.received_on), day_in_words(received_on)
    put_on_record("delivery day corrected", commission, deliverable, by, before, after, why)
    return correction


def decide_receipt(
    commission: Commission, deliverable: Deliverable, *, accept: bool, reason: str, by: Person
) -> ReceiptDecision:
    """Accept or reject what was received; the last acceptance delivers the commission."""
    require(commission, Act.DELIVER)
    must_be_officer(by)
    receipt = queries.waiting_receipt(deliverable)
    if receipt is None:
        raise RuleBroken("Nothing that was received waits for acceptance.")
    if fault := rules.reason_fault(accept, reason):
        raise RuleBroken(fault, "reason")
    decision = _decide(receipt, accept, reason.strip(), by)
    standing: Sequence[queries.DeliverableStanding]
    standing = queries.deliverables([commission.id], clock.today())[commission.id]
    if all(one.accepted_on is not None for one in standing):
        commission.delivered_at = clock.now()
    act = "delivery accepted" if accept else "delivery rejected"
    put_on_record(act, commission, deliverable, by, "received", act, reason)
    tell_company_of_receipt(commission, deliverable, receipt, decision)
    return decision


def _decide(receipt: Receipt, accept: bool, reason: str, by: Person) -> ReceiptDecision:
    decision = ReceiptDecision(
        receipt_id=receipt.id,
        is_accepted=accept,
        decided_on=clock.today(),
        decided_by_id=by.id,
        reason=reason,
        recorded_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(decision)
            db.session.flush()
    except IntegrityError:
        raise RuleBroken(
            "Somebody else decided on this at the same moment. Read it again."
        ) from None
    return decision


def _check_can_be_received(
    commission: Commission,
    deliverable: Deliverable,
    received_on: date,
    note: str,
    file: StoredFile | None,
) -> None:
    require(commission, Act.DELIVER)
    _check_day(received_on)
    if file is None and not note.strip():
        raise RuleBroken("Choose the file, or say what was received and where it is", "note")
    standing = queries.standing_of(deliverable, clock.today())
    if standing.accepted_on is not None:
        raise RuleBroken("This deliverable has been accepted already.")
    if standing.waiting is not None:
        raise RuleBroken("What was received before still waits for acceptance.")


def _check_day(received_on: date) -> None:
    if received_on > clock.today():
        raise RuleBroken("The day it was received must be today or earlier", "received_on")
