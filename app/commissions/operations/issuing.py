"""Issuing the brief: from here on it is frozen, and the companies know of it."""

from __future__ import annotations

from datetime import datetime

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Brief, Commission
from app.commissions.operations.checks import draft_to_write, must_be_free
from app.commissions.operations.inviting import send_invitation
from app.commissions.operations.valuing import hold_route
from app.commissions.queries import invited, prepared, route_at_issue
from app.commissions.rules import FEWEST_INVITED, Act, RouteMoment, few_invited_fault, gaps
from app.database import db
from app.errors import RuleBroken
from app.formats import counted, instant_in_words
from app.keyholders.operations import make_commission_key
from app.keyholders.queries import not_ready


def issue_brief(
    commission: Commission, now: datetime, route_reason: str = "", *, by: Person
) -> Brief:
    """Issue the draft: freeze it, set the deadline for quotes and mail every prepared invitation.

    The commission gets its key, for which quotes are sealed. Raises RuleBroken with the first thing
    that is missing (`rules.gaps`), for no company or too few without a reason, for a company that
    has no living contact, without keyholders who have rehearsed, and at `route_reason` where the
    route check asks why this route is right.
    """
    must_be_free(Act.ISSUE_BRIEF, commission, by, now)
    brief = draft_to_write(commission, by)
    if found := gaps(prepared(brief), now):
        raise RuleBroken(found[0].sentence)
    invitations = invited(commission)
    if fault := few_invited_fault(len(invitations), commission.few_invited_reason):
        raise RuleBroken(fault)
    if reasons := not_ready(commission.since):
        raise RuleBroken(reasons[0])
    hold_route(commission, RouteMoment.ISSUE, route_at_issue(commission), route_reason, by=by)
    if len(invitations) >= FEWEST_INVITED:
        commission.few_invited_reason = ""
    freeze(commission, brief, now, by)
    commission.issued_at = now
    make_commission_key(commission.id)
    for invitation in invitations:
        send_invitation(invitation, brief, now)
    _record(commission, brief, len(invitations), by)
    return brief


def freeze(commission: Commission, brief: Brief, now: datetime, by: Person) -> None:
    """Mark a version as issued; the database checks its weights and refuses any change after it."""
    db.session.flush()  # its parts must be there before it is frozen
    commission.quote_deadline = brief.quote_deadline
    commission.clarification_deadline = brief.clarification_deadline
    brief.issued_by_id = by.id
    brief.issued_at = now
    db.session.flush()


def _record(commission: Commission, brief: Brief, invitations: int, by: Person) -> None:
    deadline = brief.quote_deadline
    told = instant_in_words(deadline, clock.zone()) if deadline else ""
    audit.record(
        "brief issued",
        commission,
        commission.reference,
        by=by,
        after=f"Version {brief.number} to {counted(invitations, 'company', 'companies')}; "
        f"deadline {told}; delivery {brief.delivery_written}",
        why=commission.few_invited_reason,
        commission_id=commission.id,
    )
