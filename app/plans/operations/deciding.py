"""One decision on a proposed date, by another person than its proposer: of plans and deliveries."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from sqlalchemy.exc import IntegrityError

from app import clock
from app.access import Person
from app.database import db
from app.errors import RuleBroken
from app.plans.models import AgreedDateDecision, Agreement, DecisionColumns
from app.plans.operations.keeping import check_meeting
from app.plans.rules import can_decide_date

Decision = TypeVar("Decision", bound=DecisionColumns)
DECIDED = "This date has been decided already."
CROSSED = "Somebody else decided on this date at the same moment. Read it again."


def decide_on(
    proposal: Any,
    kind: type[Decision],
    *,
    approve: bool,
    by: Person,
    reason: str,
    meeting_id: int | None = None,
) -> Decision:
    """The decision on a proposal, if this person may make it. A refusal needs a reason.

    Of two people at the same moment one succeeds. Raises RuleBroken.
    """
    if proposal.decision is not None:
        raise RuleBroken(DECIDED)
    if by.id == proposal.proposed_by_id:
        raise RuleBroken("You proposed this date. Another person must decide on it.")
    if not can_decide_date(by.roles, by.id, proposal.proposed_by_id):
        raise RuleBroken("Only an officer or a member of the group can decide on a date.")
    if not approve and not reason.strip():
        raise RuleBroken("Enter why the date is refused", "reason")
    made: Any = kind  # a mixin has no constructor of its own
    decision: Decision = made(
        outcome=Agreement.APPROVED if approve else Agreement.REFUSED,
        decided_on=clock.today(),
        decided_by_id=by.id,
        reason=reason.strip(),
        meeting_id=check_meeting(meeting_id),
        recorded_at=clock.now(),
    )
    return settle(proposal, decision)


def settle(proposal: Any, decision: Decision) -> Decision:
    """Put a decision beside its proposal. Raises RuleBroken where another was there first."""
    db.session.flush()
    try:
        with db.session.begin_nested():
            proposal.decision = decision
            db.session.flush()
    except IntegrityError:
        db.session.expire(proposal)
        raise RuleBroken(CROSSED) from None
    return decision


def stands_at_once(day: date, agreed_is: str = "on") -> dict[str, Any]:
    """The decision on what needs no second person (app/plans/models/deciding.py)."""
    return {
        "outcome": Agreement.APPROVED,
        "decided_on": day,
        "agreed_is": agreed_is,
        "recorded_at": clock.now(),
    }


def agreed_at_once(day: date, agreed_is: str = "on") -> AgreedDateDecision:
    """The same for a milestone's date."""
    return AgreedDateDecision(**stands_at_once(day, agreed_is))
