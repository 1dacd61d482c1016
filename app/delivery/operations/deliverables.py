"""What people do about deliverables: agree, forecast, receive, accept or reject."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app import clock, mail
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import require
from app.commissions.rules import Act
from app.database import db
from app.delivery import queries, rules
from app.delivery.models import Deliverable, DeliverableDate, DeliverableForecast, Receipt
from app.errors import RuleBroken
from app.files import StoredFile, discard
from app.formats import day_in_words
from app.people.queries import company_for
from app.plans.models import Agreement, Cause
from app.plans.operations.keeping import check_cause, check_meeting
from app.plans.operations.milestones import columns_of
from app.when import When, read_when


def add_deliverable(
    commission: Commission, title: str, when_written: str, *, by: Person
) -> Deliverable:
    """A thing due under the award; the date given now is its baseline."""
    require(commission, Act.AGREE_DATE)
    _must_be_officer(by)
    if not title.strip():
        raise RuleBroken("Enter what is to be delivered", "title")
    when = _read(when_written)
    if when.latest is None:
        raise RuleBroken("Enter a date with a last day, such as “end March 2014”", "when")
    today = clock.today()
    deliverable = Deliverable(
        commission_id=commission.id,
        number=queries.highest_number(commission) + 1,
        title=title.strip(),
        since=today,
    )
    db.session.add(deliverable)
    db.session.flush()
    db.session.add(
        DeliverableDate(
            deliverable_id=deliverable.id,
            **columns_of(when),
            cause=Cause.FIRST,
            outcome=Agreement.APPROVED,
            proposed_on=today,
            decided_on=today,
            proposed_by_id=by.id,
            recorded_at=clock.now(),
        )
    )
    _record("deliverable added", commission, deliverable, by, after=when.raw)
    return deliverable


def propose_date(
    commission: Commission,
    deliverable: Deliverable,
    when_written: str,
    *,
    reason: str,
    cause: str,
    by: Person,
    meeting_id: int | None = None,
) -> DeliverableDate:
    """Propose another date; it counts once another person approves it."""
    require(commission, Act.AGREE_DATE)
    _must_be_officer(by)
    when = _read(when_written)
    if not reason.strip():
        raise RuleBroken("Enter why the date changes", "reason")
    if queries.waiting_date(deliverable) is not None:
        raise RuleBroken("Another proposed date waits for a decision. Decide on that one first.")
    dates = queries.standing_of(deliverable, clock.today()).dates
    row = DeliverableDate(
        deliverable_id=deliverable.id,
        **columns_of(when),
        reason=reason.strip(),
        cause=check_cause(cause),
        meeting_id=check_meeting(meeting_id),
        outcome=Agreement.PROPOSED,
        proposed_on=clock.today(),
        proposed_by_id=by.id,
        recorded_at=clock.now(),
    )
    db.session.add(row)
    before = dates.agreed.as_written if dates.agreed else ""
    _record("date proposed", commission, deliverable, by, before, when.raw, reason)
    return row


def decide_date(
    commission: Commission,
    deliverable: Deliverable,
    *,
    approve: bool,
    by: Person,
    reason: str = "",
) -> DeliverableDate:
    """Approve or refuse the proposed date. Never by its proposer; a refusal needs a reason."""
    require(commission, Act.AGREE_DATE)
    row = queries.waiting_date(deliverable)
    if row is None:
        raise RuleBroken("No proposed date waits for a decision.")
    if by.id == row.proposed_by_id:
        raise RuleBroken("You proposed this date. Another person must decide on it.")
    if not rules.can_decide_date(by.roles, by.id, row.proposed_by_id):
        raise RuleBroken("Only an officer or a member of the group can decide on a date.")
    if not approve and not reason.strip():
        raise RuleBroken("Enter why the date is refused", "reason")
    dates = queries.standing_of(deliverable, clock.today()).dates
    row.outcome = Agreement.APPROVED if approve else Agreement.REFUSED
    row.decided_on, row.decided_by_id = clock.today(), by.id
    row.decision_reason = reason.strip()
    act = "date approved" if approve else "date refused"
    before = dates.agreed.as_written if dates.agreed else ""
    _record(act, commission, deliverable, by, before, row.as_written, row.decision_reason)
    return row


def forecast(
    commission: Commission,
    deliverable: Deliverable,
    when_written: str,
    *,
    reason: str,
    by: Person,
    cause: str = Cause.OTHER,
) -> DeliverableForecast:
    """Record what is expected now; the agreed date stays."""
    require(commission, Act.AGREE_DATE)
    _must_be_officer(by)
    when = _read(when_written)
    if not reason.strip():
        raise RuleBroken("Enter why it is expected then", "reason")
    row = DeliverableForecast(
        deliverable_id=deliverable.id,
        **columns_of(when),
        day=clock.today(),
        reason=reason.strip(),
        cause=check_cause(cause),
        by_id=by.id,
        recorded_at=clock.now(),
    )
    db.session.add(row)
    _record("forecast recorded", commission, deliverable, by, "", when.raw, reason)
    return row


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
    _record("delivery received", commission, deliverable, by, after=day_in_words(received_on))
    if Role.COMPANY in by.roles:
        subject = f"Received: {deliverable.title} ({commission.reference})"
        mail.post(
            commission.officer.email,
            subject,
            "delivery_received",
            commission=commission,
            deliverable=deliverable,
        )
    return receipt


def decide_receipt(
    commission: Commission, deliverable: Deliverable, *, accept: bool, reason: str, by: Person
) -> Receipt:
    """Accept or reject what was received; the last acceptance delivers the commission."""
    require(commission, Act.DELIVER)
    _must_be_officer(by)
    receipt = queries.waiting_receipt(deliverable)
    if receipt is None:
        raise RuleBroken("Nothing that was received waits for acceptance.")
    if fault := rules.reason_fault(accept, reason):
        raise RuleBroken(fault, "reason")
    receipt.is_accepted, receipt.decision_reason = accept, reason.strip()
    receipt.decided_on, receipt.decided_by_id = clock.today(), by.id
    db.session.flush()
    standing: Sequence[queries.DeliverableStanding]
    standing = queries.deliverables([commission.id], clock.today())[commission.id]
    if all(one.accepted_on is not None for one in standing):
        commission.delivered_at = clock.now()
    act = "delivery accepted" if accept else "delivery rejected"
    _record(act, commission, deliverable, by, "received", act, reason)
    _tell_company(commission, deliverable, receipt)
    return receipt


def _check_can_be_received(
    commission: Commission,
    deliverable: Deliverable,
    received_on: date,
    note: str,
    file: StoredFile | None,
) -> None:
    require(commission, Act.DELIVER)
    if received_on > clock.today():
        raise RuleBroken("The day it was received must be today or earlier", "received_on")
    if file is None and not note.strip():
        raise RuleBroken("Choose the file, or say what was received and where it is", "note")
    standing = queries.standing_of(deliverable, clock.today())
    if standing.accepted_on is not None:
        raise RuleBroken("This deliverable has been accepted already.")
    if standing.waiting is not None:
        raise RuleBroken("What was received before still waits for acceptance.")


def _tell_company(commission: Commission, deliverable: Deliverable, receipt: Receipt) -> None:
    winner = queries.winning_invitation(commission)
    if winner is None:
        return
    verdict = "Accepted" if receipt.is_accepted else "Rejected"
    for contact in company_for(winner.company_id).contacts:
        if contact.left_on is not None:
            continue
        mail.post(
            contact.email,
            f"{verdict}: {deliverable.title} ({commission.reference})",
            "delivery_decided",
            commission=commission,
            deliverable=deliverable,
            receipt=receipt,
        )


def _read(words: str) -> When:
    when = read_when(words.strip(), said_on=clock.today())
    if not words.strip():
        raise RuleBroken("Enter the date", "when")
    if not when.is_read or not when.is_dated:
        raise RuleBroken(f"“{words.strip()}” could not be read as a date", "when")
    return when


def _must_be_officer(by: Person) -> None:
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can do this.")


def _record(
    act: str,
    commission: Commission,
    deliverable: Deliverable,
    by: Person,
    before: str = "",
    after: str = "",
    why: str = "",
) -> None:
    audit.record(
        act,
        deliverable,
        f"{commission.reference}, {deliverable.title}",
        by=by,
        before=before,
        after=after,
        why=why.strip(),
        commission_id=commission.id,
    )
