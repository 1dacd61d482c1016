"""Slippage sentences: which wait, which were approved, and the names that they may not hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.access import Person, Role
from app.commissions.models import Commission, Invitation
from app.database import db
from app.errors import NotFound
from app.evaluation.models import Award
from app.people.models import Company
from app.people.models import Person as PersonRow
from app.plans.models import Action, Agreement, Milestone, Plan, ProgressEntry
from app.position.models import SlippageSentence


@dataclass(frozen=True)
class SentenceOn:
    """A sentence as it stood on a day."""

    id: int
    milestone_id: int
    action_id: int
    text: str
    outcome: Agreement
    written_by_id: int
    written_by: str
    written_on: date
    decided_by: str
    decided_on: date | None
    decision_reason: str
    flag_id: int | None = None
    rests_on: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for another person's decision."""
        return self.outcome is Agreement.PROPOSED

    @property
    def is_approved(self) -> bool:
        """Whether it stands in Action Progress."""
        return self.outcome is Agreement.APPROVED


@dataclass(frozen=True)
class WaitingSentence:
    """A sentence that waits today, with its place in the plans."""

    sentence: SentenceOn
    plan_slug: str
    plan_title: str
    action_number: int
    milestone_number: int
    milestone_text: str


def sentences_on(on: date, plan_id: int | None = None) -> dict[int, list[SentenceOn]]:
    """Every sentence written by a day, by milestone, the oldest first; in one statement."""
    asked = _sentences().where(SlippageSentence.written_on <= on)
    if plan_id is not None:
        asked = asked.where(Action.plan_id == plan_id)
    found: dict[int, list[SentenceOn]] = defaultdict(list)
    for row, writer, decider, action, *_ in db.session.execute(asked):
        found[row.milestone_id].append(_on(row, writer, decider, action.id, on))
    return found


def waiting_sentences() -> list[WaitingSentence]:
    """Every sentence that waits for a decision today, the oldest first; in one statement."""
    asked = _sentences().where(SlippageSentence.outcome == Agreement.PROPOSED)
    return [
        WaitingSentence(
            _on(row, writer, decider, action.id, date.max),
            plan.slug,
            plan.title,
            action.number,
            milestone.number,
            milestone.text,
        )
        for row, writer, decider, action, milestone, plan in db.session.execute(asked)
    ]


def sentence_for(person: Person, sentence_id: int) -> SlippageSentence:
    """A sentence, for officers and members. Raises NotFound."""
    found = db.session.get(SlippageSentence, sentence_id)
    if found is None or person.roles.isdisjoint({Role.OFFICER, Role.MEMBER}):
        raise NotFound
    return found


def waiting_sentence(milestone_id: int) -> SlippageSentence | None:
    """The sentence of a milestone that waits for a decision."""
    return db.session.scalar(
        select(SlippageSentence).where(
            SlippageSentence.milestone_id == milestone_id,
            SlippageSentence.outcome == Agreement.PROPOSED,
        )
    )


def names_not_to_be_told(milestone_id: int | None = None) -> list[str]:
    """Companies invited for work whose outcome is not public, by name; in one statement.

    For a milestone these are all that were invited for it, and beside them those invited for other
    work that no public outcome has named yet. Without a milestone only the latter.
    """
    told = select(Award.commission_id).where(Award.told_at.is_not(None))
    known = (
        select(Invitation.company_id)
        .join(Commission, Commission.id == Invitation.commission_id)
        .where(Commission.id.in_(told))
    )
    return list(
        db.session.scalars(
            select(Company.name)
            .distinct()
            .join(Invitation, Invitation.company_id == Company.id)
            .join(Commission, Commission.id == Invitation.commission_id)
            .where(
                Commission.id.not_in(told),
                or_(Commission.milestone_id == milestone_id, Company.id.not_in(known)),
            )
            .order_by(Company.name)
        )
    )


def milestone_of(milestone_id: int) -> Milestone:
    """The milestone of a sentence or a flag."""
    return db.session.get_one(Milestone, milestone_id)


def person_of(person_id: int) -> PersonRow:
    """Whoever wrote or decided."""
    return db.session.get_one(PersonRow, person_id)


def approved_entries(plan_id: int, since: date, on: date) -> list[ProgressEntry]:
    """Slippage sentences that came into Action Progress from one day to another, in order."""
    return list(
        db.session.scalars(
            select(ProgressEntry)
            .join(Action, Action.id == ProgressEntry.action_id)
            .where(
                Action.plan_id == plan_id,
                ProgressEntry.is_slippage,
                ProgressEntry.day >= since,
                ProgressEntry.day <= on,
            )
            .order_by(ProgressEntry.day, ProgressEntry.id)
        )
    )


def _sentences():  # type of a select with six entities is longer than it is useful
    writer, decider = aliased(PersonRow), aliased(PersonRow)
    return (
        select(SlippageSentence, writer.name, decider.name, Action, Milestone, Plan)
        .join(writer, writer.id == SlippageSentence.written_by_id)
        .outerjoin(decider, decider.id == SlippageSentence.decided_by_id)
        .join(Milestone, Milestone.id == SlippageSentence.milestone_id)
        .join(Action, Action.id == Milestone.action_id)
        .join(Plan, Plan.id == Action.plan_id)
        .order_by(SlippageSentence.written_on, SlippageSentence.id)
    )


def _on(
    row: SlippageSentence, writer: str, decider: str | None, action_id: int, on: date
) -> SentenceOn:
    was_decided = row.decided_on is not None and row.decided_on <= on
    return SentenceOn(
        id=row.id,
        milestone_id=row.milestone_id,
        action_id=action_id,
        text=row.text,
        outcome=row.outcome if was_decided else Agreement.PROPOSED,
        written_by_id=row.written_by_id,
        written_by=writer,
        written_on=row.written_on,
        decided_by=(decider or "") if was_decided else "",
        decided_on=row.decided_on if was_decided else None,
        decision_reason=row.decision_reason if was_decided else "",
        flag_id=row.flag_id,
        rests_on=row.rests_on,
    )
