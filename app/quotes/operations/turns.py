"""One company's turn at its quote: by its own person, in time, one at a time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app import clock
from app.access import Person
from app.commissions.models import Invitation
from app.commissions.operations.checks import lock_commission
from app.commissions.rules import Act, stage_to_act, why_not
from app.database import db
from app.errors import NotFound, RuleBroken
from app.formats import instant_in_words
from app.quotes.models import Quote, QuoteState
from app.quotes.queries.own import row_in_state
from app.quotes.rules import is_late


class Late(RuleBroken):
    """The deadline has come: nothing is accepted, to the second."""

    def __init__(self, deadline: datetime) -> None:
        when = instant_in_words(deadline, clock.zone())
        super().__init__(f"The deadline was {when}. Nothing can be sent or changed after it.")


def take_turn(invitation: Invitation, by: Person) -> datetime:
    """Lock the invitation and give back the instant at which this act happens (UTC).

    The clock is read when the lock is held: whoever waited is judged by when the wait ended.
    Raises NotFound to another company, Late from the deadline on, RuleBroken at any other stage.
    """
    if by.company_id is None or by.company_id != invitation.company_id:
        raise NotFound
    db.session.flush()
    db.session.execute(
        select(Invitation.id).where(Invitation.id == invitation.id).with_for_update()
    )
    commission = lock_commission(invitation.commission_id, is_shared=True)
    now = clock.now()
    deadline = commission.quote_deadline
    if deadline is not None and commission.cancelled_at is None and is_late(deadline, now):
        raise Late(deadline)
    if refusal := why_not(Act.QUOTE, stage_to_act(commission, now)):
        raise RuleBroken(refusal)
    return now


def draft_to_change(invitation: Invitation) -> Quote:
    """The draft of an invitation. Raises RuleBroken where there is none that can be read."""
    draft = row_in_state(invitation, QuoteState.DRAFT)
    if draft is None:
        raise RuleBroken("There is no draft to change. Start a quote first.")
    return draft
