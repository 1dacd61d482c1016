"""What a status report reads of many commissions at once; the statements don't grow with them.

Of quotes it knows how many are in, and nothing else (architecture.md, "Sealing lives in one
place").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.access import Person, Role
from app.commissions.models import Brief, Commission, Invitation, InvitationReply
from app.commissions.rules import Reply
from app.database import db
from app.errors import NotFound
from app.evaluation.queries import Place, places
from app.evaluation.rules import may_judge_all
from app.people.models import Company
from app.position.queries.commission_pages import CommissionLine, commission_lines
from app.position.queries.instants import last_instant
from app.position.queries.progress import AwardOn, awards_on
from app.quotes.queries import sealed_counts


@dataclass(frozen=True)
class BriefOn:
    """What of the brief in force a report prints; the budget in pence."""

    quote_deadline: datetime | None
    budget_pence: int | None
    is_budget_withheld: bool


@dataclass(frozen=True)
class InvitationOn:
    """One invited company's reply. `company` is empty for whoever is not an officer."""

    company: str
    reply: Reply


@dataclass(frozen=True)
class CommissionOn:
    """Everything that a report prints of one commission, as at a day."""

    line: CommissionLine
    at: datetime
    brief: BriefOn | None
    invitations: tuple[InvitationOn, ...]
    quotes_in: int
    award: AwardOn | None
    may_know_award: bool


def commissions_on(person: Person, on: date, reference: str | None = None) -> list[CommissionOn]:
    """The commissions that a person may see, or one of them, as at a day.

    Raises NotFound where one was asked for that this person may not see, or that was not there.
    """
    lines = commission_lines(person, on)
    if reference is not None:
        lines = [each for each in lines if each.commission.reference == reference]
        if not lines:
            raise NotFound
    at = last_instant(on)
    ids = [each.commission.id for each in lines]
    issued = [each.commission.id for each in lines if _was_issued(each.commission, at)]
    briefs = _briefs(ids, at)
    asked = _invitations(issued, at, with_names=Role.OFFICER in person.roles)
    counts = sealed_counts(ids, at)
    awards = awards_on(ids, at)
    known = _may_know(person, awards)
    return [
        CommissionOn(
            line=line,
            at=at,
            brief=briefs.get(line.commission.id),
            invitations=tuple(asked.get(line.commission.id, ())),
            quotes_in=counts[line.commission.id],
            award=awards.get(line.commission.id),
            may_know_award=line.commission.id in known,
        )
        for line in lines
    ]


def _was_issued(commission: Commission, at: datetime) -> bool:
    return commission.issued_at is not None and commission.issued_at <= at


def _briefs(ids: Sequence[int], at: datetime) -> dict[int, BriefOn]:
    rows = db.session.execute(
        select(Brief.commission_id, Brief.quote_deadline, Brief.budget_pence, Brief.budget_withheld)
        .where(Brief.commission_id.in_(ids), Brief.issued_at <= at)
        .order_by(Brief.number)
    )
    return {each: BriefOn(deadline, pence, withheld) for each, deadline, pence, withheld in rows}


def _invitations(
    ids: Sequence[int], at: datetime, *, with_names: bool
) -> dict[int, list[InvitationOn]]:
    said: dict[int, Reply] = {}
    replies = (
        select(InvitationReply.invitation_id, InvitationReply.reply)
        .join(Invitation, Invitation.id == InvitationReply.invitation_id)
        .where(Invitation.commission_id.in_(ids), InvitationReply.at <= at)
        .order_by(InvitationReply.id)
    )
    said.update({invitation_id: reply for invitation_id, reply in db.session.execute(replies)})
    rows = db.session.execute(
        select(Invitation.commission_id, Invitation.id, Company.name)
        .join(Company, Company.id == Invitation.company_id)
        .where(Invitation.commission_id.in_(ids), Invitation.invited_at <= at)
        .order_by(Company.name, Invitation.id)
    )
    found: dict[int, list[InvitationOn]] = defaultdict(list)
    for commission_id, invitation_id, name in rows:
        reply = said.get(invitation_id, Reply.NONE)
        found[commission_id].append(InvitationOn(name if with_names else "", reply))
    return found


def _may_know(person: Person, awards: Mapping[int, AwardOn]) -> Collection[int]:
    """The commissions of whose decision a person may know: all were told, or they see quotes."""
    decided = [each for each in awards.values() if each.decided_at is not None]
    stands = places([each.commission_id for each in decided], person_id=person.id)
    return {
        each.commission_id
        for each in decided
        if each.told_at is not None
        or may_judge_all(
            person.roles, stands.get((each.commission_id, person.id), Place()).standing
        )
    }
