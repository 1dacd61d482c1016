"""Commissions for staff: the list, and everything about one of them, as at a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.access import Person, Role
from app.commissions.models import Brief, Commission, InvitationReply
from app.commissions.queries import (
    brief_as_at,
    commission_for,
    commissions_for,
    invited,
    issued_versions,
    replies_as_at,
)
from app.commissions.rules import Reply, Stage
from app.database import db
from app.delivery.queries import DeliverableStanding, deliverables, slippage_facts
from app.errors import NotFound
from app.evaluation.queries import Stands, may_see_all, stands_on
from app.position.queries.instants import last_instant
from app.position.queries.milestone_lines import (
    MilestoneLine,
    lateness_words,
    milestone_line,
    worst_rating,
)
from app.position.queries.positions import MilestonePosition, all_positions, thresholds
from app.position.queries.progress import AwardOn, awards_on, deadlines_on, progress_of
from app.position.rules import Progress, Step, next_step
from app.quotes.queries import (
    OpeningRecord,
    SealedQuote,
    opening_record,
    sealed_counts,
    sealed_quotes,
)
from app.slippage import Rating, Standing, standing


@dataclass(frozen=True)
class CommissionLine:
    """One commission in the list. `line` is its milestone, None where that is not in the plan."""

    commission: Commission
    stage: Stage
    deadline: datetime | None
    line: MilestoneLine | None
    carries: bool
    progress: Progress
    due: tuple[DeliverableStanding, ...]
    step: Step


@dataclass(frozen=True)
class DeliverableLine:
    """One deliverable with its slippage."""

    deliverable: DeliverableStanding
    standing: Standing
    rating: Rating
    against_first: str
    against_agreed: str


@dataclass(frozen=True)
class InvitationLine:
    """One invited company and what it has said; for officers."""

    company: str
    reply: Reply
    reason: str


@dataclass(frozen=True)
class CommissionPosition:
    """Everything about one commission as at a day, as one person may see it.

    `quotes` and `invitations` are for officers: names, instants and receipts, never contents.
    `award` is None until it was decided, and to whoever may not see the quotes until all are told.
    """

    commission: Commission
    line: CommissionLine
    at: datetime
    brief: Brief | None
    versions: tuple[Brief, ...]
    invited_count: int
    replies: dict[Reply, int]
    invitations: tuple[InvitationLine, ...]
    quotes_in: int
    quotes: tuple[SealedQuote, ...]
    opening: OpeningRecord | None
    declarations: tuple[Stands, ...]
    award: AwardOn | None
    deliverables: tuple[DeliverableLine, ...]


def commission_lines(
    person: Person,
    on: date,
    stage: Stage | None = None,
    positions: Sequence[MilestonePosition] | None = None,
) -> list[CommissionLine]:
    """Every commission that a person may see, as at a day; of one stage if asked.

    `positions` are those of all milestones on that day, where the caller has them already. The
    number of statements does not grow with the commissions.
    """
    found = [each for each in commissions_for(person) if _is_there(each, person, on)]
    lines = _lines(found, on, positions)
    return [line for line in lines if stage is None or line.stage is stage]


def commission_position(person: Person, reference: str, on: date) -> CommissionPosition:
    """One commission for somebody, as at a day. Raises NotFound."""
    commission = commission_for(person, reference)
    if not _is_there(commission, person, on):
        raise NotFound
    at = last_instant(on)
    (line,) = _lines([commission], on)
    is_officer = Role.OFFICER in person.roles
    there = [each for each in invited(commission) if each.invited_at <= at]
    replies = replies_as_at(commission.id, at)
    reasons = _reasons_on([each.id for each in there], at) if is_officer else {}
    opened = commission.opened_at is not None and commission.opened_at <= at
    award = awards_on([commission.id], at).get(commission.id)
    return CommissionPosition(
        commission=commission,
        line=line,
        at=at,
        brief=brief_as_at(commission.id, at),
        versions=tuple(
            each
            for each in issued_versions(commission)
            if each.issued_at is not None and each.issued_at <= at
        ),
        invited_count=len(there),
        replies={
            reply: sum(replies.get(each.id, Reply.NONE) is reply for each in there)
            for reply in Reply
        },
        invitations=tuple(
            InvitationLine(
                each.company.name, replies.get(each.id, Reply.NONE), reasons.get(each.id, "")
            )
            for each in there
            if is_officer
        ),
        quotes_in=sealed_counts([commission.id], at)[commission.id],
        quotes=tuple(sealed_quotes(commission, at)) if is_officer else (),
        opening=opening_record(commission) if opened else None,
        declarations=tuple(stands_on(commission, at)),
        award=award if _may_know(award, person, commission) else None,
        deliverables=tuple(_deliverable_line(each, on) for each in line.due),
    )


def _reasons_on(invitation_ids: Sequence[int], at: datetime) -> dict[int, str]:
    """What each company had said with its reply by an instant."""
    said = (
        select(InvitationReply.invitation_id, InvitationReply.reason)
        .where(InvitationReply.invitation_id.in_(invitation_ids), InvitationReply.at <= at)
        .order_by(InvitationReply.id)
    )
    return {invitation_id: reason for invitation_id, reason in db.session.execute(said)}


def _is_there(commission: Commission, person: Person, on: date) -> bool:
    """Whether it was in the tracker by the day, and issued by then for all but officers."""
    if commission.since > on:
        return False
    if Role.OFFICER in person.roles:
        return True
    return commission.issued_at is not None and commission.issued_at <= last_instant(on)


def _lines(
    commissions: Sequence[Commission],
    on: date,
    known: Sequence[MilestonePosition] | None = None,
) -> list[CommissionLine]:
    limits = thresholds()
    stand = all_positions(on, limits=limits) if known is None else known
    positions = {each.milestone.id: each for each in stand}
    due = deliverables([each.id for each in commissions], on)
    deadlines = deadlines_on([each.id for each in commissions], last_instant(on))
    progress = progress_of(commissions, due, on, deadlines)
    lines: list[CommissionLine] = []
    for each in commissions:
        position = positions.get(each.milestone_id)
        lines.append(
            CommissionLine(
                commission=each,
                stage=progress[each.id].stage,
                deadline=deadlines.get(each.id),
                line=milestone_line(position, (), limits) if position else None,
                carries=_carries(position, each),
                progress=progress[each.id],
                due=tuple(due.get(each.id, ())),
                step=next_step(progress[each.id]),
            )
        )
    return lines


def _carries(position: MilestonePosition | None, commission: Commission) -> bool:
    carrier = position.carrier if position else None
    return carrier is not None and carrier.id == commission.id


def _may_know(award: AwardOn | None, person: Person, commission: Commission) -> bool:
    if award is None or award.decided_at is None:
        return False
    return award.told_at is not None or may_see_all(person, commission)


def _deliverable_line(deliverable: DeliverableStanding, on: date) -> DeliverableLine:
    found = standing(slippage_facts(deliverable), on, thresholds())
    return DeliverableLine(
        deliverable=deliverable,
        standing=found,
        rating=worst_rating(found),
        against_first=lateness_words(found, "first"),
        against_agreed=lateness_words(found, "agreed"),
    )
