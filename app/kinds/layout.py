"""The list of a zip archive, held against what lies in the file: nothing beside it, nothing twice.

A list is read only after it is known to be short. Every entry must lie where it says, under the
name and the method that it says, one after the other from the first byte of the file to the list,
so that no entry overlaps another and nothing hides between them.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from app.kinds import sentences
from app.kinds.sentences import NotAccepted

END, WIDE_END, WIDE_PLACE = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
LISTED, LOCAL = b"PK\x01\x02", b"PK\x03\x04"
_END_BYTES, _WIDE_END_BYTES, _WIDE_PLACE_BYTES, _LOCAL_BYTES = 22, 56, 20, 30
LONGEST_COMMENT = 65_535
TAIL = LONGEST_COMMENT + _END_BYTES
"""Bytes at the end of a file, in which the end of an archive's list can lie."""
_LONGEST_LIST = 8 * 1024 * 1024
_DESCRIPTORS = frozenset({0, 12, 16, 20, 24})
"""Bytes after an entry whose sizes were not known when it was begun."""
_SIZES_FOLLOW, _IS_UTF8, _ENCRYPTED = 0x8, 0x800, 0x2041
_UNICODE_NAME = 0x7075
_UNKNOWN = 0xFFFFFFFF


@dataclass(frozen=True)
class Entry:
    """One entry: its names (a reader may show either), and where its packed bytes lie."""

    name: str
    names: tuple[str, ...]
    is_folder: bool
    is_link: bool
    is_encrypted: bool
    method: int
    packed: int
    unpacked: int
    crc: int
    data_at: int


@dataclass(frozen=True)
class _End:
    entries: int
    list_bytes: int
    list_at: int


def ends_as_archive(tail: bytes) -> bool:
    """Whether a program would find a zip archive in a file with these last bytes."""
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < _END_BYTES:
        return False
    (comment,) = struct.unpack_from("<H", tail, at + 20)
    return comment == len(tail) - at - _END_BYTES


def entries_of(
    stream: IO[bytes], name: str, most: int, too_many: Callable[[], NotAccepted]
) -> list[Entry]:
    """Every entry of an archive, in the order in which they lie. Raises NotAccepted."""
    end = _end_of(stream, name)
    if end.entries > most or _listed(stream, end) > most:
        raise too_many()
    try:
        # Reads the list alone; what it says is held against the file below.
        with zipfile.ZipFile(stream) as archive:
            infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error):
        raise sentences.damaged(name) from None
    if len(infos) != end.entries:
        raise sentences.damaged(name)
    return list(_each(stream, name, infos, end.list_at))


def _end_of(stream: IO[bytes], name: str) -> _End:
    size = stream.seek(0, os.SEEK_END)
    start = max(0, size - TAIL - _WIDE_PLACE_BYTES - _WIDE_END_BYTES)
    stream.seek(start)
    tail = stream.read(size - start)
    at = tail.rfind(END)
    if not ends_as_archive(tail):
        raise sentences.damaged(name)
    if any(byte < 32 and byte not in b"\t\n\r" for byte in tail[at + _END_BYTES :]):
        raise sentences.damaged(name)  # a comment is words
    disk, list_disk, here, entries, list_bytes, list_at, _ = struct.unpack_from(
        "<HHHHLLH", tail, at + 4
    )
    position = start + at
    place = tail[max(0, at - _WIDE_PLACE_BYTES) : at]
    if len(place) == _WIDE_PLACE_BYTES and place.startswith(WIDE_PLACE):
        position -= _WIDE_PLACE_BYTES + _WIDE_END_BYTES
        wide = tail[position - start :][:_WIDE_END_BYTES] if position >= start else b""
        if len(wide) < _WIDE_END_BYTES or not wide.startswith(WIDE_END):
            raise sentences.damaged(name)
        narrow = (entries, list_bytes, list_at)
        rest, _, _, disk, list_disk, here, entries, list_bytes, list_at = struct.unpack_from(
            "<QHHLLQQQQ", wide, 4
        )
        wide_ones, unknown = (entries, list_bytes, list_at), (0xFFFF, _UNKNOWN, _UNKNOWN)
        told = zip(narrow, wide_ones, unknown, strict=True)
        is_place = struct.unpack_from("<Q", place, 8) == (position,)
        if rest != _WIDE_END_BYTES - 12 or not is_place or any(n not in {w, u} for n, w, u in told):
            raise sentences.damaged(name)
    is_whole = disk == list_disk == 0 and here == entries and list_at + list_bytes == position
    if not is_whole or list_bytes > _LONGEST_LIST:
        raise sentences.damaged(name)
    return _End(entries, list_bytes, list_at)


def _listed(stream: IO[bytes], end: _End) -> int:
    """How many entries the list can hold, counted without reading it."""
    stream.seek(end.list_at)
    return stream.read(end.list_bytes).count(LISTED)


def _each(
    stream: IO[bytes], name: str, infos: list[zipfile.ZipInfo], list_at: int
) -> Iterator[Entry]:
    expected, may_follow = 0, frozenset({0})
    for info in infos:
        if info.header_offset - expected not in may_follow:
            raise sentences.damaged(name)
        entry = _entry(stream, name, info)
        expected = entry.data_at + entry.packed
        may_follow = _DESCRIPTORS if info.flag_bits & _SIZES_FOLLOW else frozenset({0})
        yield entry
    if list_at - expected not in may_follow:
        raise sentences.damaged(name)


def _entry(stream: IO[bytes], name: str, info: zipfile.ZipInfo) -> Entry:
    stream.seek(info.header_offset)
    head = stream.read(_LOCAL_BYTES)
    if len(head) < _LOCAL_BYTES or not head.startswith(LOCAL):
        raise sentences.damaged(name)
    flags, method, crc, packed, unpacked, name_bytes, extra_bytes = struct.unpack(
        "<6xHH4xLLLHH", head
    )
    encoding = "utf-8" if info.flag_bits & _IS_UTF8 else "cp437"
    try:
        listed_name = info.orig_filename.encode(encoding)
    except UnicodeError:
        raise sentences.damaged(name) from None
    sizes_differ = not flags & _SIZES_FOLLOW and (
        crc != info.CRC
        or packed not in {info.compress_size, _UNKNOWN}
        or unpacked not in {info.file_size, _UNKNOWN}
    )
    if (
        stream.read(name_bytes) != listed_name
        or method != info.compress_type
        or flags & _ENCRYPTED != info.flag_bits & _ENCRYPTED
        or sizes_differ
    ):
        raise sentences.damaged(name)
    return Entry(
        name=info.orig_filename,
        names=(info.orig_filename, *_unicode_names(info.extra)),
        is_folder=info.orig_filename.endswith(("/", "\\")),
        is_link=stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR},
        is_encrypted=bool(info.flag_bits & _ENCRYPTED),
        method=method,
        packed=info.compress_size,
        unpacked=info.file_size,
        crc=info.CRC,
        data_at=info.header_offset + _LOCAL_BYTES + name_bytes + extra_bytes,
    )


def _unicode_names(extra: bytes) -> Iterator[str]:
    """A second name that some programs show instead of the first (Info-ZIP's 0x7075)."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_NAME and size > 5:
            yield extra[9 : 4 + size].decode("utf-8", errors="replace")
        extra = extra[4 + size :]


def unpacked(stream: IO[bytes], entry: Entry, name: str, part: int) -> Iterator[bytes]:
    """An entry's content in pieces of at most `part` bytes, its size and checksum held against it.

    Raises NotAccepted where it is not as it was listed, also when that shows only at its end.
    """
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == zipfile.ZIP_DEFLATED else None
    size = crc = 0
    try:
        for piece in _pieces(stream, entry, inflate, part):
            size += len(piece)
            crc = zlib.crc32(piece, crc)
            if size > entry.unpacked:
                raise sentences.damaged(name)
            yield piece
    except (zlib.error, EOFError):
        raise sentences.damaged(name) from None
    if size != entry.unpacked or crc != entry.crc:
        raise sentences.damaged(name)


def _pieces(stream: IO[bytes], entry: Entry, inflate: zlib._Decompress | None, part: int):
    at, left = entry.data_at, entry.packed
    while left:
        stream.seek(at)
        raw = stream.read(min(part, left))
        if not raw:
            raise EOFError
        at, left = at + len(raw), left - len(raw)
        if inflate is None:
            yield raw
            continue
        while True:
            piece = inflate.decompress(raw, part)
            raw = inflate.unconsumed_tail
            if piece:
                yield piece
            if inflate.eof or not (piece or raw):
                break
        if inflate.eof and (left or inflate.unused_data):
            raise EOFError
    if inflate is not None and not inflate.eof:
        raise EOFError
