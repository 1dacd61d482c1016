"""The receipts that a company was given. Another company's are a NotFound."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.access import Person
from app.commissions.models import Invitation
from app.database import db
from app.errors import NotFound
from app.people.models import Person as PersonRow
from app.quotes.models import Quote, QuoteState
from app.quotes.queries.own import must_be_own


@dataclass(frozen=True)
class AcknowledgedFile:
    """A file as its receipt acknowledges it: by number, size in bytes."""

    number: int
    sha256: str
    size: int


@dataclass(frozen=True)
class OwnReceipt:
    """The acknowledgement of one submission. `state` is submitted, replaced or withdrawn."""

    number: str
    received_at: datetime
    sent_by: str
    digest: str
    files: tuple[AcknowledgedFile, ...]
    """Of a quote of before there was sealing; else the mail with the receipt lists them."""
    is_sealed: bool
    reading_public: str
    state: str
    ended_at: datetime | None

    @property
    def is_live(self) -> bool:
        """Whether the quote stands: neither replaced nor withdrawn."""
        return self.state == QuoteState.SUBMITTED


def own_receipts(person: Person, invitation: Invitation) -> list[OwnReceipt]:
    """Every receipt that the company was given here, newest first. Raises NotFound to any other."""
    must_be_own(person, invitation)
    wanted = (
        select(Quote, PersonRow.name)
        .join(PersonRow, PersonRow.id == Quote.submitted_by_id)
        .where(Quote.invitation_id == invitation.id, Quote.receipt.is_not(None))
        .order_by(Quote.submitted_at.desc(), Quote.id.desc())
    )
    return [_receipt(quote, name) for quote, name in db.session.execute(wanted)]


def _receipt(quote: Quote, sent_by: str) -> OwnReceipt:
    if quote.receipt is None or quote.submitted_at is None:
        raise NotFound  # the database's own checks forbid it
    return OwnReceipt(
        number=quote.receipt,
        received_at=quote.submitted_at,
        sent_by=sent_by,
        digest=quote.digest,
        files=tuple(AcknowledgedFile(**file) for file in json.loads(quote.manifest)),
        is_sealed=bool(quote.reading_public),
        reading_public=quote.reading_public,
        state=quote.state.value,
        ended_at=quote.ended_at,
    )
