"""How drafts are kept: each sealed under a key of its own, which is in the server's memory only."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from sqlalchemy import delete, func, select

from app import arriving, sealing, sweeping
from app.database import after_commit, db, if_undone
from app.errors import RuleBroken
from app.files import discard, path_of
from app.quotes.models import Answer, PriceLine, Quote, QuoteFile, SealedFile, Upload
from app.quotes.queries.contents import contents_of
from app.quotes.queries.parts import HeldFile
from app.quotes.written import Written, WrittenAnswer, WrittenFile, read_written
from app.sealed_files import keep_sealed, seal_anew
from app.sealing import Key, memory

LOST = (
    "The draft can no longer be read: the server was restarted, and the key to it was in its "
    "memory only. Start your quote again."
)
NOT_STORED = "A file is not safely stored. Remove it and add it again."


def make_draft(draft: Quote) -> None:
    """Add a draft, empty, with a key that nothing else has."""
    _new_key(draft)
    keep(draft, Written())
    db.session.add(draft)
    db.session.flush()


def draft_key(draft: Quote) -> Key:
    """The key of a draft. Raises RuleBroken where it is lost."""
    kept = memory.held(draft.draft_key) if draft.draft_key else None
    if kept is None:
        raise RuleBroken(LOST)
    return sealing.key_of(kept.decode("ascii"))


def written_in(draft: Quote) -> Written:
    """What a draft says. One of before there was sealing is sealed first. RuleBroken if lost."""
    if draft.contents is None:
        _seal_old(draft)
    return read_written(sealing.unseal(draft.contents or b"", draft_key(draft).secret))


def keep(draft: Quote, written: Written) -> None:
    """Keep what a draft says now, sealed under its key."""
    draft.contents = sealing.seal(written.as_bytes(), draft_key(draft).public)


def sealed_copy(file: HeldFile, *publics: str) -> str:
    """A file's content in a file of its own, sealed for others. Its name. RuleBroken if gone."""
    try:
        if file.secret is not None:
            return seal_anew(file.stored_as, file.secret, *publics)
        with path_of(file.stored_as).open("rb") as plain:
            return keep_sealed(plain, *publics)
    except (sealing.CannotUnseal, FileNotFoundError):
        raise RuleBroken(NOT_STORED, "files") from None


def remove_files(rows: Iterable[SealedFile]) -> None:
    """Delete rows of files, and their content once that is committed."""
    for row in rows:
        after_commit(partial(discard, row.stored_as))
        db.session.delete(row)
    db.session.flush()


def remove_uploads(rows: Iterable[Upload]) -> None:
    """Delete uploads in parts, and what has arrived of them once that is committed."""
    for row in rows:
        after_commit(partial(arriving.remove, row.name))
        db.session.delete(row)
    db.session.flush()


def forget(draft: Quote) -> None:
    """Delete a draft with all that is in it, and its key once that is committed."""
    remove_files(db.session.scalars(select(SealedFile).where(SealedFile.quote_id == draft.id)))
    _remove_old(draft)
    destroy_key(draft)
    db.session.delete(draft)
    db.session.flush()


def destroy_key(draft: Quote) -> None:
    """Forget a draft's key once this is committed: nothing sealed under it can be read again.

    So what was uploaded for it in parts goes as well.
    """
    remove_uploads(db.session.scalars(select(Upload).where(Upload.quote_id == draft.id)))
    if draft.draft_key is not None:
        after_commit(partial(memory.drop, draft.draft_key))
        draft.draft_key = None


def _new_key(draft: Quote) -> Key:
    name, key = f"draft-{secrets.token_hex(16)}", sealing.new_key()
    if_undone(partial(memory.drop, name))
    memory.keep(name, key.secret.encode("ascii"))
    draft.draft_key = name
    return key


def _seal_old(draft: Quote) -> None:
    """Seal a draft of before there was sealing, and empty its old tables."""
    contents = contents_of([draft.id])[draft.id]
    key = _new_key(draft)
    files: list[WrittenFile] = []
    for file in contents.files:
        row = SealedFile(
            quote_id=draft.id,
            stored_as=sealed_copy(file, key.public),
            added_at=draft.changed_at,
        )
        db.session.add(row)
        db.session.flush()
        files.append(WrittenFile(row.id, file.typed_name, file.size, file.sha256, file.kind))
    answers = tuple(
        WrittenAnswer(given.question_id, given.text) for given in contents.answers.values()
    )
    keep(draft, Written(answers, tuple(contents.lines), tuple(files)))
    _remove_old(draft)


def _remove_old(draft: Quote) -> None:
    """Empty the old tables of a draft; a file's content goes unless another quote names it."""
    for table in (Answer, PriceLine):
        db.session.execute(delete(table).where(table.quote_id == draft.id))
    for file in db.session.scalars(select(QuoteFile).where(QuoteFile.quote_id == draft.id)).all():
        stored_as = file.stored_as
        db.session.delete(file)
        db.session.flush()
        others = select(func.count()).select_from(QuoteFile)
        if not db.session.scalar(others.where(QuoteFile.stored_as == stored_as)):
            after_commit(partial(discard, stored_as))


def sweep_keys(older_than: timedelta) -> int:
    """Forget keys in memory of drafts that are on no record: a kill came before their commit."""
    named = set(db.session.scalars(select(Quote.draft_key).where(Quote.draft_key.is_not(None))))
    return memory.drop_unnamed("draft-", named, older_than.total_seconds())


sweeping.also("keys of drafts", sweep_keys)
