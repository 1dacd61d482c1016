"""The company's side: whether it won, and what it owes. No other company's row is ever read."""

from __future__ import annotations

from datetime import date

from app.access import Person
from app.commissions.models import Commission, Invitation
from app.delivery.queries.deliverables import DeliverableStanding, deliverables
from app.errors import NotFound
from app.evaluation.queries import decided_award
from app.quotes.queries.outcomes import invitations_of_quotes


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
