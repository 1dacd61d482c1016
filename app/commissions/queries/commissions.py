"""What pages read of commissions, briefs and invitations; who may see what is built in here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app import clock
from app.access import Person, Role
from app.commissions.models import (
    Brief,
    BriefDocument,
    Commission,
    Criterion,
    Invitation,
    InvitationReply,
    Question,
)
from app.commissions.rules import Prepared, Reply, Stage, stage_to_act
from app.database import db
from app.errors import NotFound
from app.people.models import Company, RoleGrant
from app.people.models import Person as PersonRow
from app.plans.models import Action, Milestone, Plan

_READERS = frozenset({Role.MEMBER, Role.KEYHOLDER})


@dataclass(frozen=True)
class Candidate:
    """A company of the register as one that could be invited."""

    company: Company
    is_invited: bool
    has_contact: bool

    def is_found_by(self, search: str) -> bool:
        """Whether its name or postcode has the words; all companies have no words."""
        words = search.casefold()
        return words in f"{self.company.name}\n{self.company.postcode}".casefold()


def commission_for(person: Person, reference: str) -> Commission:
    """A commission by its reference: any for an officer, from issue on for members and keyholders.

    Raises NotFound where there is none that this person may see.
    """
    wanted = _with_milestone(select(Commission).where(Commission.reference == reference))
    found = db.session.scalar(wanted.where(_seen_by(person)))
    if found is None:
        raise NotFound
    return found


def commissions_for(person: Person) -> list[Commission]:
    """Every commission that this person may see, newest first, each with milestone and officer."""
    wanted = _with_milestone(select(Commission).where(_seen_by(person)))
    return list(db.session.scalars(wanted.order_by(Commission.since.desc(), Commission.id.desc())))


def stage_now(commission: Commission) -> Stage:
    """The stage that says what may be done to a commission now."""
    return stage_to_act(commission, clock.now())


def draft_brief(commission: Commission) -> Brief | None:
    """The version that is being written, with its parts; None where every version is issued."""
    wanted = _with_parts(commission.id).where(Brief.issued_at.is_(None))
    return db.session.scalar(wanted.order_by(Brief.number.desc()).limit(1))


def issued_brief(commission_id: int, at: datetime | None = None) -> Brief:
    """The version in force at an instant (by default the newest), with its parts.

    Raises NotFound where no version had been issued by then.
    """
    found = brief_as_at(commission_id, at)
    if found is None:
        raise NotFound
    return found


def brief_to_judge(commission_id: int) -> Brief:
    """The version in force with its criteria and questions, but no documents; in two statements.

    Raises NotFound where none has been issued.
    """
    wanted = (
        select(Brief)
        .where(Brief.commission_id == commission_id, Brief.issued_at.is_not(None))
        .options(joinedload(Brief.criteria), selectinload(Brief.questions))
        .order_by(Brief.number.desc())
        .limit(1)
    )
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def brief_as_at(commission_id: int, at: datetime | None = None) -> Brief | None:
    """As `issued_brief`, but None where no version had been issued by then."""
    wanted = _with_parts(commission_id).where(Brief.issued_at.is_not(None))
    if at is not None:
        wanted = wanted.where(Brief.issued_at <= at)
    return db.session.scalar(wanted.order_by(Brief.number.desc()).limit(1))


def brief_version(person: Person, commission: Commission, number: int) -> Brief:
    """One version with its parts; a draft only for an officer. Raises NotFound."""
    found = db.session.scalar(_with_parts(commission.id).where(Brief.number == number))
    if found is None or (found.issued_at is None and Role.OFFICER not in person.roles):
        raise NotFound
    return found


def issued_versions(commission: Commission) -> list[Brief]:
    """Every issued version, oldest first, without its parts."""
    wanted = select(Brief).where(Brief.commission_id == commission.id, Brief.issued_at.is_not(None))
    return list(db.session.scalars(wanted.order_by(Brief.number)))


def same_question(question: Question | Criterion) -> str:
    """What a question (or criterion) is known by through all versions of its brief."""
    return question.key


def document_for(person: Person, commission: Commission, document_id: int) -> BriefDocument:
    """A document of a version that this person may see. Raises NotFound."""
    found = _document(commission.id, document_id, drafts=Role.OFFICER in person.roles)
    if found is None:
        raise NotFound
    return found


def invited_document(invitation: Invitation, document_id: int) -> BriefDocument:
    """A document of an issued version, for the company that was invited. Raises NotFound."""
    found = _document(invitation.commission_id, document_id, drafts=False)
    if found is None:
        raise NotFound
    return found


def invitation_for(person: Person, invitation_id: int) -> Invitation:
    """An invitation of the person's own company, once the commission is issued. Raises NotFound."""
    wanted = _sent_to(person).where(Invitation.id == invitation_id)
    found = db.session.scalar(wanted) if person.company_id is not None else None
    if found is None:
        raise NotFound
    return found


def invitations_of(person: Person) -> list[Invitation]:
    """Every invitation of the person's company, each with its commission; latest deadline first."""
    if person.company_id is None:
        return []
    wanted = _sent_to(person).order_by(Commission.quote_deadline.desc(), Invitation.id.desc())
    return list(db.session.scalars(wanted))


def invited(commission: Commission) -> list[Invitation]:
    """The commission's invitations with company and contacts, by the company's name."""
    wanted = (
        select(Invitation)
        .join(Invitation.company)
        .options(contains_eager(Invitation.company).selectinload(Company.contacts))
        .where(Invitation.commission_id == commission.id)
        .order_by(Company.name, Invitation.id)
    )
    return list(db.session.scalars(wanted))


def invited_count(commission: Commission) -> int:
    """How many companies are invited, or prepared to be."""
    return db.session.query(Invitation).filter_by(commission_id=commission.id).count()


def replies_as_at(commission_id: int, at: datetime) -> dict[int, Reply]:
    """What each invited company had said by an instant: invitation id to reply."""
    invitations = select(Invitation.id).where(
        Invitation.commission_id == commission_id, Invitation.invited_at <= at
    )
    said = dict.fromkeys(db.session.scalars(invitations), Reply.NONE)
    replies = (
        select(InvitationReply.invitation_id, InvitationReply.reply)
        .join(Invitation, Invitation.id == InvitationReply.invitation_id)
        .where(Invitation.commission_id == commission_id, InvitationReply.at <= at)
        .order_by(InvitationReply.id)
    )
    said.update({invitation_id: reply for invitation_id, reply in db.session.execute(replies)})
    return said


def candidates(commission: Commission) -> list[Candidate]:
    """Every company of the register, by name, and whether it is invited."""
    wanted = select(Company).options(selectinload(Company.contacts)).order_by(Company.name)
    of_this = select(Invitation.company_id).where(Invitation.commission_id == commission.id)
    invited_ids = set(db.session.scalars(of_this))
    return [
        Candidate(company, company.id in invited_ids, _has_contact(company))
        for company in db.session.scalars(wanted)
    ]


def officer(person_id: int | None) -> PersonRow:
    """Somebody by id, to be a commission's officer. Raises NotFound."""
    found = db.session.get(PersonRow, person_id) if person_id is not None else None
    if found is None:
        raise NotFound
    return found


def officers() -> list[PersonRow]:
    """Everybody who is an officer now, by name."""
    wanted = (
        select(PersonRow)
        .join(RoleGrant)
        .where(RoleGrant.role == Role.OFFICER, PersonRow.left_on.is_(None))
        .order_by(PersonRow.name)
    )
    return list(db.session.scalars(wanted))


def milestones_to_choose(person: Person) -> list[Milestone]:
    """The milestones that an officer can commission, each with its action and plan."""
    if Role.OFFICER not in person.roles:
        return []
    wanted = _milestones().order_by(Plan.title, Plan.id, Action.number, Milestone.number)
    return list(db.session.scalars(wanted))


def milestone_to_commission(person: Person, milestone_id: int) -> Milestone:
    """One milestone that a commission can be made from. Raises NotFound."""
    found = db.session.scalar(_milestones().where(Milestone.id == milestone_id))
    if found is None or Role.OFFICER not in person.roles:
        raise NotFound
    return found


def prepared(brief: Brief) -> Prepared:
    """What of a brief is there, as plain values for the rules."""
    deadline = brief.quote_deadline
    return Prepared(
        background=brief.background,
        wanted=brief.wanted,
        price_weight=brief.price_weight,
        weights=[criterion.weight for criterion in brief.criteria],
        quote_deadline=deadline,
        deadline_day=clock.day_of(deadline) if deadline else None,
        delivery_written=brief.delivery_written,
        delivery_latest=brief.delivery_latest,
        clarification_deadline=brief.clarification_deadline,
        is_amendment=brief.number > 1,
        price_formula=brief.price_formula,
        budget_pence=brief.budget_pence,
        budget_withheld=brief.budget_withheld,
    )


def _has_contact(company: Company) -> bool:
    return any(contact.left_on is None for contact in company.contacts)


def _seen_by(person: Person) -> ColumnElement[bool]:
    if Role.OFFICER in person.roles:
        return Commission.id.is_not(None)
    if _READERS & person.roles:
        return Commission.issued_at <= clock.now()
    return Commission.id.is_(None)


def _with_milestone(wanted: Select[Commission]) -> Select[Commission]:
    milestone = joinedload(Commission.milestone, innerjoin=True)
    action = milestone.joinedload(Milestone.action, innerjoin=True)
    return wanted.options(
        action.joinedload(Action.plan, innerjoin=True),
        joinedload(Commission.officer, innerjoin=True).lazyload(PersonRow.grants),
    )


def _with_parts(commission_id: int) -> Select[Brief]:
    parts = (Brief.criteria, Brief.questions, Brief.documents)
    wanted = select(Brief).where(Brief.commission_id == commission_id)
    return wanted.options(*(selectinload(part) for part in parts))


def _sent_to(person: Person) -> Select[Invitation]:
    return (
        select(Invitation)
        .join(Invitation.commission)
        .options(contains_eager(Invitation.commission), joinedload(Invitation.company))
        .where(Invitation.company_id == person.company_id, Commission.issued_at <= clock.now())
    )


def _document(commission_id: int, document_id: int, *, drafts: bool) -> BriefDocument | None:
    wanted = (
        select(BriefDocument)
        .join(Brief, Brief.id == BriefDocument.brief_id)
        .where(Brief.commission_id == commission_id, BriefDocument.id == document_id)
    )
    return db.session.scalar(wanted if drafts else wanted.where(Brief.issued_at.is_not(None)))


def _milestones() -> Select[Milestone]:
    return (
        select(Milestone)
        .join(Milestone.action)
        .join(Action.plan)
        .options(contains_eager(Milestone.action).contains_eager(Action.plan))
        .where(Milestone.withdrawn_on.is_(None), Action.withdrawn_on.is_(None))
    )
