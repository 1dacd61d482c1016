"""One part of a file as it comes in, and the whole once its last byte is there.

No transaction is open meanwhile: on a slow line a part takes a minute, and nobody waits for it.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from shutil import copyfileobj
from socket import SHUT_RD, socket
from typing import IO, cast

from flask import request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from app.arriving import InUse, SealedPieces, pieces_of
from app.database import let_go
from app.quotes.queries import Arriving
from app.quotes.routes.checking import Arrived, check_and_seal
from app.quotes.rules import CHECKSUMS

BLOCK = 64 * 1024
"""Bytes read at once: no more than this is lost when a line goes dead without a word."""
PATIENCE = 30
"""Seconds without a byte after which a line counts as cut."""

Fault = tuple[int | str, str]
"""A status and the sentence with it."""


class LineCut(Exception):
    """The body ended before all of it had come: the fault of the line, not of our disk."""


@dataclass(frozen=True)
class Checksum:
    """What a part must come to, by one of CHECKSUMS."""

    algorithm: str
    digest: bytes

    def fits(self, content: bytes | bytearray) -> bool:
        """Whether a part is what was sent."""
        found = hashlib.new(self.algorithm, content, usedforsecurity=False).digest()
        return hmac.compare_digest(found, self.digest)


@dataclass(frozen=True)
class Received:
    """What came of one part: how many bytes are safe now, or why it was not taken."""

    size: int
    fault: Fault | None = None
    whole: Arrived | None = None
    """The whole file, where this part was its last."""


def checksum_in(header: str) -> Checksum | None:
    """An Upload-Checksum header; None where there is none. Raises ValueError for any other."""
    if not header:
        return None
    algorithm, _, digest = header.strip().partition(" ")
    if algorithm not in CHECKSUMS.split(","):
        raise ValueError("There is no such algorithm.")
    return Checksum(algorithm, b64decode(digest.encode("ascii"), validate=True))


def receive(upload: Arriving, offset: int, checksum: Checksum | None) -> Received:
    """Take in the body of this request from an offset on; check and seal the whole at its end."""
    let_go()
    try:
        with pieces_of(upload.name, upload.key) as pieces, _patience():
            if pieces.size != offset:
                return Received(pieces.size, (409, f"{pieces.size} bytes have arrived."))
            if fault := _take_in(pieces, upload.size, checksum):
                return Received(pieces.size, fault)
            if pieces.size < upload.size:
                return Received(pieces.size)
            return _checked(pieces, upload)
    except InUse:
        return Received(offset, (423, "Another part of it is arriving."))


def check(upload: Arriving) -> Received:
    """Check and seal what has arrived whole before, and could not be checked then."""
    let_go()
    try:
        with pieces_of(upload.name, upload.key) as pieces:
            if pieces.size < upload.size:
                return Received(pieces.size, (409, "Not all of it has arrived."))
            return _checked(pieces, upload)
    except InUse:
        return Received(upload.size, (423, "It is being checked."))


def hold(upload: Arriving, stream: IO[bytes]) -> None:
    """Keep what came whole by form where what comes in parts is kept, for a later check."""
    let_go()
    with pieces_of(upload.name, upload.key) as pieces:
        stream.seek(0)
        copyfileobj(stream, pieces, BLOCK)
        pieces.flush()


def _checked(pieces: SealedPieces, upload: Arriving) -> Received:
    stream = cast("IO[bytes]", pieces)
    return Received(pieces.size, whole=check_and_seal(stream, upload.typed_name, upload.key.public))


def _take_in(pieces: SealedPieces, size: int, checksum: Checksum | None) -> Fault | None:
    """Add the body to the pieces. With a checksum all of it or nothing, else what arrives."""
    room = size - pieces.size
    if (request.content_length or 0) > room:
        return 413, f"Only {room} bytes are still to come."
    whole = bytearray()
    fault: Fault | None = None
    try:
        for part in _blocks(room):
            if checksum is None:
                pieces.write(part)
            else:
                whole += part
    except LineCut:
        _hang_up()
        fault = 400, "The line was cut. What has arrived is kept."
    except RequestEntityTooLarge:
        fault = 413, "A part is too large."
    if checksum is not None and not fault:
        if checksum.fits(whole):
            pieces.write(whole)
        else:
            fault = "460 Checksum Mismatch", "The part is not what was sent."
    pieces.flush()
    return fault


def _blocks(room: int) -> Iterator[bytes]:
    """The body block by block. Raises LineCut, and RequestEntityTooLarge for more than `room`."""
    while part := _block():
        if len(part) > room:
            raise RequestEntityTooLarge
        room -= len(part)
        yield part


def _block() -> bytes:
    try:
        return request.stream.read(BLOCK)
    except (ClientDisconnected, OSError):
        raise LineCut from None


@contextmanager
def _patience() -> Iterator[None]:
    """While a part arrives, a line on which nothing comes counts as cut; under gunicorn."""
    line: socket | None = request.environ.get("gunicorn.socket")
    before = line.gettimeout() if line else None
    if line:
        line.settimeout(PATIENCE)
    try:
        yield
    finally:
        if line:
            line.settimeout(before)


def _hang_up() -> None:
    """Let nobody wait for the rest of a body that does not come."""
    line: socket | None = request.environ.get("gunicorn.socket")
    with suppress(OSError):
        if line:
            line.shutdown(SHUT_RD)
