"""Sending a quote in, replacing it, and taking it back: all before the deadline, to the second."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select

from app.access import Person
from app.audit import operations as audit
from app.clock import day_of
from app.commissions.models import Invitation, InvitationReply
from app.commissions.operations.inviting import mail_contacts
from app.commissions.rules import Reply
from app.database import db
from app.errors import RuleBroken
from app.quotes.models import Quote, QuoteState
from app.quotes.operations import keeping
from app.quotes.operations.sealing_in import acknowledged, for_the_brief, seal_in, sealed_for
from app.quotes.operations.turns import draft_to_change, take_turn
from app.quotes.queries.own import own_draft, row_in_state, what_is_missing
from app.quotes.queries.uploads import unfinished_uploads
from app.quotes.rules import Missing, receipt_number


class AlreadySent(RuleBroken):
    """The quote is in: a second press of the button sends nothing twice.

    `reading_public` tells whether the page that was sent again is the one that sent it.
    """

    def __init__(self, receipt: str, reading_public: str) -> None:
        self.reading_public = reading_public
        super().__init__(
            f"Your quote had already been received, with receipt {receipt}. It was not sent twice."
        )


def check(invitation: Invitation, *, by: Person) -> list[Missing]:
    """What the company's draft lacks before it can be sent. Raises NotFound to another company."""
    draft = own_draft(by, invitation)
    if draft is None:
        return [Missing("Start your quote")]
    return what_is_missing(draft, unfinished_uploads(by, invitation))


def submit(
    invitation: Invitation, reading_public: str, *, by: Person, seen: str | None = None
) -> Quote:
    """Send the draft in: it is sealed, and a receipt is given on the page and by mail.

    All of it is sealed for the commission and for the company's own reading key, of which only the
    public half comes here; then the draft's key is destroyed. An earlier submitted quote is
    replaced in the same transaction. `seen` is `OwnQuote.seen` of what the person checked; anything
    else is refused. Raises Late, AlreadySent and RuleBroken.
    """
    now = take_turn(invitation, by).replace(microsecond=0)
    earlier = row_in_state(invitation, QuoteState.SUBMITTED)
    if earlier is not None and row_in_state(invitation, QuoteState.DRAFT) is None:
        raise AlreadySent(earlier.receipt or "", earlier.reading_public)
    draft = draft_to_change(invitation)
    written = keeping.written_in(draft)
    _must_be_complete(invitation, by, seen)
    if earlier is not None:
        earlier.state, earlier.ended_at = QuoteState.REPLACED, now
        db.session.flush()  # one submitted quote at a time, also for the database
    receipt = draft.receipt = _new_receipt(now)
    draft.submitted_at, draft.submitted_by_id = now, by.id
    sent = for_the_brief(draft, invitation, written).sent(receipt, now)
    seal_in(draft, sent, (sealed_for(invitation.commission_id), reading_public))
    draft.reading_public = reading_public
    draft.state = QuoteState.SUBMITTED
    _will_quote(invitation, now, by)
    audit.record(
        "quote received",
        draft,
        receipt,
        by=by,
        before=f"replaces {earlier.receipt}" if earlier else "",
        after=f"SHA-256 {draft.digest}",
        commission_id=invitation.commission_id,
    )
    mail_contacts(
        invitation,
        f"Receipt {receipt} for your quote",
        "receipt",
        receipt=receipt,
        received_at=now,
        sent_by=by.name,
        digest=draft.digest,
        files=acknowledged(sent),
        replaced=earlier.receipt if earlier else None,
    )
    return draft


def withdraw(invitation: Invitation, *, by: Person) -> Quote:
    """Take the submitted quote back. It keeps its receipt and is not opened. Raises Late."""
    now = take_turn(invitation, by).replace(microsecond=0)
    quote = row_in_state(invitation, QuoteState.SUBMITTED)
    if quote is None:
        raise RuleBroken("There is no quote to withdraw: none has been sent.")
    quote.state, quote.ended_at = QuoteState.WITHDRAWN, now
    audit.record(
        "quote withdrawn", quote, quote.receipt or "", by=by, commission_id=invitation.commission_id
    )
    mail_contacts(
        invitation,
        f"Your quote {quote.receipt} is withdrawn",
        "withdrawn",
        receipt=quote.receipt,
        withdrawn_at=now,
        sent_by=by.name,
    )
    return quote


def _must_be_complete(invitation: Invitation, by: Person, seen: str | None) -> None:
    own = own_draft(by, invitation)
    if own is None:
        raise RuleBroken("There is no draft to send. Start a quote first.")
    if missing := what_is_missing(own, unfinished_uploads(by, invitation)):
        listed = ". ".join(each.sentence for each in missing)
        raise RuleBroken(f"Your quote is not complete. {listed}.")
    if seen is not None and seen != own.seen:
        raise RuleBroken(
            "The quote or the brief was changed after you opened this page. "
            "Check it again, then send it."
        )


def _new_receipt(now: datetime) -> str:
    while True:
        number = receipt_number(day_of(now).year, secrets.choice)
        if db.session.scalar(select(Quote.id).where(Quote.receipt == number)) is None:
            return number


def _will_quote(invitation: Invitation, now: datetime, by: Person) -> None:
    if invitation.reply is Reply.WILL_QUOTE:
        return
    invitation.reply, invitation.reply_reason, invitation.replied_at = Reply.WILL_QUOTE, "", now
    db.session.add(
        InvitationReply(invitation_id=invitation.id, at=now, reply=Reply.WILL_QUOTE, by_id=by.id)
    )
