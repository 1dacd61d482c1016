"""Uploaded files: checked by content and name, kept under random names, sent as attachments.

While an upload arrives and is checked, `app.arriving` holds it sealed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import IO

from flask import Response, current_app, g, send_file
from sqlalchemy.orm import Mapped

from app import kinds, scanning
from app.database import if_undone, let_go
from app.errors import NotFound, RuleBroken
from app.kinds import ALLOWED_IN_WORDS, ENDINGS, download_name, path_suffix, plain_name
from app.scanning import NOT_ASKED, SENTENCES, Verdict

__all__ = [
    "ALLOWED_IN_WORDS",
    "ENDINGS",
    "CheckedFile",
    "FileColumns",
    "NotScanned",
    "StoredFile",
    "as_attachment",
    "checked",
    "checked_name",
    "discard",
    "download",
    "keep",
    "path_of",
    "path_suffix",
    "plain_name",
    "sandboxed",
    "scan_ahead",
    "store",
    "written",
]

LONGEST_NAME = 200
PART = 1024 * 1024


@dataclass(frozen=True)
class StoredFile:
    """A file that is safely on disk: its name as typed, its random name, size in bytes, SHA-256.

    Size and SHA-256 are of what was given, also where it `is_sealed` on the disk.
    """

    typed_name: str
    stored_as: str
    size: int
    sha256: str
    kind: str
    is_sealed: bool = False


class NotScanned(RuleBroken):
    """A file is not accepted yet: the virus scanner was not running. It is no fault of the file."""


class FileColumns:
    """The columns of a table whose rows each stand for one stored file."""

    typed_name: Mapped[str]
    stored_as: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    kind: Mapped[str]


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept, at its beginning: name as typed, size in bytes, SHA-256, kind."""

    stream: IO[bytes]
    typed_name: str
    size: int
    sha256: str
    kind: str


def checked(stream: IO[bytes], typed_name: str | None, field: str = "file") -> CheckedFile:
    """Check a file where it is: nothing of it is written anywhere.

    Raises RuleBroken at `field` when the name, the kind, the size or the content is not allowed.
    """
    name = checked_name(typed_name, field)
    size, digest = _measured(stream, name, field)
    kind = _checked_kind(stream, name, field)
    _accept(_verdict(stream), name, field)
    stream.seek(0)
    return CheckedFile(stream, name, size, digest, kind)


def store(stream: IO[bytes], typed_name: str | None, field: str = "file") -> StoredFile:
    """Check a file and keep it as it is under a random name, flushed to disk. RuleBroken."""
    file = checked(stream, typed_name, field)
    stored_as = written(lambda target: copyfileobj(file.stream, target, PART))
    return StoredFile(file.typed_name, stored_as, file.size, file.sha256, file.kind)


def written(write: Callable[[IO[bytes]], None]) -> str:
    """A new file under a random name, whole and flushed to disk, or none at all. Its name.

    It goes again if the transaction in which it was written is not committed.
    """
    folder: Path = current_app.config["UPLOAD_FOLDER"]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / secrets.token_hex(16)
    try:
        with path.open("xb") as target:
            write(target)
            target.flush()
            os.fsync(target.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    if_undone(partial(path.unlink, missing_ok=True))
    _flush_folder(folder)
    return path.name


def keep(content: bytes, typed_name: str, kind: str) -> StoredFile:
    """Keep bytes that their reader has checked already, under a random name, flushed to disk.

    Raises RuleBroken where the virus scanner refuses them.
    """
    digest = hashlib.sha256(content).hexdigest()
    known: dict[str, Verdict] = g.get("scanned_ahead", {})
    _accept(known.get(digest) or _verdict(BytesIO(content)), plain_name(typed_name))
    stored_as = written(lambda target: copyfileobj(BytesIO(content), target, PART))
    return StoredFile(plain_name(typed_name), stored_as, len(content), digest, kind)


def scan_ahead(streams: Iterable[IO[bytes]], largest: int) -> None:
    """Scan, while no transaction is open, what `keep` may then keep without asking again.

    Nothing is refused here. What is longer than `largest` bytes is left out: it will not be kept.
    """
    let_go()
    verdicts: dict[str, Verdict] = g.setdefault("scanned_ahead", {})
    for stream in streams:
        content = stream.read(largest + 1)
        stream.seek(0)
        if len(content) <= largest:
            verdicts[hashlib.sha256(content).hexdigest()] = _verdict(BytesIO(content))


def discard(stored_as: str) -> None:
    """Remove a stored file that no row names any more."""
    path_of(stored_as).unlink(missing_ok=True)


def path_of(stored_as: str) -> Path:
    """Where a stored file lies."""
    folder: Path = current_app.config["UPLOAD_FOLDER"]
    return folder / stored_as


def as_attachment(file: FileColumns) -> Response:
    """The file as a download under its typed name. Raises NotFound where it is not on disk."""
    return download(file.stored_as, file.typed_name)


def download(stored_as: str, typed_name: str) -> Response:
    """A stored file as a download, never shown in the page. Raises NotFound."""
    path = path_of(stored_as)
    if not path.is_file():
        raise NotFound
    return sandboxed(
        send_file(
            path,
            mimetype="application/octet-stream",
            as_attachment=True,
            download_name=download_name(typed_name),
        )
    )


def sandboxed(response: Response) -> Response:
    """A download in which a browser runs nothing."""
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def checked_name(typed: str | None, field: str = "file") -> str:
    """The name under which a file may be kept. Raises RuleBroken at `field`."""
    name = plain_name(typed or "")
    if not name:
        raise RuleBroken("Select a file", field)
    if len(name) > LONGEST_NAME:
        raise RuleBroken(f"The file name must be {LONGEST_NAME} characters or fewer", field)
    if path_suffix(name) not in ENDINGS:
        raise RuleBroken(f"The selected file must be {ALLOWED_IN_WORDS}", field)
    return name


def _measured(stream: IO[bytes], name: str, field: str) -> tuple[int, str]:
    largest: int = current_app.config["MAX_FILE_BYTES"]
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    while part := stream.read(PART):
        size += len(part)
        if size > largest:
            raise RuleBroken(f"{name} must be smaller than {largest // 1_000_000} MB", field)
        digest.update(part)
    if size == 0:
        raise RuleBroken(f"{name} is empty", field)
    return size, digest.hexdigest()


def _checked_kind(stream: IO[bytes], name: str, field: str) -> str:
    try:
        return kinds.check_content(stream, name)
    except kinds.NotAccepted as refused:
        raise RuleBroken(refused.sentence, field) from None


def _verdict(stream: IO[bytes]) -> Verdict:
    """What the virus scanner says of it, if there is one."""
    if not (address := current_app.config["CLAMD"]):
        return Verdict.CLEAN
    return scanning.scan(stream, address, current_app.config["CLAMD_SECONDS"])


def _accept(verdict: Verdict, name: str, field: str | None = None) -> None:
    """Refuse what is not clean, whatever the reason, and keep for the record that it was."""
    if verdict is not Verdict.CLEAN:
        g.setdefault("kept_out", []).append(verdict)
        kind = NotScanned if verdict in NOT_ASKED else RuleBroken
        raise kind(SENTENCES[verdict].format(name), field)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
