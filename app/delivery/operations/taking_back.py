"""Taking a decision on an award back, with what was put on the list of things due under it."""

from __future__ import annotations

from app.access import Person
from app.commissions.models import Commission
from app.delivery.operations.checks import put_on_record
from app.delivery.queries import due_now
from app.evaluation.models import Award
from app.evaluation.operations import take_award_back


def take_decision_back(commission: Commission, reason: str, *, by: Person) -> Award:
    """Withdraw the award, or *no award*, and each deliverable made under it. Nothing is deleted.

    Raises RuleBroken as `take_award_back`.
    """
    award = take_award_back(commission, reason, by=by)
    for deliverable in due_now(commission):
        deliverable.withdrawn_at = award.withdrawn_at
        why = f"The decision was taken back: {award.withdrawal_reason}"
        put_on_record("deliverable withdrawn", commission, deliverable, by, "due", "withdrawn", why)
    return award
