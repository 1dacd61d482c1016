"""Zip archives and Office files for tests, well made and badly made."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

KINDS = "[Content_Types].xml"
PLAIN_KINDS = b'<Types><Override ContentType="application/vnd.ms-word.document.main+xml"/></Types>'
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
"""How an OLE object begins."""
PROGRAM = b"MZ" + bytes(62) + b"PE\0\0" + bytes(200)
MAC_NOTES = b"\x00\x05\x16\x07" + bytes(60)

Part = tuple[str | zipfile.ZipInfo, bytes]
Parts = Mapping[str, bytes] | Sequence[Part]


def zipped(parts: Parts, method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    """An archive of these parts, in their order."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", method, compresslevel=1) as archive:
        for name, words in _in_order(parts):
            archive.writestr(name, words)
        archive.comment = comment
    return content.getvalue()


def word_file(parts: Parts = (), kinds: bytes = PLAIN_KINDS) -> bytes:
    """A Word file with these parts beside the least that it must have."""
    least: list[Part] = [(KINDS, kinds), ("word/document.xml", b"<document/>")]
    return zipped([*least, *_in_order(parts)])


def relations(kind: str, target: str) -> bytes:
    """A part that names one relation to elsewhere, of a kind like "attachedTemplate"."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def link_to(target: str, name: str = "link.txt") -> bytes:
    """An archive with a symbolic link, as Unix makes it."""
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return zipped([(info, target.encode())])


def deep(levels: int) -> bytes:
    """An archive in an archive, so many times."""
    content = b"Words."
    for level in range(levels):
        content = zipped({"words.txt" if level == 0 else "inside.zip": content})
    return content


def renamed(content: bytes, before: bytes, after: bytes, *, only_listed: bool = False) -> bytes:
    """A name of the same length put instead of another, at the entry and in the list, or there."""
    assert len(before) == len(after)
    if not only_listed:
        return content.replace(before, after)
    place = content.rindex(before)
    return content[:place] + after + content[place + len(after) :]


def with_field(content: bytes, signature: bytes, at: int, form: str, value: int) -> bytes:
    """A number changed in the first record of a kind, `at` bytes after its signature."""
    changed = bytearray(content)
    struct.pack_into(form, changed, content.index(signature) + at, value)
    return bytes(changed)


def encrypted(content: bytes) -> bytes:
    """An archive whose first entry says that it is encrypted."""
    once = with_field(content, b"PK\3\4", 6, "<H", 1)
    return with_field(once, b"PK\1\2", 8, "<H", 1)


def with_size(content: bytes, size: int) -> bytes:
    """An archive whose first entry says that it unpacks to so many bytes."""
    once = with_field(content, b"PK\3\4", 22, "<L", size)
    return with_field(once, b"PK\1\2", 24, "<L", size)


def overlapping(times: int, size: int) -> bytes:
    """One entry that is listed again and again under other names: a few bytes become many."""
    whole = zipped({"0000.txt": b"\x20" * size})
    start = whole.index(b"PK\1\2")
    end = whole.index(b"PK\5\6")
    listed = b"".join(
        whole[start:end].replace(b"0000.txt", f"{number:04}.txt".encode())
        for number in range(times)
    )
    closing = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, times, times, len(listed), start, 0)
    return whole[:start] + listed + closing


def between(content: bytes, hidden: bytes) -> bytes:
    """Bytes put between the last entry and the list, with the end of the list put right."""
    start, end = content.index(b"PK\1\2"), content.index(b"PK\5\6")
    closing = bytearray(content[end:])
    struct.pack_into("<L", closing, 16, start + len(hidden))
    return content[:start] + hidden + content[start:end] + bytes(closing)


def wide(content: bytes, entries: int | None = None) -> bytes:
    """The same archive with an end for large ones (ZIP64), which may lie on how many entries."""
    start, end = content.index(b"PK\1\2"), content.index(b"PK\5\6")
    (true,) = struct.unpack_from("<H", content, end + 10)
    number = true if entries is None else entries
    closing = struct.pack(
        "<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, number, number, end - start, start
    )
    place = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    return content[:end] + closing + place + content[end:]


def with_second_name(content_name: str, second: str) -> bytes:
    """An archive whose entry has another name as well, which some programs show instead."""
    info = zipfile.ZipInfo(content_name)
    name = second.encode()
    info.extra = struct.pack("<HHBL", 0x7075, 5 + len(name), 1, 0) + name
    return zipped([(info, b"Words.")])


def _in_order(parts: Parts) -> Sequence[Part]:
    return [*parts.items()] if isinstance(parts, Mapping) else parts
