"""Uploads in parts: begun, ended by being added or refused, removed, and swept when they expire."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta
from functools import partial

from flask import current_app
from sqlalchemy import or_, select

from app import arriving, clock, sweeping
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Invitation
from app.database import after_commit, db
from app.errors import NotFound, RuleBroken
from app.files import CheckedFile, checked_name
from app.quotes.models import Quote, QuoteState, Upload, UploadEnd
from app.quotes.operations import keeping
from app.quotes.operations.drafts import add_file
from app.quotes.operations.turns import draft_to_change, take_turn
from app.quotes.queries.uploads import Arriving, Described, unfinished_uploads, upload_named
from app.quotes.rules import file_room_fault

KEPT = timedelta(days=7)
"""How long an upload that was begun can go on (real time)."""
HELD = (
    "{} is not accepted yet: the check for viruses is not running. Try again in a few minutes – "
    "nothing has to be sent again"
)
DAMAGED = "What arrived of the file was damaged here. Send it again"


def begin_upload(
    invitation: Invitation, typed_name: str, size: int, metadata: str, *, by: Person
) -> Arriving:
    """Begin to receive a file of so many bytes; nothing of it has arrived.

    What can be told by then is refused before a byte is sent. Raises Late, and RuleBroken at
    `files`: a name that is not allowed, an empty file, too many, too large by itself or together.
    """
    take_turn(invitation, by)
    draft = draft_to_change(invitation)
    name, largest = checked_name(typed_name, "files"), current_app.config["MAX_FILE_BYTES"]
    if size == 0:
        raise RuleBroken(f"{name} is empty", "files")
    if size > largest:
        raise RuleBroken(f"{name} must be smaller than {largest // 1_000_000} MB", "files")
    others = [*keeping.written_in(draft).files, *unfinished_uploads(by, invitation)]
    if fault := file_room_fault(len(others), sum(each.size for each in others), size, largest):
        raise RuleBroken(fault, "files")
    now, key = clock.real_now(), keeping.draft_key(draft)
    row = Upload(
        quote_id=draft.id,
        name=secrets.token_hex(16),
        size=size,
        described=Described(name, metadata).sealed(key.public),
        begun_at=now,
        expires_at=now + KEPT,
    )
    db.session.add(row)
    _record("upload begun", row, invitation, by)
    return upload_named(by, invitation, row.name)


def turn_to_receive(invitation: Invitation, name: str, *, by: Person) -> Arriving:
    """The upload for which a part may be received now. Raises Late, RuleBroken, NotFound, Gone."""
    found = upload_named(by, invitation, name)
    take_turn(invitation, by)
    return found


def end_upload(
    invitation: Invitation, name: str, file: CheckedFile, sealed_as: str, *, by: Person
) -> None:
    """Add the file that has arrived whole, was checked and is sealed. Raises as `add_file`."""
    row = _unfinished(invitation, name, by)
    add_file(invitation, file, by=by, sealed_as=sealed_as)
    row.ended = UploadEnd.ADDED
    after_commit(partial(arriving.remove, name))


def refuse_upload(invitation: Invitation, name: str, sentence: str, *, by: Person) -> None:
    """Remove what has arrived and keep the sentence, sealed, for whoever asks what became of it."""
    found, row = upload_named(by, invitation, name), _unfinished(invitation, name, by)
    row.described = replace(found.described, refusal=sentence).sealed(found.key.public)
    row.ended = UploadEnd.REFUSED
    after_commit(partial(arriving.remove, name))
    _record("upload refused", row, invitation, by)


def hold_upload(invitation: Invitation, name: str, *, by: Person) -> str:
    """Keep on record that what has arrived whole could not be checked; it stays. What to say."""
    found, row = upload_named(by, invitation, name), _unfinished(invitation, name, by)
    _record("upload waits for the virus scanner", row, invitation, by)
    return HELD.format(found.typed_name)


def remove_upload(invitation: Invitation, name: str, *, by: Person) -> None:
    """Give an upload up. Also late: nothing is sent by it. Raises NotFound."""
    upload_named(by, invitation, name)
    row = _row(name)
    _record("upload removed", row, invitation, by)
    keeping.remove_uploads([row])


def sweep_uploads() -> int:
    """Remove what has expired, what belongs to no draft, and what a killed server left.

    How many of them were removed. For a timer, and for whoever begins an upload.
    """
    gone = or_(Upload.expires_at <= clock.real_now(), Quote.state != QuoteState.DRAFT)
    rows = db.session.scalars(select(Upload).join(Quote, Quote.id == Upload.quote_id).where(gone))
    for row in rows.all():
        if row.ended is None:
            audit.record("upload expired", row, "file of a draft quote", by=None)
        db.session.delete(row)
    db.session.flush()
    return arriving.sweep(_left_over)


sweeping.also("unfinished uploads", lambda _age: sweep_uploads())


def _left_over(names: list[str]) -> set[str]:
    going_on = db.session.scalars(select(Upload.name).where(Upload.ended.is_(None)))
    return set(names) - set(going_on)


def _unfinished(invitation: Invitation, name: str, by: Person) -> Upload:
    upload_named(by, invitation, name)
    row = _row(name)
    if row.ended is not None:
        raise NotFound
    return row


def _row(name: str) -> Upload:
    return db.session.scalars(select(Upload).where(Upload.name == name)).one()


def _record(act: str, row: Upload, invitation: Invitation, by: Person) -> None:
    # Neither its name nor its size: entries are read by others.
    audit.record(act, row, "file of a draft quote", by=by, commission_id=invitation.commission_id)
