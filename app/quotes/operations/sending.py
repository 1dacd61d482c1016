"""Sending a quote in, replacing it, and taking it back: all before the deadline, to the second."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import datetime

from sqlalchemy import select, update

from app.access import Person
from app.audit import operations as audit
from app.clock import day_of
from app.commissions.models import Invitation, InvitationReply
from app.commissions.operations.inviting import mail_contacts
from app.commissions.queries import issued_brief
from app.commissions.rules import Reply
from app.database import db
from app.errors import RuleBroken
from app.files import path_of
from app.quotes.models import Answer, Quote, QuoteState
from app.quotes.operations.turns import draft_to_change, take_turn
from app.quotes.queries.contents import Contents, contents_of
from app.quotes.queries.own import answers_to, own_draft, row_in_state, what_is_missing
from app.quotes.rules import Missing, receipt_number


class AlreadySent(RuleBroken):
    """The quote is in: a second press of the button sends nothing twice."""

    def __init__(self, receipt: str) -> None:
        super().__init__(
            f"Your quote had already been received, with receipt {receipt}. It was not sent twice."
        )


def check(invitation: Invitation, *, by: Person) -> list[Missing]:
    """What the company's draft lacks before it can be sent. Raises NotFound to another company."""
    draft = own_draft(by, invitation)
    return what_is_missing(draft) if draft else [Missing("Start your quote")]


def submit(invitation: Invitation, *, by: Person, seen: str | None = None) -> Quote:
    """Send the draft in: it is sealed, and a receipt is given on the page and by mail.

    An earlier submitted quote is replaced in the same transaction. `seen` is `OwnQuote.seen` of
    what the person checked; anything else is refused. Raises Late, AlreadySent and RuleBroken.
    """
    now = take_turn(invitation, by).replace(microsecond=0)
    earlier = row_in_state(invitation, QuoteState.SUBMITTED)
    if earlier is not None and row_in_state(invitation, QuoteState.DRAFT) is None:
        raise AlreadySent(earlier.receipt or "")
    draft = draft_to_change(invitation)
    _must_be_complete(invitation, by, seen)
    contents = _contents_for_the_brief(draft, invitation)
    if earlier is not None:
        earlier.state, earlier.ended_at = QuoteState.REPLACED, now
        db.session.flush()  # one submitted quote at a time, also for the database
    receipt = draft.receipt = _new_receipt(now)
    draft.submitted_at, draft.submitted_by_id = now, by.id
    draft.manifest = _manifest(contents)
    draft.digest = digest_of(receipt, now, contents)
    draft.state = QuoteState.SUBMITTED
    _will_quote(invitation, now, by)
    audit.record(
        "quote received",
        draft,
        receipt,
        by=by,
        before=f"replaces {earlier.receipt}" if earlier else "",
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
        files=json.loads(draft.manifest),
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


def digest_of(receipt: str, received_at: datetime, contents: Contents) -> str:
    """The SHA-256 over everything that a quote holds, with its receipt and instant."""
    whole = {
        "receipt": receipt,
        "received_at": received_at.isoformat(),
        "answers": {key: given.text for key, given in contents.answers.items()},
        "lines": [
            [line.description, f"{line.quantity:.2f}", line.unit_pence, line.vat_percent]
            for line in contents.lines
        ],
        "files": [[file.typed_name, file.size, file.sha256] for file in contents.files],
    }
    written = json.dumps(whole, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def _must_be_complete(invitation: Invitation, by: Person, seen: str | None) -> None:
    own = own_draft(by, invitation)
    if own is None:
        raise RuleBroken("There is no draft to send. Start a quote first.")
    if missing := what_is_missing(own):
        listed = ". ".join(each.sentence for each in missing)
        raise RuleBroken(f"Your quote is not complete. {listed}.")
    if seen is not None and seen != own.seen:
        raise RuleBroken(
            "The quote or the brief was changed after you opened this page. "
            "Check it again, then send it."
        )
    for file in own.files:
        path = path_of(file.stored_as)
        if not path.is_file() or path.stat().st_size != file.size:
            raise RuleBroken("A file is not safely stored. Remove it and add it again.", "files")


def _contents_for_the_brief(draft: Quote, invitation: Invitation) -> Contents:
    """The contents, each answer tied to its question in the brief in force."""
    contents = contents_of([draft.id])[draft.id]
    for own in answers_to(issued_brief(invitation.commission_id), contents):
        given = contents.answers.get(own.key)
        if given is not None and given.question_id != own.question_id:
            db.session.execute(
                update(Answer)
                .where(Answer.quote_id == draft.id, Answer.question_id == given.question_id)
                .values(question_id=own.question_id)
            )
    return contents


def _new_receipt(now: datetime) -> str:
    while True:
        number = receipt_number(day_of(now).year, secrets.choice)
        if db.session.scalar(select(Quote.id).where(Quote.receipt == number)) is None:
            return number


def _manifest(contents: Contents) -> str:
    return json.dumps(
        [
            {"number": number, "sha256": file.sha256, "size": file.size}
            for number, file in enumerate(contents.files, 1)
        ]
    )


def _will_quote(invitation: Invitation, now: datetime, by: Person) -> None:
    if invitation.reply is Reply.WILL_QUOTE:
        return
    invitation.reply, invitation.reply_reason, invitation.replied_at = Reply.WILL_QUOTE, "", now
    db.session.add(
        InvitationReply(invitation_id=invitation.id, at=now, reply=Reply.WILL_QUOTE, by_id=by.id)
    )
