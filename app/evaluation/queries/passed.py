"""What passed between us and one company about its opened quote and the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from app import clock
from app.commissions.models import Invitation
from app.commissions.queries import Passed
from app.database import db
from app.evaluation.models import (
    Award,
    Enquiry,
    EnquiryAnswer,
    EnquiryTo,
    FeedbackAnswer,
    FeedbackRequest,
    NoQuoteReason,
)
from app.people.models import Person
from app.plans.models import Agreement
from app.quotes.queries import invitations_with_quote
from app.quotes.queries.outcomes import invitations_of_quotes


def passed_in_evaluation(invitations: Sequence[Invitation]) -> list[Passed]:
    """Enquiries and answers, reasons for no quote, outcome letters, feedback; in six statements.

    What an officer noted of a company is not told: only what its own people wrote.
    """
    own = [each.id for each in invitations]
    found = [*_enquiries(own), *_feedback(own)]
    reasons = (
        select(NoQuoteReason)
        .join(Person, Person.id == NoQuoteReason.by_id)
        .where(NoQuoteReason.invitation_id.in_(own), Person.company_id.is_not(None))
    )
    for each in db.session.scalars(reasons):
        what = "You said why you sent no quote"
        here = (each.invitation_id, "quotes.invitation")
        found.append(Passed(each.at, False, what, *here, each.reason))
    quoted = invitations_with_quote(own)
    by_commission = {each.commission_id: each.id for each in invitations if each.id in quoted}
    for award in _told(list(by_commission)):
        here = (by_commission[award.commission_id], "evaluation.outcome")
        at = award.told_at or clock.now()
        found.append(Passed(at, True, "The outcome of your quote", *here))
    return found


def invitations_awarded(invitations: Sequence[Invitation]) -> dict[int, int]:
    """The invitations of these that won and were told so, by commission; in two statements."""
    awards = _told([each.commission_id for each in invitations])
    winners = invitations_of_quotes([each.quote_id for each in awards if each.quote_id])
    own = {each.id for each in invitations}
    return {each.commission_id: each.id for each in winners.values() if each.id in own}


def _told(commission_ids: Sequence[int]) -> list[Award]:
    wanted = select(Award).where(
        Award.commission_id.in_(commission_ids),
        Award.outcome == Agreement.APPROVED,
        Award.told_at <= clock.now(),
    )
    return list(db.session.scalars(wanted))


def _enquiries(own: Sequence[int]) -> Iterator[Passed]:
    asked = (
        select(EnquiryTo.id, EnquiryTo.invitation_id, Enquiry)
        .join(Enquiry, Enquiry.id == EnquiryTo.enquiry_id)
        .where(EnquiryTo.invitation_id.in_(own))
    )
    pages: dict[int, tuple[int, str]] = {}
    numbers: dict[int, int] = {}
    for to_id, invitation_id, enquiry in db.session.execute(asked):
        pages[to_id], numbers[to_id] = (invitation_id, "evaluation.respond"), enquiry.id
        what = "A question about your quote"
        values = {"enquiry_id": enquiry.id}
        yield Passed(enquiry.asked_at, True, what, *pages[to_id], enquiry.text, values)
    answers = select(EnquiryAnswer).where(EnquiryAnswer.enquiry_to_id.in_(pages))
    for each in db.session.scalars(answers):
        what = "You answered about your quote" + (", late" if each.is_late else "")
        values = {"enquiry_id": numbers[each.enquiry_to_id]}
        yield Passed(each.at, False, what, *pages[each.enquiry_to_id], each.text, values)


def _feedback(own: Sequence[int]) -> Iterator[Passed]:
    wanted = (
        select(FeedbackRequest, FeedbackAnswer)
        .outerjoin(FeedbackAnswer, FeedbackAnswer.request_id == FeedbackRequest.id)
        .where(FeedbackRequest.invitation_id.in_(own))
    )
    for request, answer in db.session.execute(wanted):
        here = (request.invitation_id, "evaluation.outcome")
        yield Passed(request.at, False, "You asked about the outcome", *here, request.text)
        if answer is not None:
            yield Passed(answer.at, True, "Feedback on your quote", *here, answer.text)
