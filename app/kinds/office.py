"""Office files, part by part: no macros, no objects, no programs, nothing fetched."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import IO

from app.kinds import sentences
from app.kinds.budget import DEEPEST, HELD_MEGABYTES, MOST_PARTS, PART, Budget, TooLargeToHold, held
from app.kinds.layout import LOCAL, Entry, entries_of, unpacked
from app.kinds.names import path_suffix
from app.kinds.xml_parts import WrongXml, XmlReader

OFFICE_FILES = {
    ".docx": "word/",
    ".xlsx": "xl/",
    ".pptx": "ppt/",
    ".odt": "content.xml",
    ".ods": "content.xml",
    ".odp": "content.xml",
}
"""Zip archives, and the inner part that each must have."""

_MACROS = ("vbaproject", "vbadata", "basic/", "scripts/", "xl/macrosheets/", "xl/dialogsheets/")
"""How the last step of a macro's name, or its folder, begins."""
_MACRO_KINDS = ("macroenabled", "vbaproject", "macrosheet", "vbadata")
_CONTROLS = "activex/"
_KINDS = "[content_types].xml"
_MANIFEST = "meta-inf/manifest.xml"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""An OLE object: it can hold a program, and only a program of its own shows what is in it."""
_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"MSCF", b"\x1f\x8b\x08")
_LOAD_NOTHING = ("/hyperlink", "/externallinkpath", "/externallinklongpath", "/xlpathmissing")
"""Kinds of relations to elsewhere that load nothing until somebody asks for it."""
_FETCHING_ELEMENTS = frozenset({"ddeLink", "oleLink"})


def check_office_file(stream: IO[bytes], name: str, budget: Budget, depth: int) -> None:
    """Look into every part of an Office file. Raises NotAccepted or UsedUp."""
    suffix = path_suffix(name)
    stream.seek(0)
    head = stream.read(8)
    if head == COMPOUND:
        raise sentences.with_password(name)  # what Office makes of a file with a password
    if not head.startswith(b"PK"):
        raise sentences.not_what_it_says(name, suffix[1:].upper())
    entries = entries_of(stream, name, MOST_PARTS, lambda: sentences.too_many_parts(name))
    names = [entry.name.lower() for entry in entries]
    if not any(part.startswith(OFFICE_FILES[suffix]) for part in names):
        raise sentences.not_what_it_says(name, suffix[1:].upper())
    if len(set(names)) < len(names):
        raise sentences.damaged(name)
    if any(_names_macro(part) for part in names):
        raise sentences.with_macros(name)
    if any(_CONTROLS in part for part in names):
        raise sentences.with_objects(name)
    # What names the kinds of all parts comes first, so that macros are called macros.
    for entry in sorted(entries, key=lambda each: each.name.lower() not in {_KINDS, _MANIFEST}):
        _check_part(stream, entry, name, budget, depth)


def _names_macro(part: str) -> bool:
    return part.startswith(_MACROS) or part.rsplit("/", 1)[-1].startswith(_MACROS[:2])


def _check_part(stream: IO[bytes], entry: Entry, name: str, budget: Budget, depth: int) -> None:
    if entry.is_encrypted:
        raise sentences.with_password(name)
    if entry.is_link or (entry.is_folder and entry.unpacked):
        raise sentences.damaged(name)
    if entry.method not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise sentences.packed_strangely(name)
    pieces = spent(unpacked(stream, entry, name, PART), entry, budget)
    first = next(pieces, b"")
    if first.startswith(LOCAL):
        _check_package(_again(first, pieces), entry, name, budget, depth)
        return
    if first.startswith((COMPOUND, *_OTHER_ARCHIVES)) or is_program(first):
        raise sentences.with_objects(name)
    reader = _reader_of(entry.name.lower(), name)
    try:
        for piece in _again(first, pieces):
            if reader is not None:
                reader.feed(piece)
        if reader is not None:
            reader.feed(b"", is_last=True)
    except WrongXml:
        raise sentences.not_what_it_says(name, path_suffix(name)[1:].upper()) from None


def _check_package(
    pieces: Iterator[bytes], entry: Entry, name: str, budget: Budget, depth: int
) -> None:
    """An Office file in an Office file, such as the sheet behind a chart."""
    if path_suffix(entry.name) not in OFFICE_FILES:
        raise sentences.with_objects(name)
    if depth >= DEEPEST:
        raise sentences.too_deep(name)
    try:
        with held(pieces) as inner:
            check_office_file(inner, f"{name}{path_suffix(entry.name)}", budget, depth + 1)
    except TooLargeToHold:
        raise sentences.too_large_inside(name, entry.name, HELD_MEGABYTES) from None
    except sentences.NotAccepted:
        raise sentences.with_objects(name) from None


def _reader_of(part: str, name: str) -> XmlReader | None:
    """A reader for a part that says what is in the file; None for all others."""

    def kinds(_element: str, given: dict[str, str]) -> None:
        kind = given.get("ContentType", "").lower()
        if any(sign in kind for sign in _MACRO_KINDS):
            raise sentences.with_macros(name)
        if "activex" in kind or "oleobject" in kind:
            raise sentences.with_objects(name)

    def relations(element: str, given: dict[str, str]) -> None:
        kind = given.get("Type", "").lower()
        if "vbaproject" in kind or "macrosheet" in kind:
            raise sentences.with_macros(name)
        is_elsewhere = given.get("TargetMode", "").lower() == "external"
        if element == "Relationship" and is_elsewhere and not kind.endswith(_LOAD_NOTHING):
            raise sentences.fetching(name)

    def links(element: str, _given: dict[str, str]) -> None:
        if element in _FETCHING_ELEMENTS:
            raise sentences.fetching(name)

    def manifest(element: str, _given: dict[str, str]) -> None:
        if element == "encryption-data":
            raise sentences.with_password(name)

    if part == _KINDS:
        return XmlReader(kinds)
    if part.endswith(".rels"):
        return XmlReader(relations)
    if part.startswith("xl/externallinks/") and part.endswith(".xml"):
        return XmlReader(links)
    return XmlReader(manifest) if part == _MANIFEST else None


def is_program(head: bytes) -> bool:
    """Whether bytes begin as a program of Windows or Linux does."""
    return head.startswith(b"\x7fELF") or (head.startswith(b"MZ") and b"PE\0\0" in head[:4096])


def spent(pieces: Iterator[bytes], entry: Entry, budget: Budget) -> Iterator[bytes]:
    """Pieces of an entry, each taken from what is left for the file. Raises UsedUp."""
    so_far = 0
    for piece in pieces:
        so_far += len(piece)
        budget.spend(len(piece), so_far, entry.packed)
        yield piece


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
