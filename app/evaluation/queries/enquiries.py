"""Questions about opened quotes and their answers: behind the same door as the quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select

from app import access
from app.commissions.models import Commission, Invitation
from app.database import db
from app.errors import NotFound
from app.evaluation.models import Enquiry, EnquiryAnswer, EnquiryFile, EnquiryTo
from app.evaluation.queries.standings import hides_price, may_see, place_of
from app.people.models import Company, Person


@dataclass(frozen=True)
class Answered:
    """One answer of a company, with its files."""

    text: str
    at: datetime
    is_late: bool
    by: str
    files: Sequence[EnquiryFile]


@dataclass(frozen=True)
class EnquiryMade:
    """One question to one company about its quote, and what it has answered."""

    id: int
    to_id: int
    invitation_id: int
    company: str
    text: str
    asked_at: datetime
    answer_by: datetime
    answers: Sequence[Answered]


def enquiries(person: access.Person, commission: Commission) -> list[EnquiryMade]:
    """Every question about the quotes that a person may see, oldest first, in three statements.

    None to those from whom prices are hidden, since they may speak of them. Raises NotFound for
    whoever may not see the quotes.
    """
    if not may_see(person, commission):
        raise NotFound
    if hides_price(person, commission):
        return []
    of_commission = Enquiry.commission_id == commission.id
    kept_out = place_of(person, commission).kept_out_of
    if kept_out is None:
        return _enquiries(of_commission)
    return _enquiries(and_(of_commission, EnquiryTo.invitation_id != kept_out))


def own_enquiries(person: access.Person, invitation: Invitation) -> list[EnquiryMade]:
    """What the company is asked about its own quote. Raises NotFound to any other."""
    if person.company_id is None or person.company_id != invitation.company_id:
        raise NotFound
    return _enquiries(EnquiryTo.invitation_id == invitation.id)


def own_enquiry(person: access.Person, invitation: Invitation, enquiry_id: int) -> EnquiryMade:
    """One of them. Raises NotFound."""
    for each in own_enquiries(person, invitation):
        if each.id == enquiry_id:
            return each
    raise NotFound


def enquiry_file(person: access.Person, commission: Commission, file_id: int) -> EnquiryFile:
    """A file of an answer, for whoever may see the quotes. Raises NotFound."""
    return _file_in(enquiries(person, commission), file_id)


def own_enquiry_file(person: access.Person, invitation: Invitation, file_id: int) -> EnquiryFile:
    """A file of the company's own answers. Raises NotFound."""
    return _file_in(own_enquiries(person, invitation), file_id)


def unanswered_enquiries(invitation_ids: Collection[int]) -> dict[int, list[tuple[int, datetime]]]:
    """Of each invitation what nobody has answered: the enquiry, and by when; in one statement."""
    wanted = (
        select(EnquiryTo.invitation_id, Enquiry.id, Enquiry.answer_by)
        .join(Enquiry, Enquiry.id == EnquiryTo.enquiry_id)
        .outerjoin(EnquiryAnswer, EnquiryAnswer.enquiry_to_id == EnquiryTo.id)
        .where(EnquiryTo.invitation_id.in_(invitation_ids), EnquiryAnswer.id.is_(None))
        .order_by(Enquiry.id)
    )
    found: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    for invitation_id, enquiry_id, answer_by in db.session.execute(wanted):
        found[invitation_id].append((enquiry_id, answer_by))
    return found


def _file_in(made: Sequence[EnquiryMade], file_id: int) -> EnquiryFile:
    for answer in (answer for each in made for answer in each.answers):
        for file in answer.files:
            if file.id == file_id:
                return file
    raise NotFound


def _enquiries(which: ColumnElement[bool]) -> list[EnquiryMade]:
    wanted = (
        select(Enquiry, EnquiryTo, Company.name)
        .join(EnquiryTo, EnquiryTo.enquiry_id == Enquiry.id)
        .join(Invitation, Invitation.id == EnquiryTo.invitation_id)
        .join(Company, Company.id == Invitation.company_id)
        .where(which)
        .order_by(Enquiry.id, Company.name, EnquiryTo.id)
    )
    rows = db.session.execute(wanted).all()
    answers = _answers([to.id for _, to, _ in rows])
    return [
        EnquiryMade(
            id=enquiry.id,
            to_id=to.id,
            invitation_id=to.invitation_id,
            company=name,
            text=enquiry.text,
            asked_at=enquiry.asked_at,
            answer_by=enquiry.answer_by,
            answers=answers[to.id],
        )
        for enquiry, to, name in rows
    ]


def _answers(to_ids: Sequence[int]) -> dict[int, list[Answered]]:
    wanted = (
        select(EnquiryAnswer, Person.name)
        .join(Person, Person.id == EnquiryAnswer.by_id)
        .where(EnquiryAnswer.enquiry_to_id.in_(to_ids))
        .order_by(EnquiryAnswer.id)
    )
    rows = db.session.execute(wanted).all()
    files: dict[int, list[EnquiryFile]] = defaultdict(list)
    kept = select(EnquiryFile).where(EnquiryFile.answer_id.in_([row.id for row, _ in rows]))
    for file in db.session.scalars(kept.order_by(EnquiryFile.id)):
        files[file.answer_id].append(file)
    found: dict[int, list[Answered]] = defaultdict(list)
    for row, name in rows:
        answer = Answered(row.text, row.at, row.is_late, name, files[row.id])
        found[row.enquiry_to_id].append(answer)
    return found
