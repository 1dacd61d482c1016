"""Setting a quote aside for its price: confirmed by a second person, or taken back."""

from __future__ import annotations

from app import clock
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission, require, said
from app.commissions.rules import Act
from app.database import db
from app.errors import RuleBroken
from app.evaluation.models import AsideDecision, AsideTakenBack
from app.evaluation.queries.doubts import DoubtStanding, doubt_to_see
from app.evaluation.rules import DoubtKind

NOT_OWN = "You proposed this. Another person must confirm it."


def decide_aside(
    commission: Commission,
    quote_id: int,
    kind: DoubtKind,
    confirm: bool,
    reason: str,
    *,
    by: Person,
) -> AsideDecision:
    """A second person confirms that a quote is set aside, or refuses it: then the doubt is open.

    Any officer or member who may see every quote with its price can, but for the proposer. The
    reason may tell prices: it is kept sealed, and not in the audit. Raises NotFound to whoever may
    not see the doubt; RuleBroken at a wrong stage, where nothing waits, to the proposer, and at
    `reason` for a refusal without one.
    """
    locked = lock_commission(commission.id)
    require(locked, Act.RESOLVE)
    there = doubt_to_see(by, locked, quote_id, kind)
    waiting = there.waiting
    if waiting is None:
        raise RuleBroken("Nothing waits for a decision: it was decided, taken back or replaced.")
    if waiting.by_id == by.id:
        raise RuleBroken(NOT_OWN)
    row = AsideDecision(
        resolution_id=waiting.id,
        is_confirmed=confirm,
        reason=reason.strip() if confirm else said(reason, "Enter why you refuse it"),
        at=clock.now(),
        by_id=by.id,
    )
    db.session.add(row)
    db.session.flush()
    act = "quote set aside over a doubt" if confirm else "setting aside over a doubt refused"
    _record(act, locked, there, by, before=f"proposed by {waiting.by}")
    return row


def take_back_aside(
    commission: Commission, quote_id: int, kind: DoubtKind, reason: str, *, by: Person
) -> AsideTakenBack:
    """Take back that a quote is set aside, or the proposal of it: its doubt is open again.

    One officer is enough: nobody is left out by it, and what follows has two people again, since
    the open doubt holds every award until it is resolved. Raises as `decide_aside`, and RuleBroken
    to others than officers and without a reason.
    """
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can take this back.")
    locked = lock_commission(commission.id)
    require(locked, Act.RESOLVE)
    there = doubt_to_see(by, locked, quote_id, kind)
    if not there.can_be_taken_back:
        raise RuleBroken("The quote is not set aside for this, and nobody proposes it.")
    was = there.resolutions[-1]
    row = AsideTakenBack(
        resolution_id=was.id,
        reason=said(reason, "Enter why you take it back"),
        at=clock.now(),
        by_id=by.id,
    )
    db.session.add(row)
    db.session.flush()
    before = "set aside" if was.holds else f"proposed by {was.by}"
    _record("setting aside over a doubt taken back", locked, there, by, before=before)
    return row


def _record(
    act: str, commission: Commission, there: DoubtStanding, by: Person, *, before: str
) -> None:
    audit.record(
        act,
        commission,
        commission.reference,
        by=by,
        before=before,
        after=there.quote.company.name,
        commission_id=commission.id,
    )
