"""Amending an issued brief: a new version, of which every invited company is told."""

from __future__ import annotations

from datetime import datetime

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.commissions.differences import differences
from app.commissions.models import Brief, Commission
from app.commissions.operations.checks import draft_to_write, must_be_free, said
from app.commissions.operations.inviting import mail_contacts
from app.commissions.operations.issuing import freeze
from app.commissions.operations.publishing import publish_held
from app.commissions.operations.recording import copy_of, record_differences
from app.commissions.operations.valuing import hold_route, hold_value
from app.commissions.operations.writing import (
    BriefChanges,
    apply_changes,
    check_deadline,
    discard_if_unnamed,
)
from app.commissions.queries import (
    draft_brief,
    held_for_the_brief,
    invited,
    issued_brief,
    prepared,
    route_at_amendment,
)
from app.commissions.rules import Act, RouteMoment, gaps, may_change_value
from app.database import db
from app.errors import RuleBroken


def begin_amendment(commission: Commission, *, by: Person) -> Brief:
    """A draft of the next version, copied from the one in force; or the draft begun before."""
    must_be_free(Act.AMEND_BRIEF, commission, by)
    begun = draft_brief(commission)
    if begun is not None:
        return begun
    in_force = issued_brief(commission.id)
    draft = copy_of(in_force, in_force.number + 1)
    commission.briefs.append(draft)
    _record("amendment begun", commission, draft, by)
    return draft


def drop_amendment(commission: Commission, *, by: Person) -> None:
    """Throw away the draft of an amendment. The version in force stays.

    Answers that were to leave with it stay drafts.
    """
    must_be_free(Act.AMEND_BRIEF, commission, by)
    draft = draft_to_write(commission, by)
    stored = [document.stored_as for document in draft.documents]
    _record("amendment dropped", commission, draft, by)
    for question in held_for_the_brief(commission):
        question.goes_with_brief = False
    commission.briefs.remove(draft)
    db.session.delete(draft)
    discard_if_unnamed(stored)


def issue_amendment(
    commission: Commission,
    reason: str,
    now: datetime,
    route_reason: str = "",
    *,
    value_holds: bool = False,
    by: Person,
) -> Brief:
    """Issue the draft of an amendment and mail each invited company the reason and what changed.

    Answers that were held for it are published in the same transaction and told in the same mail.
    Raises RuleBroken without a reason, where nothing changed, where something is missing, and where
    the deadline is past or earlier than the one in force. Where the value or the length of the work
    may change, the route is checked again: RuleBroken at `value_holds` where an estimate is not
    said to hold, and at `route_reason` where the check asks why this route is right.
    """
    must_be_free(Act.AMEND_BRIEF, commission, by, now)
    draft = draft_to_write(commission, by)
    why = said(reason, "Say why the brief is amended.")
    in_force = issued_brief(commission.id)
    changed = differences(in_force, draft, clock.zone())
    if not changed:
        raise RuleBroken("Nothing in the brief has been changed.")
    if draft.quote_deadline is not None:
        check_deadline(commission, draft.quote_deadline)
    if found := gaps(prepared(draft), now):
        raise RuleBroken(found[0].sentence)
    if may_change_value(each.part for each in changed):
        check = route_at_amendment(commission)
        hold_value(commission, check.worth, value_holds, by=by)
        hold_route(commission, RouteMoment.AMENDMENT, check, route_reason, by=by)
    draft.amendment_reason = why
    freeze(commission, draft, now, by)
    answers = publish_held(commission, draft.number, now, by=by)
    for invitation in invited(commission):
        mail_contacts(
            invitation,
            f"The brief has changed: {commission.title}",
            "amendment",
            brief=draft,
            reason=why,
            changes=[each.in_one_line for each in changed],
            answers=answers,
        )
    record_differences("brief amended", commission, changed, by, why)
    return draft


def amend_brief(commission: Commission, changes: BriefChanges, reason: str, *, by: Person) -> Brief:
    """Begin, change and issue an amendment in one act."""
    draft = begin_amendment(commission, by=by)
    apply_changes(commission, draft, changes)
    return issue_amendment(commission, reason, clock.now(), by=by)


def _record(act: str, commission: Commission, draft: Brief, by: Person) -> None:
    audit.record(
        act,
        commission,
        commission.reference,
        by=by,
        after=f"Version {draft.number}",
        commission_id=commission.id,
    )
