"""How a commission ends: completed, or cancelled on the way."""

from __future__ import annotations

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import must_be_free, said
from app.commissions.operations.inviting import mail_contacts
from app.commissions.queries import invited
from app.commissions.rules import Act, Stage


def cancel(commission: Commission, reason: str, *, by: Person) -> None:
    """Cancel a commission for a reason; each invited company is told once it was issued."""
    must_be_free(Act.CANCEL, commission, by)
    why = said(reason, "Say why the commission is cancelled.")
    before = commission.stage_on(clock.now())
    commission.cancelled_at = clock.now()
    commission.cancelled_reason = why
    _record("commission cancelled", commission, before, by, why)
    if commission.issued_at is None:
        return
    for invitation in invited(commission):
        mail_contacts(invitation, f"Cancelled: {commission.title}", "cancelled", reason=why)


def complete(commission: Commission, *, by: Person) -> None:
    """Complete a commission whose work was delivered."""
    must_be_free(Act.COMPLETE, commission, by)
    before = commission.stage_on(clock.now())
    commission.completed_at = clock.now()
    _record("commission completed", commission, before, by)


def _record(act: str, commission: Commission, before: Stage, by: Person, why: str = "") -> None:
    audit.record(
        act,
        commission,
        commission.reference,
        by=by,
        before=before.value,
        after=commission.stage_on(clock.now()).value,
        why=why,
        commission_id=commission.id,
    )
