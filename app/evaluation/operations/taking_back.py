"""Taking a decision on an award back, while nobody outside has been told."""

from __future__ import annotations

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission, said
from app.database import db
from app.errors import RuleBroken
from app.evaluation.models import Award
from app.evaluation.operations.telling import stop_order
from app.evaluation.queries import decided_award, letters_order
from app.evaluation.queries.taking_back import NO_DECISION, why_not_take_back
from app.quotes.queries import companies_of


def take_award_back(commission: Commission, reason: str, *, by: Person) -> Award:
    """Withdraw an approved award, or *no award*: the quotes stand as before it was proposed.

    The decision stays on record. Letters that wait to leave are stopped with it; what was written
    for them stays with the decision. Raises RuleBroken at a wrong stage, once the letters have
    left, to whoever may not, and at `reason` without one.
    """
    locked = lock_commission(commission.id)
    award, refusal = decided_award(locked), why_not_take_back(by, locked)
    if award is None or refusal:
        raise RuleBroken(refusal or NO_DECISION)
    why = said(reason, "Enter why you take the decision back")
    if (order := letters_order(locked)) is not None:
        stop_order(locked, order, f"The decision is taken back: {why}", by=by)
    award.withdrawn_at, award.withdrawn_by_id = clock.now(), by.id
    award.withdrawal_reason = why
    locked.recommended_at = locked.awarded_at = locked.not_awarded_at = None
    db.session.flush()
    was = companies_of([award.quote_id])[award.quote_id] if award.quote_id else "no award"
    audit.record(
        "decision taken back",
        locked,
        locked.reference,
        by=by,
        before=f"approved: {was}",
        after="nothing is awarded, and nobody has been told",
        why=why,
        commission_id=locked.id,
    )
    return award
