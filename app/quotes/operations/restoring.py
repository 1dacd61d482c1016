"""Putting a stopped quote back from a backup: sealed as it was, and opened by nobody through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.audit import operations as audit
from app.database import db
from app.errors import NotFound, RuleBroken
from app.files import path_of
from app.quotes.models import Quote, SealedFile


@dataclass(frozen=True)
class FileKept:
    """A sealed file as a backup lists it."""

    id: int
    stored_as: str
    added_at: datetime


def put_back(receipt: str, digest: str, contents: bytes, files: Sequence[FileKept]) -> list[str]:
    """Put the sealed contents of a stopped quote back; gives the files that are still missing.

    `digest` is the backup's: another than the one on record is refused. Whether what is put back
    is what was received is found when two keyholders open it. Raises NotFound and RuleBroken.
    """
    quote = db.session.query(Quote).filter_by(receipt=receipt).first()
    if quote is None:
        raise NotFound
    is_stopped = quote.invitation.commission.opened_at is not None and quote.opened is None
    if not is_stopped or quote.set_aside_at is not None:
        raise RuleBroken("This quote is not stopped: nothing is to be put back.")
    if digest != quote.digest:
        raise RuleBroken("The copy holds another quote under this receipt.")
    quote.contents = contents
    for file in files:
        row = db.session.get(SealedFile, file.id)
        if row is None:
            row = SealedFile(id=file.id, quote_id=quote.id, added_at=file.added_at)
            db.session.add(row)
        if row.quote_id != quote.id:
            raise RuleBroken("The copy names a file that is another quote’s.")
        row.stored_as = file.stored_as
    db.session.flush()
    audit.record(
        "sealed quote put back from a copy",
        quote,
        receipt,
        by=None,
        commission_id=quote.invitation.commission_id,
    )
    return [file.stored_as for file in files if not path_of(file.stored_as).is_file()]
