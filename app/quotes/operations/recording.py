"""The record of an opening, written once as JSON. It names no file and quotes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
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
from app.quotes.operations.unsealing import Checked
from app.quotes.queries.contents import contents_of
from app.quotes.queries.openings import attempts
from app.quotes.queries.parts import Contents
from app.sealed_files import Measured

_PART = 1024 * 1024

_SAID = {
    Reply.NONE: "did not reply",
    Reply.WILL_QUOTE: "said that it would quote, and sent none",
    Reply.DECLINED: "declined",
}


def record_of(
    commission: Commission,
    opening: Opening,
    opened_by: Sequence[str],
    checked: Mapping[int, Checked],
) -> str:
    """Who opened what, when; each receipt and hash, with whether what is stored still fits them.

    `checked` is what `unseal_all` found in the sealed quotes.
    """
    if opening.opened_at is None or commission.quote_deadline is None:
        raise RuleBroken("The quotes have not been opened.")
    quotes = _quotes(commission)
    live = [quote for quote in quotes if quote.state is QuoteState.SUBMITTED]
    never_sealed = contents_of([quote.id for quote in live if quote.id not in checked])
    record = {
        "begun_at": opening.begun_at.isoformat(),
        "opened_at": opening.opened_at.isoformat(),
        "opened_by": list(opened_by),
        "deadline": commission.quote_deadline.isoformat(),
        "quotes": [
            recorded(quote, checked[quote.id])
            if quote.id in checked
            else _never_sealed(quote, never_sealed[quote.id])
            for quote in live
        ],
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


def recorded(quote: Quote, found: Checked) -> dict[str, object]:
    """A sealed quote as a record lists it, with what was found when it was to be opened."""
    files = found.written.files if found.written else ()
    return {
        **_acknowledged(quote),
        "is_as_received": not found.fault,
        "fault": found.fault,
        "sealed_size": len(quote.contents or b""),
        "sealed_sha256": hashlib.sha256(quote.contents or b"").hexdigest(),
        "files": [
            {
                "number": number,
                "sha256": file.sha256,
                "size": file.size,
                "is_as_received": found.as_received[file.id],
                "id": file.id,
                **_as_it_lay(found.as_it_lay.get(file.id)),
            }
            for number, file in enumerate(files, 1)
        ],
    }


def _as_it_lay(sealed: Measured | None) -> dict[str, object]:
    """The sealed file itself; nothing where it is gone."""
    return {"sealed_size": sealed.size, "sealed_sha256": sealed.sha256} if sealed else {}


def _never_sealed(quote: Quote, contents: Contents) -> dict[str, object]:
    """One of before there was sealing: what is stored is compared with what was acknowledged."""
    at = quote.submitted_at
    same = bool(at and quote.receipt) and quote.digest == old_digest_of(
        quote.receipt or "", at or quote.started_at, contents
    )
    paths = {file.sha256: path_of(file.stored_as) for file in contents.files}
    return {
        **_acknowledged(quote),
        "is_as_received": same,
        "files": [
            {**file, "is_as_received": _sha256(paths.get(file["sha256"])) == file["sha256"]}
            for file in json.loads(quote.manifest)
        ],
    }


def old_digest_of(receipt: str, received_at: datetime, contents: Contents) -> str:
    """The SHA-256 that was acknowledged before there was sealing, over everything in a quote."""
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


def _acknowledged(quote: Quote) -> dict[str, object]:
    return {
        "company": quote.invitation.company.name,
        "receipt": quote.receipt,
        "received_at": quote.submitted_at.isoformat() if quote.submitted_at else None,
        "digest": quote.digest,
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
