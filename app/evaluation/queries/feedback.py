"""What companies ask about their outcome after the letter, and what they were answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from app.access import Person
from app.commissions.models import Commission, Invitation
from app.database import db
from app.errors import NotFound
from app.evaluation.models import FeedbackAnswer, FeedbackRequest
from app.people.models import Company


@dataclass(frozen=True)
class FeedbackAsked:
    """One request and its answer; `answer` is empty and `answered_at` None until it is given."""

    id: int
    commission_id: int
    invitation_id: int
    company: str
    text: str
    at: datetime
    answer: str
    answered_at: datetime | None


def feedback_asked(commission: Commission) -> Sequence[FeedbackAsked]:
    """Every request about a commission, oldest first; in one statement."""
    return _asked(Invitation.commission_id == commission.id)


def feedback_request(commission: Commission, request_id: int) -> FeedbackAsked:
    """One request about this commission. Raises NotFound."""
    for each in feedback_asked(commission):
        if each.id == request_id:
            return each
    raise NotFound


def own_feedback(person: Person, invitation: Invitation) -> Sequence[FeedbackAsked]:
    """What the person's own company has asked. Raises NotFound to any other."""
    if person.company_id is None or person.company_id != invitation.company_id:
        raise NotFound
    return _asked(FeedbackRequest.invitation_id == invitation.id)


def feedback_waiting(commission_ids: Collection[int]) -> Sequence[FeedbackAsked]:
    """What companies have asked and nobody has answered, oldest first; in one statement."""
    return _asked(Invitation.commission_id.in_(commission_ids), FeedbackAnswer.id.is_(None))


def _asked(*which: ColumnElement[bool]) -> Sequence[FeedbackAsked]:
    rows = db.session.execute(
        select(FeedbackRequest, Invitation.commission_id, Company.name, FeedbackAnswer)
        .join(Invitation, Invitation.id == FeedbackRequest.invitation_id)
        .join(Company, Company.id == Invitation.company_id)
        .outerjoin(FeedbackAnswer, FeedbackAnswer.request_id == FeedbackRequest.id)
        .where(*which)
        .order_by(FeedbackRequest.id)
    )
    return [
        FeedbackAsked(
            id=request.id,
            commission_id=commission_id,
            invitation_id=request.invitation_id,
            company=name,
            text=request.text,
            at=request.at,
            answer=answer.text if answer else "",
            answered_at=answer.at if answer else None,
        )
        for request, commission_id, name, answer in rows
    ]
