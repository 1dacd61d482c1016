"""Asking companies about their opened quotes. Whatever is answered, no quote changes by it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from app import clock, files
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission, Invitation
from app.commissions.operations.checks import lock_commission, require
from app.commissions.operations.inviting import mail_contacts
from app.commissions.queries import invited
from app.commissions.rules import Act
from app.database import db
from app.errors import NotFound, RuleBroken
from app.evaluation.models import Enquiry, EnquiryAnswer, EnquiryFile, EnquiryTo
from app.evaluation.queries import may_see, quotes_to_see
from app.evaluation.queries.enquiries import own_enquiry
from app.files import StoredFile


def enquire(
    commission: Commission,
    invitation_ids: Collection[int],
    text: str,
    answer_by: datetime,
    *,
    by: Person,
) -> Enquiry:
    """Ask one company, or several the same, about their opened quotes; each is mailed by itself.

    The words are neither in the mail nor in the audit: they are about what is in a quote.

    Raises NotFound to whoever may not see the quotes, RuleBroken to others than officers, at a
    wrong stage, for no text, no company whose quote they may see, or a deadline that is past.
    """
    if not may_see(by, commission):
        raise NotFound
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can ask about an opened quote.")
    require(lock_commission(commission.id), Act.ENQUIRE)
    now, words = clock.now(), text.strip()
    if not words:
        raise RuleBroken("Enter the question", "text")
    if answer_by <= now:
        raise RuleBroken("Answer by must be in the future", "answer_by")
    quoted = {quote.invitation_id for quote in quotes_to_see(commission, by)}
    chosen = [i for i in invited(commission) if i.id in invitation_ids and i.id in quoted]
    if not chosen:
        raise RuleBroken("Select at least one company", "companies")
    enquiry = Enquiry(
        commission_id=commission.id,
        text=words,
        answer_by=answer_by,
        asked_at=now,
        asked_by_id=by.id,
    )
    db.session.add(enquiry)
    db.session.flush()
    for invitation in chosen:
        db.session.add(EnquiryTo(enquiry_id=enquiry.id, invitation_id=invitation.id))
        mail_contacts(
            invitation, f"A question about your quote: {commission.title}", "enquiry", one=enquiry
        )
    audit.record(
        "asked about quotes",
        enquiry,
        commission.reference,
        by=by,
        after=", ".join(each.company.name for each in chosen),
        commission_id=commission.id,
    )
    return enquiry


def respond(
    invitation: Invitation,
    enquiry_id: int,
    text: str,
    file: StoredFile | None = None,
    *,
    by: Person,
) -> EnquiryAnswer:
    """Keep a company's answer, marked as late from its deadline on. Its quote stays as it is.

    The answer is not in the audit: it is read by those who may see the quotes. A refused file is
    discarded. Raises NotFound to another company, RuleBroken at a wrong stage and for no text.
    """
    try:
        own = own_enquiry(by, invitation, enquiry_id)
        require(lock_commission(invitation.commission_id, is_shared=True), Act.RESPOND)
        if not text.strip():
            raise RuleBroken("Enter your answer", "text")
    except (RuleBroken, NotFound):
        if file is not None:
            files.discard(file.stored_as)
        raise
    now = clock.now()
    answer = EnquiryAnswer(
        enquiry_to_id=own.to_id,
        text=text.strip(),
        at=now,
        is_late=now >= own.answer_by,
        by_id=by.id,
    )
    db.session.add(answer)
    db.session.flush()
    if file is not None:
        db.session.add(
            EnquiryFile(
                answer_id=answer.id,
                typed_name=file.typed_name,
                stored_as=file.stored_as,
                size=file.size,
                sha256=file.sha256,
                kind=file.kind,
                is_sealed=file.is_sealed,
            )
        )
    audit.record(
        "answered about a quote",
        answer,
        invitation.commission.reference,
        by=by,
        after="late" if answer.is_late else "in time",
        commission_id=invitation.commission_id,
    )
    return answer
