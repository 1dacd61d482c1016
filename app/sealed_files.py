"""Files that lie sealed on the disk: written, read and sealed anew without a plain byte on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Protocol

from flask import Response

from app.errors import NotFound
from app.files import PART, StoredFile, checked, download, path_of, sandboxed, written
from app.kinds import download_name
from app.sealed_text import SealedFileColumns
from app.sealing import CannotUnseal, seal_stream, unsealed
from app.sealing.server_key import server_key


@dataclass(frozen=True)
class Measured:
    """What a sealed file holds: its size in bytes and its SHA-256."""

    size: int
    sha256: str


def keep_sealed(plain: IO[bytes], *publics: str) -> str:
    """Seal a stream into a new file, flushed to disk. Its random name."""
    return written(lambda target: seal_stream(plain, target, *publics))


def store_sealed(stream: IO[bytes], typed_name: str | None, field: str = "file") -> StoredFile:
    """Check a file and keep it sealed under the server's key. Raises RuleBroken at `field`."""
    file = checked(stream, typed_name, field)
    stored_as = keep_sealed(file.stream, server_key().public)
    return StoredFile(file.typed_name, stored_as, file.size, file.sha256, file.kind, is_sealed=True)


def seal_anew(stored_as: str, secret: str, *publics: str) -> str:
    """The same content in a new file, sealed for others. Raises CannotUnseal; then there is none.

    Also where the file is gone: nobody can unseal it.
    """

    def write(target: IO[bytes]) -> None:
        with _open(stored_as) as sealed, unsealed(sealed, secret) as plain:
            seal_stream(plain, target, *publics)

    return written(write)


def measured(stored_as: str, secret: str) -> Measured:
    """What a sealed file holds. Raises CannotUnseal."""
    digest, size = hashlib.sha256(), 0
    with _open(stored_as) as sealed, unsealed(sealed, secret) as plain:
        while part := plain.read(PART):
            size += len(part)
            digest.update(part)
    return Measured(size, digest.hexdigest())


def measured_as_it_lies(stored_as: str) -> Measured | None:
    """Size and SHA-256 of a sealed file itself, which needs no key; None where it is gone."""
    digest, size = hashlib.sha256(), 0
    try:
        with _open(stored_as) as sealed:
            while part := sealed.read(PART):
                size += len(part)
                digest.update(part)
    except CannotUnseal:
        return None
    return Measured(size, digest.hexdigest())


def download_sealed(stored_as: str, secret: str, typed_name: str, size: int) -> Response:
    """A sealed file as a download, unsealed while it is sent. Raises NotFound."""
    if not path_of(stored_as).is_file():
        raise NotFound
    # It is sent after the request has ended, so the file is opened here.
    sealed = _open(stored_as)
    response = Response(_parts(sealed, secret), mimetype="application/octet-stream")
    response.call_on_close(sealed.close)
    response.headers.set("Content-Disposition", "attachment", filename=download_name(typed_name))
    response.content_length = size
    return sandboxed(response)


class Held(Protocol):
    """A file that can be read now; `secret` is None where it was never sealed."""

    @property
    def typed_name(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def stored_as(self) -> str: ...
    @property
    def secret(self) -> str | None: ...


def as_download(file: Held) -> Response:
    """A file as a download under its typed name. Raises NotFound where it is not on the disk."""
    if file.secret is None:
        return download(file.stored_as, file.typed_name)
    return download_sealed(file.stored_as, file.secret, file.typed_name, file.size)


def kept_as_download(row: SealedFileColumns) -> Response:
    """A stored file as a download, unsealed with the server's key. Raises NotFound."""
    if not row.is_sealed:
        return download(row.stored_as, row.typed_name)
    return download_sealed(row.stored_as, server_key().secret, row.typed_name, row.size)


def _parts(sealed: IO[bytes], secret: str) -> Iterator[bytes]:
    with unsealed(sealed, secret) as plain:
        while part := plain.read(PART):
            yield part


def _open(stored_as: str) -> IO[bytes]:
    try:
        return path_of(stored_as).open("rb")
    except FileNotFoundError:
        raise CannotUnseal from None
