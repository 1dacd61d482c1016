"""The company's side: whether it won, and what it owes. No other company's row is ever read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.access import Person
from app.commissions.models import Commission, Invitation
from app.database import db
from app.delivery.queries.deliverables import DeliverableStanding, deliverables, waiting_of
from app.delivery.rules import why_not_redate
from app.errors import NotFound
from app.evaluation.queries import decided_award
from app.people.models import Person as PersonRow
from app.plans.models import Agreement
from app.plans.queries import AgreedEntry
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


@dataclass(frozen=True)
class OwnDeliverable:
    """A deliverable as the company sees it: the dates agreed, and what it asked for itself.

    Nothing of what the group says among itself: no reason, no name, no forecast. `why_not` is the
    sentence that refuses another proposal now; None where one can be made.
    """

    standing: DeliverableStanding
    agreed: tuple[AgreedEntry, ...]
    proposals: tuple[AgreedEntry, ...]
    is_late: bool
    why_not: str | None

    @property
    def answered(self) -> AgreedEntry | None:
        """Its newest proposal, if it has been answered."""
        last = self.proposals[-1] if self.proposals else None
        return last if last is not None and last.decided_on is not None else None

    @property
    def waiting(self) -> AgreedEntry | None:
        """Its proposal that waits for an answer."""
        return next((each for each in self.proposals if each.decided_on is None), None)


def own_deliverables(person: Person, invitation: Invitation, on: date) -> list[OwnDeliverable]:
    """What the person's company owes, as it sees it. Raises NotFound for any other company."""
    contacts = _contacts(person)
    return [
        OwnDeliverable(
            standing=each,
            agreed=tuple(
                entry for entry in each.dates.agreed_history if entry.outcome is Agreement.APPROVED
            ),
            proposals=tuple(
                entry for entry in each.dates.agreed_history if entry.proposed_by_id in contacts
            ),
            is_late=is_late(each, on),
            why_not=_why_not(each, contacts),
        )
        for each in due_for_company(person, invitation, on)
    ]


def is_late(one: DeliverableStanding, on: date) -> bool:
    """Whether its agreed date has passed and nothing that counts was received."""
    agreed = one.dates.agreed
    is_past = agreed is not None and agreed.latest is not None and agreed.latest < on
    return is_past and one.received_on is None


def why_not_propose(person: Person, one: DeliverableStanding) -> str | None:
    """The sentence that refuses a proposal of the person's company; None where it may make one."""
    return _why_not(one, _contacts(person))


def _why_not(one: DeliverableStanding, contacts: frozenset[int]) -> str | None:
    if accepted := why_not_redate(one.title, is_accepted=one.accepted_on is not None):
        return accepted
    if one.waiting is not None:
        return "What you sent waits for acceptance. Its date cannot change now."
    waiting = waiting_of(one)
    if waiting is None:
        return None
    if waiting.by_id in contacts:
        return f"You proposed “{waiting.as_written}” already. It waits for an answer."
    return "The date is under consideration already. You can propose one after the decision."


def _contacts(person: Person) -> frozenset[int]:
    """Everybody who answers, or answered, for the person's company."""
    if person.company_id is None:
        return frozenset()
    wanted = select(PersonRow.id).where(PersonRow.company_id == person.company_id)
    return frozenset(db.session.scalars(wanted))
