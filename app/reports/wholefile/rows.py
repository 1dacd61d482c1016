"""What a whole file reads of its own; the statements don't grow with the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.access import Role
from app.audit.models import AuditEntry
from app.commissions.models import (
    Brief,
    Commission,
    Invitation,
    InvitationReminder,
    InvitationReply,
)
from app.database import db
from app.delivery.models import Deliverable, Receipt
from app.evaluation.models import LettersOrder
from app.people.models import Person
from app.sealed_text import SealedFileColumns
from app.sealing.server_key import server_key


@dataclass(frozen=True)
class Somebody:
    """A person who may stand in the file, by name and address; of a company, or of the group."""

    name: str
    email: str
    company_id: int | None
    is_officer: bool


def briefs_of(commission: Commission) -> list[Brief]:
    """Every issued version with all its rows, and a draft of before the issue; oldest first."""
    wanted = (
        select(Brief)
        .where(Brief.commission_id == commission.id)
        .options(
            selectinload(Brief.criteria),
            selectinload(Brief.questions),
            selectinload(Brief.documents),
        )
        .order_by(Brief.number)
    )
    return list(db.session.scalars(wanted))


def invitations_of(commission: Commission) -> list[Invitation]:
    """Every invitation with its company, by name."""
    wanted = (
        select(Invitation)
        .where(Invitation.commission_id == commission.id)
        .options(joinedload(Invitation.company))
    )
    return sorted(db.session.scalars(wanted), key=lambda each: (each.company.name, each.id))


def replies_to(ids: Collection[int]) -> dict[int, list[InvitationReply]]:
    """Every reply by invitation, oldest first."""
    found: dict[int, list[InvitationReply]] = defaultdict(list)
    wanted = select(InvitationReply).where(InvitationReply.invitation_id.in_(ids))
    for each in db.session.scalars(wanted.order_by(InvitationReply.id)):
        found[each.invitation_id].append(each)
    return found


def reminders_of(ids: Collection[int]) -> dict[int, list[datetime]]:
    """When each invitation was reminded of."""
    found: dict[int, list[datetime]] = defaultdict(list)
    wanted = select(InvitationReminder).where(InvitationReminder.invitation_id.in_(ids))
    for each in db.session.scalars(wanted.order_by(InvitationReminder.id)):
        found[each.invitation_id].append(each.at)
    return found


def everybody(company_ids: Collection[int]) -> dict[int, Somebody]:
    """The group's own people, and those of the companies that were invited, by id."""
    wanted = select(Person).where(
        or_(Person.company_id.is_(None), Person.company_id.in_(company_ids))
    )
    return {
        each.id: Somebody(each.name, each.email, each.company_id, Role.OFFICER in each.roles)
        for each in db.session.scalars(wanted.order_by(Person.id))
    }


def names_in_the_audit(commission: Commission) -> set[tuple[int | None, str]]:
    """Under which names people acted: somebody may have been called otherwise then."""
    wanted = select(AuditEntry.actor_id, AuditEntry.actor_name).where(
        AuditEntry.commission_id == commission.id
    )
    return {(each.actor_id, each.actor_name) for each in db.session.execute(wanted.distinct())}


def letters_orders(award_id: int) -> list[LettersOrder]:
    """When letters were ordered and stopped."""
    wanted = select(LettersOrder).where(LettersOrder.award_id == award_id)
    return list(db.session.scalars(wanted.order_by(LettersOrder.id)))


def delivered_files(commission: Commission) -> Sequence[Receipt]:
    """What came for each deliverable as a file."""
    wanted = (
        select(Receipt)
        .join(Deliverable, Receipt.deliverable_id == Deliverable.id)
        .where(Deliverable.commission_id == commission.id, Receipt.stored_as.is_not(None))
        .order_by(Receipt.id)
    )
    return db.session.scalars(wanted).all()


def secret_of(file: SealedFileColumns) -> str | None:
    """With which key a file is read that the tracker keeps under its own."""
    return server_key().secret if file.is_sealed else None
