"""Unsealing quotes at their opening, checked, and sealed again under the server's key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from app import sealing
from app.commissions.models import Commission, Invitation
from app.database import db
from app.files import discard
from app.quotes.models import Quote, QuoteState, SealedFile
from app.quotes.written import Written, WrittenFile, digest_of, read_written
from app.sealed_files import Measured, measured, measured_as_it_lies, seal_anew
from app.sealing.server_key import server_key


@dataclass(frozen=True)
class Checked:
    """What became of one sealed quote: what it says, and why it was not opened, if it was not.

    `as_received` says of each file, by its id, whether it is as the list in the quote says;
    `as_it_lay` what was on the disk of it, sealed, before it was opened.
    """

    written: Written | None
    fault: str
    as_received: dict[int, bool]
    as_it_lay: dict[int, Measured | None]


def sealed_in(commission: Commission) -> list[Quote]:
    """Each quote that is in and was sealed, in the order of receipt."""
    wanted = (
        select(Quote)
        .join(Quote.invitation)
        .options(
            contains_eager(Quote.invitation).options(joinedload(Invitation.company)),
            undefer(Quote.opened),
        )
        .where(
            Invitation.commission_id == commission.id,
            Quote.state == QuoteState.SUBMITTED,
            Quote.reading_public != "",
        )
        .order_by(Quote.submitted_at, Quote.id)
    )
    return list(db.session.scalars(wanted))


def unseal_all(quotes: Sequence[Quote], secret: str) -> dict[int, Checked]:
    """Open each of these quotes, by its id, with the commission's secret.

    One that differs from what was acknowledged in anything stays as it is, sealed.
    """
    return {quote.id: _open(quote, secret) for quote in quotes}


def _open(quote: Quote, secret: str) -> Checked:
    rows = db.session.scalars(select(SealedFile).where(SealedFile.quote_id == quote.id)).all()
    places = {row.id: row for row in rows}
    lay = {row.id: measured_as_it_lies(row.stored_as) for row in rows}
    try:
        content = sealing.unseal(quote.contents or b"", secret)
        written = read_written(content)
    except (sealing.CannotUnseal, ValueError):
        return Checked(None, "What is stored cannot be unsealed: it is not what was sent.", {}, lay)
    as_received = {
        file.id: _is_as_received(file, places.get(file.id), secret) for file in written.files
    }
    fault = _fault(quote, content, written, as_received)
    if not fault:
        quote.opened = sealing.seal(content, server_key().public)
        _keep_opened([places[file.id] for file in written.files], secret)
    return Checked(written, fault, as_received, lay)


def _fault(quote: Quote, content: bytes, written: Written, as_received: dict[int, bool]) -> str:
    at = quote.submitted_at.isoformat() if quote.submitted_at else ""
    if digest_of(content) != quote.digest:
        return "Its SHA-256 is not the one on its receipt."
    if (written.receipt, written.received_at) != (quote.receipt, at):
        return "It names another receipt or another instant than the ones on record."
    wrong = [number for number, is_same in enumerate(as_received.values(), 1) if not is_same]
    if wrong:
        listed = ", ".join(str(number) for number in wrong)
        return f"Not as it was received, or gone: file {listed}."
    return ""


def _is_as_received(file: WrittenFile, row: SealedFile | None, secret: str) -> bool:
    try:
        return row is not None and measured(row.stored_as, secret) == Measured(
            file.size, file.sha256
        )
    except sealing.CannotUnseal:
        return False


def _keep_opened(rows: Sequence[SealedFile], secret: str) -> None:
    made: list[str] = []
    try:
        for row in rows:
            made.append(seal_anew(row.stored_as, secret, server_key().public))
            row.opened_as = made[-1]
    except BaseException:
        for stored_as in made:
            discard(stored_as)
        raise
