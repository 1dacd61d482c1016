"""Of what kind a file is, by all of its content; and whether it may come."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import IO

import magic

from app.kinds import sentences
from app.kinds.archives import ZIP, check_archive
from app.kinds.budget import PART, Budget, UsedUp, budget_for
from app.kinds.layout import TAIL, ends_as_archive
from app.kinds.names import path_suffix
from app.kinds.office import OFFICE_FILES, check_office_file
from app.kinds.pictures import FORMATS, check_picture
from app.kinds.texts import TextReader, may_be_text

SNIFFED = 4096

_BY_FIRST_BYTES: dict[str, str] = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}
"""The kind of content that an ending must have, where the first bytes tell."""
_PLAIN_TEXT = frozenset({".txt", ".csv"})

ENDINGS = frozenset(_BY_FIRST_BYTES) | frozenset(OFFICE_FILES) | _PLAIN_TEXT | {ZIP}
ALLOWED_IN_WORDS = (
    "PDF, Word, Excel, PowerPoint, OpenDocument, text, CSV, JPEG or PNG, or a zip archive of these"
)
_INSIDE_IN_WORDS = "PDF, Word, Excel, PowerPoint, OpenDocument, text, CSV, JPEG or PNG"


def check_content(stream: IO[bytes], name: str) -> str:
    """The kind of a file, as a media type. `name` has one of ENDINGS. Raises NotAccepted.

    Reads all of it, in parts of a megabyte, and moves about in it; holds no more than a few of
    them, and of an archive inside it no more than HELD_MEGABYTES.
    """
    budget = budget_for(stream.seek(0, os.SEEK_END))
    try:
        if path_suffix(name) in OFFICE_FILES or path_suffix(name) == ZIP:
            stream.seek(0)
            found = magic.from_buffer(stream.read(SNIFFED), mime=True)
            _check_held(stream, name, budget, 1)
            return found
        return _check_plain(_whole(stream), name) or ""
    except UsedUp:
        raise sentences.unpacks_too_far(name) from None


def _whole(stream: IO[bytes]) -> Iterator[bytes]:
    stream.seek(0)
    while piece := stream.read(PART):
        yield piece


def _check_held(stream: IO[bytes], name: str, budget: Budget, depth: int) -> None:
    if path_suffix(name) in OFFICE_FILES:
        check_office_file(stream, name, budget, depth)
        return
    kinds = (ENDINGS, _INSIDE_IN_WORDS)
    check_archive(stream, name, budget, depth, kinds, _check_plain, _check_held)


def _check_plain(pieces: Iterator[bytes], name: str) -> str | None:
    """The kind of a file that is not an archive; None for one that is, which is left unread."""
    suffix = path_suffix(name)
    if suffix in OFFICE_FILES or suffix == ZIP:
        return None
    first = next(pieces, b"")
    found = magic.from_buffer(first[:SNIFFED], mime=True)
    if suffix in _PLAIN_TEXT:
        _check_text(first, pieces, found, name)
        return found
    if found != _BY_FIRST_BYTES[suffix]:
        raise sentences.not_what_it_says(name, suffix[1:].upper())
    if suffix in FORMATS:
        check_picture(first, name, suffix)
    tail = first[-TAIL:]
    for piece in pieces:
        tail = (tail + piece)[-TAIL:]
    if ends_as_archive(tail):
        raise sentences.two_in_one(name, FORMATS.get(suffix, ("", "PDF"))[1])
    return found


def _check_text(first: bytes, rest: Iterator[bytes], found: str, name: str) -> None:
    reader = TextReader()
    reader.feed(first)
    for piece in rest:
        reader.feed(piece)
    if not reader.is_text or not may_be_text(found, first[:SNIFFED]):
        raise sentences.not_what_it_says(name, path_suffix(name)[1:].upper())
