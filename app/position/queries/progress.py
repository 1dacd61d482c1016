"""How far each commission has come on a day: what its next step depends on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app import clock
from app.access import Role
from app.commissions.models import Brief, Commission
from app.commissions.rules import Stage, stage_on
from app.database import db
from app.delivery.queries import DeliverableStanding
from app.evaluation.models import Award, ScoreSheet, ScoringClose
from app.evaluation.queries import places
from app.evaluation.rules import Standing
from app.formats import instant_in_words
from app.people.models import Person, RoleGrant
from app.plans.models import Agreement
from app.position.queries.instants import last_instant
from app.position.rules import Progress
from app.quotes.queries import companies_of, openings_begun, unsettled_counts

_SCORED = Stage.OPENED
_BEFORE_AWARD = frozenset({Stage.DRAFT, Stage.ISSUED, Stage.CLOSED, Stage.OPENED})
"""Stages at which no award is proposed."""


@dataclass(frozen=True)
class AwardOn:
    """An award as it stood on a day; `company` is None for no award. Value in pence without VAT."""

    commission_id: int
    outcome: Agreement
    company: str | None
    value_pence: int | None
    reason: str
    proposed_by_id: int
    proposed_by: str
    first_approved_by_id: int | None
    first_approved_by: str | None
    decided_by_id: int | None
    decided_at: datetime | None
    told_at: datetime | None


def progress_of(
    commissions: Sequence[Commission],
    due: Mapping[int, Sequence[DeliverableStanding]],
    on: date,
    deadlines: Mapping[int, datetime | None],
) -> dict[int, Progress]:
    """The progress of each commission by its id, in eight statements however many there are.

    Only what the stages of the day call for is asked. `deadlines` are those that were in force on
    the day (`deadlines_on`).
    """
    at = last_instant(on)
    stages = {each.id: stage_on(each, at) for each in commissions}
    decided = {key for key, each in stages.items() if each not in _BEFORE_AWARD}
    if on < clock.today():
        # What was refused or taken back since has left no date on the commission itself.
        decided |= {key for key, each in stages.items() if each is Stage.OPENED}
    awards = awards_on(sorted(decided), at)
    stages |= {key: _with_award(stages[key], award) for key, award in awards.items()}
    closed = [key for key, stage in stages.items() if stage is Stage.CLOSED]
    begun = openings_begun(closed) if closed and on >= clock.today() else {}
    scored = [each for each in commissions if stages[each.id] is _SCORED]
    scoring = _members_to_score(scored, at)
    stopped = unsettled_counts([each.id for each in scored], at) if scored else {}
    found: dict[int, Progress] = {}
    for commission in commissions:
        award = awards.get(commission.id)
        deadline = deadlines.get(commission.id)
        so_far = Progress(
            stage=stages[commission.id],
            officer=commission.officer.name,
            deadline=_in_words(deadline),
            deadline_day=clock.day_of(deadline) if deadline else None,
            opened_by_first=begun[commission.id].first_name if commission.id in begun else None,
            to_score=scoring.get(commission.id),
            stopped=stopped.get(commission.id, 0),
            proposed_by=award.proposed_by if award else None,
            proposed_by_id=award.proposed_by_id if award else None,
            first_approved_by_id=award.first_approved_by_id if award else None,
            first_approved_by=award.first_approved_by if award else None,
            approver_ids=(award.first_approved_by_id, award.decided_by_id) if award else (),
            is_told=award is None or award.told_at is not None,
            company=award.company if award else None,
        )
        found[commission.id] = _with_due(so_far, due.get(commission.id, ()))
    return found


def _with_award(stage: Stage, award: AwardOn) -> Stage:
    """The stage on a day on which an award was proposed or decided that does not stand any more."""
    if stage is not Stage.OPENED:
        return stage
    if award.decided_at is None:
        return Stage.RECOMMENDED
    return Stage.NOT_AWARDED if award.company is None else Stage.AWARDED


def deadlines_on(commission_ids: Sequence[int], at: datetime) -> dict[int, datetime | None]:
    """The deadline for quotes that was in force at an instant, by commission; in one statement."""
    issued = (
        select(Brief.commission_id, Brief.quote_deadline)
        .where(Brief.commission_id.in_(commission_ids), Brief.issued_at <= at)
        .order_by(Brief.number)
    )
    return {commission_id: deadline for commission_id, deadline in db.session.execute(issued)}


def awards_on(commission_ids: Sequence[int], at: datetime) -> dict[int, AwardOn]:
    """The live award of each commission as it stood at an instant, in two statements."""
    if not commission_ids:
        return {}
    approver = aliased(Person)
    rows = db.session.execute(
        select(Award, Person.name, approver.name)
        .join(Person, Person.id == Award.proposed_by_id)
        .outerjoin(approver, approver.id == Award.first_approved_by_id)
        .where(Award.commission_id.in_(commission_ids), Award.proposed_at <= at)
        .order_by(Award.id)
    ).all()
    names = companies_of([award.quote_id for award, _, _ in rows if award.quote_id])
    found: dict[int, AwardOn] = {}
    for award, proposer, first in rows:
        was_decided = award.decided_at is not None and award.decided_at <= at
        is_approved = award.first_approved_at is not None and award.first_approved_at <= at
        outcome = award.outcome if was_decided else Agreement.PROPOSED
        found.pop(award.commission_id, None)
        is_back = award.withdrawn_at is not None and award.withdrawn_at <= at
        if outcome is not Agreement.REFUSED and not is_back:
            found[award.commission_id] = AwardOn(
                commission_id=award.commission_id,
                outcome=outcome,
                company=names.get(award.quote_id or 0),
                value_pence=award.value_pence,
                reason=award.reason,
                proposed_by_id=award.proposed_by_id,
                proposed_by=proposer,
                first_approved_by_id=award.first_approved_by_id if is_approved else None,
                first_approved_by=first if is_approved else None,
                decided_by_id=award.decided_by_id if was_decided else None,
                decided_at=award.decided_at if was_decided else None,
                told_at=award.told_at if award.told_at and award.told_at <= at else None,
            )
    return found


def _members_to_score(commissions: Sequence[Commission], at: datetime) -> dict[int, int]:
    """How many members have not handed in, but for those who step aside; none without members.

    Whoever has not declared is awaited too, as in evaluation.queries.scoring_people.
    """
    if not commissions:
        return {}
    ids = [each.id for each in commissions]
    aside: dict[int, set[int]] = defaultdict(set)
    for (commission_id, person_id), place in places(ids, at=at).items():
        if place.standing is Standing.CONFLICT:
            aside[commission_id].add(person_id)
    members = _scoring_members()
    sheets = select(ScoreSheet.commission_id, ScoreSheet.person_id).where(
        ScoreSheet.commission_id.in_(ids), ScoreSheet.submitted_at <= at
    )
    done = {(commission_id, person_id) for commission_id, person_id in db.session.execute(sheets)}
    closed = set(
        db.session.scalars(
            select(ScoringClose.commission_id).where(
                ScoringClose.commission_id.in_(ids), ScoringClose.closed_at <= at
            )
        )
    )
    awaited = {each: members - aside[each] for each in ids}
    found = {
        commission_id: sum((commission_id, person_id) not in done for person_id in people)
        for commission_id, people in awaited.items()
        if people
    }
    opened = {each.id: each.scores_opened_at for each in commissions}
    complete = {key for key, instant in opened.items() if instant is not None and instant <= at}
    return found | dict.fromkeys(closed | complete, 0)


def _scoring_members() -> set[int]:
    """Members who are not also administrators: of several roles the *never* column wins."""
    grants = db.session.execute(
        select(RoleGrant.person_id, RoleGrant.role)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(Person.left_on.is_(None), RoleGrant.role.in_([Role.MEMBER, Role.ADMINISTRATOR]))
    )
    roles: dict[int, set[Role]] = defaultdict(set)
    for person_id, role in grants:
        roles[person_id].add(role)
    return {person_id for person_id, held in roles.items() if held == {Role.MEMBER}}


def _with_due(progress: Progress, due: Sequence[DeliverableStanding]) -> Progress:
    """With the first deliverable that is neither accepted nor waiting, and one that waits."""
    waiting = next((each for each in due if each.waiting is not None), None)
    open_ones = [each for each in due if each.accepted_on is None and each.waiting is None]
    first = min(open_ones, key=_last_day, default=None)
    agreed = first.dates.agreed if first else None
    return replace(
        progress,
        due_title=first.title if first else "",
        due=agreed.as_written if agreed else "",
        due_day=agreed.latest if agreed else None,
        waits_for_acceptance=waiting.title if waiting else "",
    )


def _last_day(deliverable: DeliverableStanding) -> tuple[date, int]:
    agreed = deliverable.dates.agreed
    return (agreed.latest or date.max) if agreed else date.max, deliverable.number


def _in_words(deadline: datetime | None) -> str:
    return instant_in_words(deadline, clock.zone()) if deadline else ""
