"""Reminding companies that have said nothing, and giving all of them more time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from app import clock
from app.access import Person
from app.commissions.models import Brief, Commission, InvitationReminder
from app.commissions.operations.amending import amend_brief
from app.commissions.operations.checks import must_be_free
from app.commissions.operations.inviting import write_to_each
from app.commissions.operations.writing import BriefChanges
from app.commissions.queries import draft_brief, invited
from app.commissions.rules import Act, Reply
from app.database import db
from app.errors import RuleBroken


def remind(commission: Commission, invitation_ids: Collection[int], *, by: Person) -> list[str]:
    """Mail these companies that their reply is awaited; gives their names.

    Raises RuleBroken at a wrong stage, for nobody, and for one that has replied meanwhile.
    """
    must_be_free(Act.REMIND, commission, by)
    chosen = [each for each in invited(commission) if each.id in invitation_ids]
    if not chosen:
        raise RuleBroken("Select at least one company", "companies")
    for invitation in chosen:
        if invitation.reply is not Reply.NONE:
            raise RuleBroken(f"{invitation.company.name} has replied meanwhile", "companies")
    now = clock.now()
    for invitation in chosen:
        db.session.add(InvitationReminder(invitation_id=invitation.id, at=now, by_id=by.id))
    return write_to_each(
        commission, chosen, "Will you quote?", "reminder", act="companies reminded", by=by
    )


def extend_deadline(
    commission: Commission,
    deadline: datetime,
    asking: datetime | None,
    reason: str,
    *,
    by: Person,
) -> Brief:
    """Give more time to quote, and to ask if `asking` is given: every company is told at once.

    The new version of the brief changes nothing else. Raises RuleBroken where the deadline has
    passed, where it is no later, and while an amendment is being written.
    """
    must_be_free(Act.AMEND_BRIEF, commission, by)
    if draft_brief(commission) is not None:
        raise RuleBroken(
            "An amendment of the brief has been begun. Set the deadline there, and issue it."
        )
    changes: BriefChanges = {"quote_deadline": deadline}
    if asking is not None:
        changes["clarification_deadline"] = asking
    return amend_brief(commission, changes, reason, by=by)
