"""Uploads of a draft that come in parts, as their own company sees them."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, select

from app import arriving, clock, sealing
from app.access import Person
from app.commissions.models import Invitation
from app.database import db
from app.errors import NotFound
from app.quotes.models import Quote, QuoteState, Upload, UploadEnd
from app.quotes.queries.own import must_be_own
from app.sealing import CannotUnseal, Key, memory


@dataclass(frozen=True)
class Described:
    """What is said of an upload: its name as typed, the header as given, and why it was refused."""

    typed_name: str
    metadata: str
    refusal: str = ""

    def sealed(self, public: str) -> bytes:
        """The same as an age file."""
        return sealing.seal(json.dumps(vars(self)).encode(), public)


@dataclass(frozen=True)
class Arriving:
    """One upload in parts. `size` and `arrived` in bytes; the instant is the world's."""

    name: str
    size: int
    expires_at: datetime
    described: Described
    ended: UploadEnd | None
    key: Key = field(repr=False)

    @property
    def typed_name(self) -> str:
        """The file's name as typed."""
        return self.described.typed_name

    @property
    def modified(self) -> str:
        """When the file was last changed, as the browser told it, to know the same file again."""
        return metadata_in(self.described.metadata).get("modified", "")

    @property
    def arrived(self) -> int:
        """How many bytes are safe; all of them, where it has ended."""
        return self.size if self.ended else arriving.arrived(self.name)

    @property
    def is_in_use(self) -> bool:
        """Whether a part of it is arriving, or the whole is being checked, now."""
        return self.ended is None and arriving.is_in_use(self.name)

    @property
    def is_whole(self) -> bool:
        """Whether all of it has arrived."""
        return self.arrived == self.size


class Gone(NotFound):
    """There was such an upload; it has expired, or its draft can be read no more."""


def upload_named(person: Person, invitation: Invitation, name: str) -> Arriving:
    """An upload of the company's own draft. Raises NotFound, and Gone for one past its time."""
    must_be_own(person, invitation)
    found = db.session.execute(_of(invitation).where(Upload.name == name)).one_or_none()
    if found is None:
        raise NotFound
    read = _read(*found)
    if read is None:
        raise Gone
    return read


def unfinished_uploads(person: Person, invitation: Invitation) -> list[Arriving]:
    """The uploads of the company's own draft that can go on, the oldest first. NotFound."""
    must_be_own(person, invitation)
    rows = db.session.execute(_of(invitation).where(Upload.ended.is_(None)).order_by(Upload.id))
    return [read for row in rows if (read := _read(*row))]


def metadata_in(header: str) -> dict[str, str]:
    """The pairs of an Upload-Metadata header (tus 1.0). Raises ValueError for anything else."""
    read: dict[str, str] = {}
    for pair in header.split(",") if header.strip() else ():
        key, _, value = pair.strip().partition(" ")
        if not key or not key.isascii() or key in read:
            raise ValueError("Each pair has an ASCII key of its own.")
        read[key] = b64decode(value.encode("ascii"), validate=True).decode("utf-8")
    return read


def _of(invitation: Invitation) -> Select[Upload, str | None]:
    return (
        select(Upload, Quote.draft_key)
        .join(Quote, Quote.id == Upload.quote_id)
        .where(Quote.invitation_id == invitation.id, Quote.state == QuoteState.DRAFT)
    )


def _read(row: Upload, draft_key: str | None) -> Arriving | None:
    kept = memory.held(draft_key) if draft_key else None
    if kept is None or row.expires_at <= clock.real_now():
        return None
    key = sealing.key_of(kept.decode("ascii"))
    try:
        described = Described(**json.loads(sealing.unseal(row.described, key.secret)))
    except CannotUnseal:
        return None
    return Arriving(row.name, row.size, row.expires_at, described, row.ended, key)
