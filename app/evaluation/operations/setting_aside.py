"""Leaving out a quote that was stopped at its opening: an officer proposes, another decides."""

from __future__ import annotations

from app import clock
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission, require, said
from app.commissions.rules import Act
from app.database import db
from app.errors import NotFound, RuleBroken
from app.evaluation.models import SettingAside
from app.evaluation.queries import may_see_all
from app.evaluation.queries.setting_aside import stopped_quote, waiting_aside
from app.plans.models import Agreement
from app.quotes import operations as quotes
from app.quotes.queries import Stopped


def propose_setting_aside(
    commission: Commission, quote_id: int, reason: str, *, by: Person
) -> SettingAside:
    """Propose in writing to leave a stopped quote out. Nothing changes until another approves.

    Raises NotFound to whoever may not see the quotes, RuleBroken to others than officers, at a
    wrong stage, for no reason, and while another proposal waits.
    """
    stopped = _unsettled(commission, quote_id, by)
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can propose to set a quote aside.")
    if waiting_aside(quote_id) is not None:
        raise RuleBroken("It has been proposed already. Another person must decide on it.")
    proposed = SettingAside(
        commission_id=commission.id,
        quote_id=quote_id,
        reason=said(reason, "Enter why the quote is to be set aside"),
        outcome=Agreement.PROPOSED,
        proposed_by_id=by.id,
        proposed_at=clock.now(),
    )
    db.session.add(proposed)
    audit.record(
        "setting aside proposed",
        proposed,
        stopped.receipt,
        by=by,
        after=stopped.company,
        why=proposed.reason,
        commission_id=commission.id,
    )
    return proposed


def decide_setting_aside(
    commission: Commission, quote_id: int, approve: bool, reason: str, *, by: Person
) -> SettingAside:
    """A second person approves, and the company is told; or refuses, and it goes on waiting.

    Raises NotFound to whoever may not see the quotes, and RuleBroken to the one who proposed it.
    """
    stopped = _unsettled(commission, quote_id, by)
    waiting = waiting_aside(quote_id)
    if waiting is None:
        raise RuleBroken("Nothing waits for a decision.")
    if waiting.proposed_by_id == by.id:
        raise RuleBroken("You proposed this. Another person must decide on it.")
    row = db.session.get_one(SettingAside, waiting.id)
    row.decision_reason = reason.strip() if approve else said(reason, "Enter why you refuse it")
    row.outcome = Agreement.APPROVED if approve else Agreement.REFUSED
    row.decided_by_id, row.decided_at = by.id, clock.now()
    if approve:
        quotes.put_aside(commission, quote_id, row.reason)
    audit.record(
        "quote set aside" if approve else "setting aside refused",
        row,
        stopped.receipt,
        by=by,
        before=f"proposed by {waiting.proposed_by}",
        after=stopped.company,
        why=row.decision_reason or row.reason,
        commission_id=commission.id,
    )
    return row


def _unsettled(commission: Commission, quote_id: int, by: Person) -> Stopped:
    if not may_see_all(by, commission):
        raise NotFound
    locked = lock_commission(commission.id)
    stopped = stopped_quote(locked, quote_id)
    require(locked, Act.SET_ASIDE)
    if stopped.is_settled:
        raise RuleBroken("This quote was opened or set aside already.")
    return stopped
