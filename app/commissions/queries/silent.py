"""Companies that have said nothing to their invitation, and when they were last reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.commissions.models import Commission, Invitation, InvitationReminder
from app.commissions.rules import Reply
from app.database import db
from app.people.models import Company


@dataclass(frozen=True)
class SilentCompany:
    """A company that has not replied; `reminded_at` is the newest reminder by an officer."""

    invitation_id: int
    company: str
    reminded_at: datetime | None


def silent_companies(commission: Commission) -> list[SilentCompany]:
    """Every invited company without a reply, by name, in one statement."""
    newest = func.max(InvitationReminder.at)
    wanted = (
        select(Invitation.id, Company.name, newest)
        .join(Company, Company.id == Invitation.company_id)
        .outerjoin(InvitationReminder, InvitationReminder.invitation_id == Invitation.id)
        .where(Invitation.commission_id == commission.id, Invitation.reply == Reply.NONE)
        .group_by(Invitation.id, Company.name)
        .order_by(Company.name, Invitation.id)
    )
    return [SilentCompany(*row) for row in db.session.execute(wanted)]
