"""Words and sums that occur nowhere else, and a search that finds them however they are written.

In plain, in UTF-16, in hex and base64, as a whole number in a database's row; in what is packed
with zlib, gzip, zip, bzip2 or xz, and in mails; in files, in those that have no name any more and
are still open, in the arguments and the environment of processes.
"""

from __future__ import annotations

import bz2
import email
import lzma
import os
import re
import secrets
import stat
import time
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

MOST_PACKED = 4_000_000
"""Bytes that are looked at of what is packed."""
PATIENCE = 60
"""Seconds."""
DEPTH = 2
"""How often something packed may be packed again."""

_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_GZIP = re.compile(rb"\x1f\x8b\x08")
_IN_ZIP = re.compile(rb"PK\x03\x04.{22}(.{2})(.{2})", re.DOTALL)
_MAIL = re.compile(rb"^Content-Transfer-Encoding: (base64|quoted-printable)", re.I | re.M)


class Canaries:
    """What a company writes and sends, each of it new in every run. The price is in pence."""

    def __init__(self) -> None:
        self.answer = f"answer{secrets.token_hex(12)}"
        self.line = f"line{secrets.token_hex(12)}"
        self.name = f"name{secrets.token_hex(12)}"
        self.content = f"bytes{secrets.token_hex(12)}"
        self.refused = f"refused{secrets.token_hex(12)}"
        # More than 32 bits have, and VAT of 20% comes out even.
        self.pence = 5_000_000_000 + secrets.randbelow(30_000_000) * 100 + 35
        self.others: list[str] = []
        """Secrets that were shown or typed meanwhile: a reading key, a passphrase."""

    @property
    def price(self) -> str:
        """As it is typed."""
        return f"{self.pence / 100:.2f}"

    def found_in(self, content: bytes) -> set[str]:
        """Which of them some bytes hold, and how it is written there."""
        seen = list(layers(content))
        return {how for how, needle in self._needles() if any(needle in each for each in seen)}

    def _needles(self) -> Iterator[tuple[str, bytes]]:
        sums = [self.pence, self.pence * 6 // 5]
        for word in [self.answer, self.line, self.name, self.content, self.refused, *self.others]:
            yield from _written(word)
        for pence in sums:
            for digits in (str(pence), f"{pence / 100:.2f}", f"{pence / 100:,.2f}"):
                yield from _written(digits)
            yield f"{pence}, as a number", pence.to_bytes(6, "big")


def _written(word: str) -> Iterator[tuple[str, bytes]]:
    plain = word.encode()
    yield word, plain
    yield f"{word}, in UTF-16", word.encode("utf-16-le")
    yield f"{word}, in hex", plain.hex().encode()
    yield f"{word}, in hex", plain.hex().upper().encode()
    for before in range(3):  # what is before it decides how its bytes fall together
        whole = b64encode(b"\0" * before + plain)
        yield f"{word}, in base64", whole[(before * 4 + 2) // 3 : (before + len(plain)) * 4 // 3]


def layers(content: bytes, depth: int = DEPTH) -> Iterator[bytes]:
    """The bytes, and whatever is packed in them."""
    yield content
    if not depth:
        return
    for packed in _packed(content):
        yield from layers(packed, depth - 1)


def _packed(content: bytes) -> Iterator[bytes]:
    ways: tuple[tuple[re.Pattern[bytes], int], ...] = ((_ZLIB, 15), (_GZIP, 31))
    for pattern, bits in ways:
        for found in pattern.finditer(content):
            yield from _unpacked(content[found.start() :], zlib.decompressobj(bits).decompress)
    for found in _IN_ZIP.finditer(content):
        start = found.end() + sum(int.from_bytes(each, "little") for each in found.groups())
        yield from _unpacked(content[start:], zlib.decompressobj(-15).decompress)
    for mark, made in ((b"BZh", bz2.BZ2Decompressor), (b"\xfd7zXZ\0", lzma.LZMADecompressor)):
        if (start := content.find(mark)) >= 0:
            yield from _unpacked(content[start:], made().decompress)
    if _MAIL.search(content[:10_000]):
        for part in email.message_from_bytes(content).walk():
            if isinstance(said := part.get_payload(decode=True), bytes):
                yield said


def _unpacked(content: bytes, unpack: Callable[[bytes, int], bytes]) -> Iterator[bytes]:
    with suppress(zlib.error, OSError, EOFError, lzma.LZMAError):
        if unpacked := unpack(content, MOST_PACKED):
            yield unpacked


def in_folder(canaries: Canaries, folder: Path, since: float = 0) -> dict[str, set[str]]:
    """What each file in a folder holds of them; only of those changed since an instant (epoch)."""
    walked = (Path(place) / name for place, _, names in os.walk(folder) for name in names)
    return _hits(canaries, (path for path in walked if changed(path) >= since))


def changed(path: Path) -> float:
    """When a file was last changed, in seconds of the epoch; 0 if it is gone."""
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0


def in_processes(canaries: Canaries, pids: Iterable[int]) -> dict[str, set[str]]:
    """What arguments and environments of every process hold, and the open files of these."""
    every = Path("/proc").glob("[0-9]*")
    told = [place / name for place in every for name in ("cmdline", "environ")]
    opened = [each for pid in pids for each in _entries(Path(f"/proc/{pid}/fd"))]
    return _hits(canaries, [*told, *opened])


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _hits(canaries: Canaries, paths: Iterable[Path]) -> dict[str, set[str]]:
    hits: dict[str, set[str]] = {}
    for path in paths:
        with suppress(OSError):  # it has gone meanwhile, or is a socket
            if stat.S_ISREG(path.stat().st_mode) and (
                found := canaries.found_in(path.read_bytes())
            ):
                hits[str(path)] = found
    return hits


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until something is so that comes by itself, on a busy machine too."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)
