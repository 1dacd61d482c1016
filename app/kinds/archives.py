"""Zip archives of files: each of a kind that would be taken by itself, and nothing beside them."""

from __future__ import annotations

import zipfile
from collections import deque
from collections.abc import Callable, Iterator
from typing import IO

from app.kinds import sentences
from app.kinds.budget import (
    DEEPEST,
    HELD_MEGABYTES,
    MOST_FILES,
    PART,
    Budget,
    TooLargeToHold,
    held,
)
from app.kinds.layout import END, LOCAL, Entry, entries_of, unpacked
from app.kinds.names import folded_path, is_safe_inside, path_suffix
from app.kinds.office import spent
from app.kinds.sentences import NotAccepted

ZIP = ".zip"
_MAC_NOTES = b"\x00\x05\x16\x07"
_MAC_FOLDER = b"\x00\x00\x00\x01Bud1"
_LARGEST_NOTE = 256 * 1024
"""Bytes of what a Mac adds to an archive about each file and folder."""

CheckPlain = Callable[[Iterator[bytes], str], object]
CheckHeld = Callable[[IO[bytes], str, Budget, int], None]


def check_archive(
    stream: IO[bytes],
    name: str,
    budget: Budget,
    depth: int,
    kinds: tuple[frozenset[str], str],
    check_plain: CheckPlain,
    check_held: CheckHeld,
) -> None:
    """Look into every file of an archive. Raises NotAccepted or UsedUp.

    `kinds` are the endings that are allowed, and what they are called. `check_plain` looks at
    pieces of a file, `check_held` into an archive or Office file inside, one level deeper.
    """

    def too_many() -> NotAccepted:
        return sentences.too_many_files(name, MOST_FILES)

    stream.seek(0)
    if not stream.read(4).startswith((LOCAL, END)):
        raise sentences.not_what_it_says(name, "a zip archive")
    entries = entries_of(stream, name, budget.files_left, too_many)
    budget.files_left -= len(entries)
    _check_names(entries, name)
    endings, in_words = kinds
    files = [entry for entry in entries if not entry.is_folder and not _is_note(entry.name)]
    if not files:
        raise sentences.no_files(name)
    for entry in files:
        if any(path_suffix(each) not in endings for each in entry.names):
            raise sentences.not_allowed_inside(name, entry.name, in_words)
    for entry in entries:
        _check_way_of_packing(entry, name)
        pieces = spent(unpacked(stream, entry, name, PART), entry, budget)
        if _is_note(entry.name):
            _check_note(pieces, entry, name, in_words)
        elif entry.is_folder:
            deque(pieces, maxlen=0)  # it is held against the list that there is nothing in it
        else:
            _check_file(pieces, entry, name, budget, depth, check_plain, check_held)


def _check_names(entries: list[Entry], name: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        for each in entry.names:
            if not is_safe_inside(each):
                raise sentences.misleading_name(name, each)
        if entry.is_link:
            raise sentences.not_a_file(name, entry.name)
        for path in {folded_path(each) for each in entry.names}:
            if path in seen:
                raise sentences.same_name_twice(name, entry.name)
            seen.add(path)


def _check_way_of_packing(entry: Entry, name: str) -> None:
    if entry.is_encrypted:
        raise sentences.with_password(name)
    if entry.method not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise sentences.packed_strangely(name)
    if entry.is_folder and entry.unpacked:
        raise sentences.damaged(name)


def _check_file(
    pieces: Iterator[bytes],
    entry: Entry,
    name: str,
    budget: Budget,
    depth: int,
    check_plain: CheckPlain,
    check_held: CheckHeld,
) -> None:
    suffix = path_suffix(entry.name)
    if suffix == ZIP and depth >= DEEPEST - 1:
        raise sentences.too_deep(name)
    try:
        if check_plain(pieces, entry.name) is None:
            with held(pieces) as inner:
                check_held(inner, entry.name, budget, depth + 1)
    except TooLargeToHold:
        raise sentences.too_large_inside(name, entry.name, HELD_MEGABYTES) from None
    except NotAccepted as inside:
        if not inside.sentence.startswith(entry.name):
            raise  # the archive itself is at fault
        raise sentences.wrong_inside(name, entry.name, inside.sentence) from None


def _is_note(path: str) -> bool:
    """Whether a Mac's own notes go by this name, which it adds to every archive that it makes."""
    last = path.rsplit("/", 1)[-1]
    return (path.startswith("__MACOSX/") and last.startswith("._")) or last == ".DS_Store"


def _check_note(pieces: Iterator[bytes], entry: Entry, name: str, in_words: str) -> None:
    whole = b"".join(pieces) if entry.unpacked <= _LARGEST_NOTE else b""
    if not whole.startswith((_MAC_NOTES, _MAC_FOLDER)):
        raise sentences.not_allowed_inside(name, entry.name, in_words)
