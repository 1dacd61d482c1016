"""Whether somebody may take a decision on an award back now."""

from __future__ import annotations

from app import clock
from app.access import Person
from app.commissions.models import Commission
from app.commissions.rules import Act, stage_to_act, why_not
from app.evaluation.queries.awards import decided_award
from app.evaluation.queries.standings import may_see_all
from app.evaluation.rules import taking_back_fault, why_told_stands

NO_DECISION = "There is no decision to take back."


def why_not_take_back(person: Person, commission: Commission) -> str | None:
    """The sentence that keeps a person from it; asked by the page and by the act."""
    award = decided_award(commission)
    if award is not None and award.told_at is not None:
        return why_told_stands(award.quote_id is not None)
    if refusal := why_not(Act.TAKE_DECISION_BACK, stage_to_act(commission, clock.now())):
        return refusal
    if award is None:
        return NO_DECISION
    if not may_see_all(person, commission):
        return "Only people who may see all the quotes can take the decision back."
    approvers = (award.decided_by_id, award.first_approved_by_id)
    return taking_back_fault(person.roles, person.id, approvers)
