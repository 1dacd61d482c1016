"""Reads the contents of quotes. It asks nobody who wants them: only its neighbours call it.

`own.py` calls it for the quote's own company, `opened.py` after the opening, and the room's
operations to change, copy and acknowledge a draft. A quote that was sent and not yet opened cannot
be read here by anybody: the key that unseals it is not on the server.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache, cached
from sqlalchemy import select

from app import sealing
from app.commissions.models import Question
from app.database import db
from app.quotes.models import Quote, QuoteState, SealedFile
from app.quotes.queries.parts import Contents, GivenAnswer, HeldFile
from app.quotes.queries.unsealed import add_unsealed
from app.quotes.written import Written, read_written
from app.sealing import memory
from app.sealing.server_key import server_key

MOST_READ = 8_000_000
"""Opened quotes of so many bytes, as they lie sealed, stay read in a process's memory."""


@dataclass(frozen=True)
class _Readable:
    """What a quote says, and with which secret its files are read."""

    written: Written
    secret: str
    is_opened: bool = False


class Stored(NamedTuple):
    """What the database holds of one quote: sealed for others, and for the server once opened."""

    id: int
    state: QuoteState
    draft_key: str | None
    contents: bytes | None
    opened: bytes | None


def contents_of(quote_ids: Collection[int]) -> dict[int, Contents]:
    """What can be read of each of these quotes, in a constant number of statements.

    Raises CannotUnseal where the server's key is not the one that was there at the opening.
    """
    found = {quote_id: Contents() for quote_id in quote_ids}
    if not found:
        return found
    columns = (Quote.id, Quote.state, Quote.draft_key, Quote.contents, Quote.opened)
    rows = db.session.execute(select(*columns).where(Quote.id.in_(found)))
    _read_into(found, [Stored._make(row) for row in rows])
    return found


def contents_stored(rows: Iterable[Stored], known: Iterable[Question] = ()) -> dict[int, Contents]:
    """As `contents_of`, of what was read of these quotes, and of the known questions, already."""
    stored = list(rows)
    found = {row.id: Contents() for row in stored}
    if found:
        _read_into(found, stored, known)
    return found


def _read_into(
    found: dict[int, Contents], rows: Sequence[Stored], known: Iterable[Question] = ()
) -> None:
    """Fill in what can be read."""
    readable: dict[int, _Readable] = {}
    of_opened = server_key().secret if any(row.opened for row in rows) else ""
    for row in rows:
        if row.contents is None:
            continue
        if row.state is QuoteState.DRAFT:
            read = _of_draft(row.draft_key, row.contents)
            found[row.id].is_lost = read is None
        else:
            read = _of_opened(row.opened, of_opened) if row.opened else None
            found[row.id].is_sealed = read is None
        if read is not None:
            readable[row.id] = read
    _fill(found, readable, known)
    never_sealed = [row.id for row in rows if row.contents is None]
    if never_sealed:
        add_unsealed({quote_id: found[quote_id] for quote_id in never_sealed})


def contents_with(quote: Quote, secret: str) -> Contents:
    """What was sent in, read with the company's own key. Raises CannotUnseal for another key."""
    found = {quote.id: Contents()}
    if quote.contents is None:
        add_unsealed(found)
    else:
        written = read_written(sealing.unseal(quote.contents, secret))
        _fill(found, {quote.id: _Readable(written, secret)})
    return found[quote.id]


def _of_draft(name: str | None, sealed: bytes) -> _Readable | None:
    kept = memory.held(name) if name else None
    if kept is None:
        return None
    secret = kept.decode("ascii")
    return _Readable(read_written(sealing.unseal(sealed, secret)), secret)


def _of_opened(sealed: bytes, secret: str) -> _Readable:
    return _Readable(read_opened(sealed, secret).written, secret, is_opened=True)


class _Read(NamedTuple):
    """What an opened quote says, and how many bytes it lies sealed in."""

    written: Written
    size: int


def _by_content(sealed: bytes, secret: str) -> bytes:
    return hashlib.sha256(secret.encode("ascii") + sealed).digest()


_READ: LRUCache[bytes, _Read] = LRUCache(MOST_READ, getsizeof=lambda read: read.size)


@cached(_READ, key=_by_content, lock=Lock())
def read_opened(sealed: bytes, secret: str) -> _Read:
    """Unseal and read an opened quote, once for the same bytes and key.

    Everybody who scores reads the same quotes again and again. What is kept is found by the bytes
    that it was read from, so that it can't be out of date; nothing is kept of a draft, and nothing
    can be of a quote that is sealed.
    """
    return _Read(read_written(sealing.unseal(sealed, secret)), len(sealed))


def _fill(
    found: dict[int, Contents],
    readable: dict[int, _Readable],
    known: Iterable[Question] = (),
) -> None:
    questions = {question.id: question for question in known}
    questions |= _questions(readable.values(), questions)
    places = _places(readable)
    for quote_id, read in readable.items():
        contents = found[quote_id]
        given = [
            GivenAnswer(question.key, question.id, question.number, question.text, answer.text)
            for answer in read.written.answers
            if (question := questions.get(answer.question_id))
        ]
        for answer in sorted(given, key=lambda one: one.number):
            contents.answers[answer.key] = answer
        contents.lines.extend(read.written.lines)
        contents.stated = read.written.stated
        contents.timetable.extend(read.written.timetable)
        contents.marks.extend(read.written.marks)
        contents.files.extend(
            HeldFile(
                file.id, file.typed_name, file.size, file.sha256, file.kind, stored_as, read.secret
            )
            for file in read.written.files
            if (stored_as := places.get((file.id, read.is_opened)))
        )


def _questions(read: Iterable[_Readable], known: Collection[int]) -> dict[int, Question]:
    """The questions that were answered, but for the known ones."""
    ids = {answer.question_id for each in read for answer in each.written.answers}.difference(known)
    if not ids:
        return {}
    rows = db.session.scalars(select(Question).where(Question.id.in_(ids)))
    return {row.id: row for row in rows}


def _places(readable: Collection[int]) -> dict[tuple[int, bool], str]:
    """Where each file lies, by its id and whether the opened copy is meant."""
    if not readable:
        return {}
    found: dict[tuple[int, bool], str] = {}
    rows = db.session.scalars(select(SealedFile).where(SealedFile.quote_id.in_(readable)))
    for row in rows:
        found[row.id, False] = row.stored_as
        if row.opened_as:
            found[row.id, True] = row.opened_as
    return found
