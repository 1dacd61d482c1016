"""Feedback after the letter: a company asks for more, and an officer gives it."""

from __future__ import annotations

from app import clock, mail
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission, Invitation
from app.commissions.operations.checks import lock_commission
from app.commissions.operations.inviting import mail_contacts
from app.database import db
from app.errors import NotFound, RuleBroken
from app.evaluation.models import FeedbackAnswer, FeedbackRequest
from app.evaluation.queries import may_see_all, outcome_for_company
from app.evaluation.queries.feedback import feedback_request, own_feedback


def ask_feedback(invitation: Invitation, text: str, *, by: Person) -> FeedbackRequest:
    """Ask for more about the outcome; the officer is mailed.

    Raises NotFound to anybody but the company that was told, RuleBroken at `text` for no words and
    while an earlier request waits.
    """
    if outcome_for_company(by, invitation) is None:
        raise NotFound
    lock_commission(invitation.commission_id)
    if not text.strip():
        raise RuleBroken("Enter what you would like to know", "text")
    if any(each.answered_at is None for each in own_feedback(by, invitation)):
        raise RuleBroken("Your last request has not been answered yet", "text")
    request = FeedbackRequest(
        invitation_id=invitation.id, text=text.strip(), at=clock.now(), by_id=by.id
    )
    db.session.add(request)
    db.session.flush()
    commission = invitation.commission
    mail.post(
        commission.officer.email,
        f"Feedback is asked for: {commission.title} ({commission.reference})",
        "feedback_asked",
        commission=commission,
        company=invitation.company,
        one=request,
    )
    audit.record(
        "feedback asked for",
        request,
        commission.reference,
        by=by,
        after=invitation.company.name,
        commission_id=commission.id,
    )
    return request


def answer_feedback(
    commission: Commission, request_id: int, text: str, *, by: Person
) -> FeedbackAnswer:
    """Give the feedback that was asked for, once; the company is mailed.

    Raises NotFound to whoever may not see the quotes, RuleBroken to others than officers, at
    `text` for no words, and where it was given.
    """
    if not may_see_all(by, commission):
        raise NotFound
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can give feedback.")
    lock_commission(commission.id)
    asked = feedback_request(commission, request_id)
    if asked.answered_at is not None:
        raise RuleBroken("The feedback has already been given.")
    if not text.strip():
        raise RuleBroken("Enter the feedback", "text")
    answer = FeedbackAnswer(request_id=asked.id, text=text.strip(), at=clock.now(), by_id=by.id)
    db.session.add(answer)
    db.session.flush()
    invitation = db.session.get_one(Invitation, asked.invitation_id)
    mail_contacts(invitation, f"Feedback on your quote: {commission.title}", "feedback", one=answer)
    audit.record(
        "feedback given",
        answer,
        commission.reference,
        by=by,
        after=asked.company,
        commission_id=commission.id,
    )
    return answer
