"""Taking a decision on an award back, while nobody outside has been told."""

from __future__ import annotations

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission, require, said
from app.commissions.rules import Act
from app.database import db
from app.errors import RuleBroken
from app.evaluation import rules
from app.evaluation.models import Award
from app.evaluation.operations.telling import stop_order
from app.evaluation.queries import decided_award, letters_order, may_see_all
from app.quotes.queries import companies_of


def take_award_back(commission: Commission, reason: str, *, by: Person) -> Award:
    """Withdraw an approved award, or *no award*: the quotes stand as before it was proposed.

    The decision stays on record. Letters that wait to leave are stopped with it; what was written
    for them stays with the decision. Raises RuleBroken at a wrong stage, once the letters have
    left, to whoever may not, and at `reason` without one.
    """
    locked = lock_commission(commission.id)
    require(locked, Act.TAKE_DECISION_BACK)
    award = decided_award(locked)
    if award is None:
        raise RuleBroken("There is no decision to take back.")
    if award.told_at is not None:
        raise RuleBroken(rules.why_told_stands(award.quote_id is not None))
    if not may_see_all(by, locked):
        raise RuleBroken("Only people who may see all the quotes can take the decision back.")
    approvers = (award.decided_by_id, award.first_approved_by_id)
    if fault := rules.taking_back_fault(by.roles, by.id, approvers):
        raise RuleBroken(fault)
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
