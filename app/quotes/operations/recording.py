"""The record of an opening, written once as JSON. It names no file and quotes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from app.commissions.models import Commission, Invitation
from app.commissions.queries import invited
from app.commissions.rules import Reply
from app.database import db
from app.errors import RuleBroken
from app.files import path_of
from app.quotes.models import Opening, Quote, QuoteState
from app.quotes.operations.sending import digest_of
from app.quotes.queries.contents import Contents, contents_of
from app.quotes.queries.openings import attempts

_PART = 1024 * 1024

_SAID = {
    Reply.NONE: "did not reply",
    Reply.WILL_QUOTE: "said that it would quote, and sent none",
    Reply.DECLINED: "declined",
}


def record_of(commission: Commission, opening: Opening, opened_by: Sequence[str]) -> str:
    """Who opened what, when; each receipt and hash, with whether what is stored still fits them."""
    if opening.opened_at is None or commission.quote_deadline is None:
        raise RuleBroken("The quotes have not been opened.")
    quotes = _quotes(commission)
    contents = contents_of([q.id for q in quotes if q.state is QuoteState.SUBMITTED])
    record = {
        "begun_at": opening.begun_at.isoformat(),
        "opened_at": opening.opened_at.isoformat(),
        "opened_by": list(opened_by),
        "deadline": commission.quote_deadline.isoformat(),
        "quotes": [_live(q, contents[q.id]) for q in quotes if q.id in contents],
        "ended": [_ended(quote) for quote in quotes if quote.ended_at is not None],
        "without_quote": _without(commission, quotes),
        "attempts": [
            {
                "company": attempt.company,
                "person": attempt.person,
                "at": attempt.at.isoformat(),
                "what": attempt.what,
                "is_late": attempt.is_late,
            }
            for attempt in attempts(commission)
        ],
    }
    return json.dumps(record, ensure_ascii=False)


def _quotes(commission: Commission) -> Sequence[Quote]:
    wanted = (
        select(Quote)
        .join(Quote.invitation)
        .options(contains_eager(Quote.invitation).options(joinedload(Invitation.company)))
        .where(Invitation.commission_id == commission.id, Quote.state != QuoteState.DRAFT)
        .order_by(Quote.submitted_at, Quote.id)
    )
    return db.session.scalars(wanted).all()


def _live(quote: Quote, contents: Contents) -> dict[str, object]:
    at = quote.submitted_at
    same = bool(at and quote.receipt) and quote.digest == digest_of(
        quote.receipt or "", at or quote.started_at, contents
    )
    paths = {file.sha256: path_of(file.stored_as) for file in contents.files}
    return {
        "company": quote.invitation.company.name,
        "receipt": quote.receipt,
        "received_at": at.isoformat() if at else None,
        "digest": quote.digest,
        "is_as_received": same,
        "files": [
            {**file, "is_as_received": _sha256(paths.get(file["sha256"])) == file["sha256"]}
            for file in json.loads(quote.manifest)
        ],
    }


def _ended(quote: Quote) -> dict[str, str | None]:
    return {
        "company": quote.invitation.company.name,
        "receipt": quote.receipt,
        "received_at": quote.submitted_at.isoformat() if quote.submitted_at else None,
        "ended_at": quote.ended_at.isoformat() if quote.ended_at else None,
        "how": quote.state.value,
    }


def _without(commission: Commission, quotes: Sequence[Quote]) -> list[dict[str, str]]:
    live = {q.invitation_id for q in quotes if q.state is QuoteState.SUBMITTED}
    withdrawn = {q.invitation_id for q in quotes if q.state is QuoteState.WITHDRAWN}
    return [
        {
            "company": invitation.company.name,
            "said": "withdrew its quote" if invitation.id in withdrawn else _SAID[invitation.reply],
            "reason": invitation.reply_reason,
        }
        for invitation in invited(commission)
        if invitation.id not in live
    ]


def _sha256(path: Path | None) -> str | None:
    if path is None or not path.is_file():
        return None
    digest = hashlib.sha256()
    with path.open("rb") as stored:
        while part := stored.read(_PART):
            digest.update(part)
    return digest.hexdigest()
