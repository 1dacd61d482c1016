"""Questions about briefs. Who asked is told to officers alone; published answers to all invited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app import clock
from app.access import Person, Role
from app.commissions.models import (
    Clarification,
    ClarificationFile,
    Commission,
    Invitation,
    PublishedAnswer,
)
from app.commissions.queries.commissions import invited
from app.commissions.rules import AskedState, Party, asked_until, stage_to_act, why_not_ask
from app.database import db
from app.errors import NotFound
from app.formats import instant_in_words
from app.people.models import Person as PersonRow


@dataclass(frozen=True)
class AnswerForAll:
    """A published answer as everybody who was invited reads it: it does not know who asked."""

    number: int
    question: str
    answer: str
    published_at: datetime
    brief_number: int | None
    files: Sequence[ClarificationFile]


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it was asked, for its own company and for officers."""

    id: int
    company: str
    person: str
    text: str
    asked_at: datetime
    state: AskedState
    withdrawn_at: datetime | None
    number: int | None
    same_as_id: int | None
    goes_with_brief: bool
    has_draft: bool
    files: Sequence[ClarificationFile]


@dataclass(frozen=True)
class WaitingQuestion:
    """A question that no answer has been published to: its id and when it was asked."""

    id: int
    asked_at: datetime


def published_answers(commission_id: int) -> list[AnswerForAll]:
    """Every published answer in the order of publication, in two statements."""
    wanted = (
        select(PublishedAnswer)
        .where(PublishedAnswer.commission_id == commission_id)
        .order_by(PublishedAnswer.number)
    )
    rows = list(db.session.scalars(wanted))
    files = _files([row.clarification_id for row in rows], of_answers=True)
    return [
        AnswerForAll(
            row.number,
            row.question,
            row.answer,
            row.published_at,
            row.brief_number,
            files[row.clarification_id],
        )
        for row in rows
    ]


def asked_questions(commission: Commission, person: Person) -> list[AskedQuestion]:
    """Every question with its asker, oldest first; for officers, to others none."""
    if Role.OFFICER not in person.roles:
        return []
    return _asked(Clarification.invitation_id.in_(_of_commission(commission.id)))


def own_questions(person: Person, invitation: Invitation) -> list[AskedQuestion]:
    """What the person's own company has asked, oldest first. Raises NotFound to any other."""
    if person.company_id is None or person.company_id != invitation.company_id:
        raise NotFound
    return _asked(Clarification.invitation_id == invitation.id)


def own_question(person: Person, invitation: Invitation, question_id: int) -> AskedQuestion:
    """One of the company's own questions. Raises NotFound."""
    found = next((q for q in own_questions(person, invitation) if q.id == question_id), None)
    if found is None:
        raise NotFound
    return found


def clarification_for(person: Person, commission: Commission, question_id: int) -> Clarification:
    """A question of a commission, to be answered by an officer. Raises NotFound."""
    wanted = (
        select(Clarification)
        .join(Clarification.invitation)
        .options(contains_eager(Clarification.invitation).options(joinedload(Invitation.company)))
        .where(Invitation.commission_id == commission.id, Clarification.id == question_id)
    )
    found = db.session.scalar(wanted) if Role.OFFICER in person.roles else None
    if found is None:
        raise NotFound
    return found


def answer_to(clarification_id: int) -> PublishedAnswer | None:
    """What was published in answer to a question, also where another's answer answers it."""
    own = select(PublishedAnswer).where(PublishedAnswer.clarification_id == clarification_id)
    same = (
        select(PublishedAnswer)
        .join(Clarification, Clarification.same_as_id == PublishedAnswer.clarification_id)
        .where(Clarification.id == clarification_id)
    )
    return db.session.scalar(own) or db.session.scalar(same)


def answer_files(clarification_id: int) -> Sequence[ClarificationFile]:
    """The files that go with the answer to a question."""
    return _files([clarification_id], of_answers=True)[clarification_id]


def answer_file(commission_id: int, file_id: int) -> ClarificationFile:
    """A file of a published answer, for whoever may read the answers. Raises NotFound."""
    wanted = (
        select(ClarificationFile)
        .join(
            PublishedAnswer, PublishedAnswer.clarification_id == ClarificationFile.clarification_id
        )
        .where(
            PublishedAnswer.commission_id == commission_id,
            ClarificationFile.is_answer,
            ClarificationFile.id == file_id,
        )
    )
    return _or_not_found(db.session.scalar(wanted))


def asked_file(person: Person, commission: Commission, file_id: int) -> ClarificationFile:
    """Any file of a question, for officers; to others those of published answers."""
    if Role.OFFICER not in person.roles:
        return answer_file(commission.id, file_id)
    wanted = (
        select(ClarificationFile)
        .join(Clarification, Clarification.id == ClarificationFile.clarification_id)
        .where(
            Clarification.invitation_id.in_(_of_commission(commission.id)),
            ClarificationFile.id == file_id,
        )
    )
    return _or_not_found(db.session.scalar(wanted))


def own_question_file(person: Person, invitation: Invitation, file_id: int) -> ClarificationFile:
    """A file that the company sent with its own question. Raises NotFound."""
    for question in own_questions(person, invitation):
        for file in question.files:
            if file.id == file_id:
                return file
    raise NotFound


def waiting_questions(commission_ids: Collection[int]) -> dict[int, list[WaitingQuestion]]:
    """The questions that nobody has answered, oldest first, by commission; in one statement."""
    wanted = (
        select(Invitation.commission_id, Clarification.id, Clarification.asked_at)
        .join(Clarification, Clarification.invitation_id == Invitation.id)
        .outerjoin(
            PublishedAnswer,
            PublishedAnswer.clarification_id
            == func.coalesce(Clarification.same_as_id, Clarification.id),
        )
        .where(
            Invitation.commission_id.in_(commission_ids),
            Clarification.withdrawn_at.is_(None),
            PublishedAnswer.id.is_(None),
        )
        .order_by(Clarification.asked_at, Clarification.id)
    )
    found: dict[int, list[WaitingQuestion]] = defaultdict(list)
    for commission_id, question_id, asked_at in db.session.execute(wanted):
        found[commission_id].append(WaitingQuestion(question_id, asked_at))
    return found


def held_for_the_brief(commission: Commission) -> list[Clarification]:
    """The questions whose answers leave with the next version of the brief, oldest first."""
    wanted = (
        select(Clarification)
        .where(
            Clarification.invitation_id.in_(_of_commission(commission.id)),
            Clarification.goes_with_brief,
            Clarification.withdrawn_at.is_(None),
            Clarification.same_as_id.is_(None),
            Clarification.id.not_in(select(PublishedAnswer.clarification_id)),
        )
        .order_by(Clarification.id)
    )
    return list(db.session.scalars(wanted))


def last_answer_number(commission_id: int) -> int:
    """The number of the newest published answer; 0 where there is none."""
    wanted = select(func.max(PublishedAnswer.number))
    return db.session.scalar(wanted.where(PublishedAnswer.commission_id == commission_id)) or 0


def parties(commission: Commission) -> list[Party]:
    """Every invited company with the names and addresses by which a text could give it away."""
    return [
        Party(
            each.company.name,
            [contact.name for contact in each.company.contacts],
            [contact.email for contact in each.company.contacts],
        )
        for each in invited(commission)
    ]


def asking_ends(commission: Commission) -> datetime | None:
    """The instant from which no question is accepted any more."""
    return asked_until(commission.clarification_deadline, commission.quote_deadline)


def why_not_to_ask(commission: Commission, now: datetime) -> str | None:
    """The sentence that refuses a company's question at an instant; None where it may ask."""
    until = asking_ends(commission)
    told = instant_in_words(until, clock.zone()) if until else ""
    return why_not_ask(stage_to_act(commission, now), until, now, told)


def _of_commission(commission_id: int) -> Select[int]:
    return select(Invitation.id).where(Invitation.commission_id == commission_id)


def _asked(which: ColumnElement[bool]) -> list[AskedQuestion]:
    answered = func.coalesce(Clarification.same_as_id, Clarification.id)
    wanted = (
        select(Clarification, PersonRow.name, PublishedAnswer.number)
        .join(Clarification.invitation)
        .join(PersonRow, PersonRow.id == Clarification.asked_by_id)
        .outerjoin(PublishedAnswer, PublishedAnswer.clarification_id == answered)
        .options(contains_eager(Clarification.invitation).options(joinedload(Invitation.company)))
        .where(which)
        .order_by(Clarification.asked_at, Clarification.id)
    )
    rows = db.session.execute(wanted).all()
    files = _files([row.id for row, _, _ in rows], of_answers=False)
    return [
        AskedQuestion(
            id=row.id,
            company=row.invitation.company.name,
            person=name,
            text=row.text,
            asked_at=row.asked_at,
            state=_state(row, number),
            withdrawn_at=row.withdrawn_at,
            number=number,
            same_as_id=row.same_as_id,
            goes_with_brief=row.goes_with_brief,
            has_draft=bool(row.answer),
            files=files[row.id],
        )
        for row, name, number in rows
    ]


def _state(row: Clarification, number: int | None) -> AskedState:
    if row.withdrawn_at is not None:
        return AskedState.WITHDRAWN
    return AskedState.ANSWERED if number is not None else AskedState.WAITING


def _files(ids: Collection[int], *, of_answers: bool) -> dict[int, list[ClarificationFile]]:
    found: dict[int, list[ClarificationFile]] = defaultdict(list)
    wanted = select(ClarificationFile).where(
        ClarificationFile.clarification_id.in_(ids), ClarificationFile.is_answer.is_(of_answers)
    )
    for file in db.session.scalars(wanted.order_by(ClarificationFile.id)):
        found[file.clarification_id].append(file)
    return found


def _or_not_found(file: ClarificationFile | None) -> ClarificationFile:
    if file is None:
        raise NotFound
    return file
