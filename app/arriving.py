"""What is still arriving: kept on the disk in sealed pieces, and read anywhere in it.

Only the piece that is filling up is in memory, and one that is being read. Each folder is locked
by whoever fills it, so that what a killed server left is told from what is in use, and swept.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import SEEK_CUR, SEEK_END, SEEK_SET, BufferedIOBase
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app

from app.sealing import Key, seal, unseal

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PIECE = 1024 * 1024
"""Bytes of each piece but the last."""

_NAME = re.compile(r"([0-9]{6})-([0-9]{1,7})")


class InUse(Exception):
    """Somebody else is writing to this, or reading it, now."""


class SealedPieces(BufferedIOBase):
    """Bytes in sealed pieces in a folder: written at their end, read anywhere.

    Each piece is one age file, named by its number and its length in plain bytes. A piece that is
    not full is sealed by `flush` and, when more comes, sealed anew with it.
    """

    def __init__(self, folder: Path, key: Key, *, is_durable: bool = True) -> None:
        super().__init__()
        self._folder = folder
        self._key = key
        self._is_durable = is_durable
        self._full, self._partial = _listed(folder)
        self._tail: bytearray | None = None if self._partial else bytearray()
        self._at = 0
        self._last_read: tuple[int, bytes] | None = None

    @property
    def size(self) -> int:
        """How many bytes there are, sealed or not yet."""
        return self._full * PIECE + (self._partial if self._tail is None else len(self._tail))

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, content: ReadableBuffer, /) -> int:
        """Add bytes at the end, wherever was read before. Each full piece is sealed at once."""
        tail = self._unsealed_tail()
        given = memoryview(content).cast("B")
        left = given
        while left:
            part = left[: PIECE - len(tail)]
            tail += part
            left = left[len(part) :]
            if len(tail) == PIECE:
                self._seal(tail)
                self._full, self._partial = self._full + 1, 0
                tail.clear()
        self._at = self.size
        return len(given)

    def flush(self) -> None:
        """Seal what is in memory. If this returns, a cut or a kill loses nothing of it."""
        if not self.closed and self._tail and len(self._tail) != self._partial:
            self._seal(self._tail)
            self._partial = len(self._tail)
            self._tail = None

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        """As of every stream. At the start, what is in memory is let go."""
        start = {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError("There is nothing before the beginning.")
        self._at = start + offset
        if self._at == 0:
            self._last_read = None
            self.flush()
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        """Up to so many bytes, fewer only at the end. Raises CannotUnseal for a damaged piece."""
        wanted = self.size - self._at if size is None or size < 0 else size
        found: list[bytes] = []
        while wanted > 0 and (part := self._read_within(wanted)):
            found.append(part)
            self._at += len(part)
            wanted -= len(part)
        if not found:
            self._last_read = None
        return found[0] if len(found) == 1 else b"".join(found)

    def read1(self, size: int = -1, /) -> bytes:
        return self.read(PIECE if size < 0 else size)

    def close(self) -> None:
        """Let it go. What was not flushed is lost."""
        self._tail, self._last_read = bytearray(), None
        super().close()

    def _read_within(self, wanted: int) -> bytes:
        """Bytes of the one piece at which the next read begins."""
        number, start = divmod(self._at, PIECE)
        if number > self._full:
            return b""
        if number == self._full and self._tail is not None:
            return bytes(self._tail[start : start + wanted])
        return self._piece(number)[start : start + wanted]

    def _piece(self, number: int) -> bytes:
        if self._last_read is None or self._last_read[0] != number:
            self._last_read = None  # not two in memory at once
            length = PIECE if number < self._full else self._partial
            self._last_read = number, self._unsealed(number, length)
        return self._last_read[1]

    def _unsealed(self, number: int, length: int) -> bytes:
        sealed = (self._folder / f"{number:06}-{length}").read_bytes()
        return unseal(sealed, self._key.secret)

    def _unsealed_tail(self) -> bytearray:
        if self._tail is None:
            self._tail = bytearray(self._unsealed(self._full, self._partial))
            self._last_read = None
        return self._tail

    def _seal(self, plain: bytearray) -> None:
        """Put a piece on the disk, whole or not at all, instead of its shorter beginning."""
        path = self._folder / f"{self._full:06}-{len(plain)}"
        part = path.with_suffix(".part")
        try:
            with part.open("wb") as target:
                target.write(seal(bytes(plain), self._key.public))
                if self._is_durable:
                    target.flush()
                    os.fsync(target.fileno())
            part.rename(path)
        except BaseException:
            part.unlink(missing_ok=True)  # what did not find room takes none
            raise
        if self._partial:
            (self._folder / f"{self._full:06}-{self._partial}").unlink(missing_ok=True)
        if self._is_durable:
            handle = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


@contextmanager
def pieces_of(name: str, key: Key) -> Iterator[SealedPieces]:
    """What has arrived under a name, for one at a time; it stays. Raises InUse."""
    held = hold(place() / name)
    try:
        with SealedPieces(place() / name, key) as pieces:
            yield pieces
    finally:
        os.close(held)


def arrived(name: str) -> int:
    """How many bytes have arrived under a name, and are safe; somebody may be adding to them."""
    full, partial = _listed(place() / name)
    return full * PIECE + partial


def is_in_use(name: str) -> bool:
    """Whether somebody is writing to what has arrived under a name, or reading it, now."""
    try:
        os.close(hold(place() / name, is_made=False))
    except InUse:
        return True
    except FileNotFoundError:
        return False
    return False


def remove(name: str) -> None:
    """Remove what has arrived under a name, unless somebody is using it: then it is swept later."""
    with suppress(InUse, FileNotFoundError):
        held = hold(place() / name, is_made=False)
        shutil.rmtree(place() / name, ignore_errors=True)
        os.close(held)


def sweep(unwanted: Callable[[list[str]], Iterable[str]]) -> int:
    """Remove what nobody wants and nobody is using: a server was killed. How many there were.

    `unwanted` is asked which of the names that are there, so that it cannot know less than those.
    """
    folder = place()
    if not folder.is_dir():
        return 0
    names = list(unwanted([each.name for each in folder.iterdir()]))
    for name in names:
        remove(name)
    return sum(not (folder / name).exists() for name in names)


def place() -> Path:
    """The folder of what is still arriving, beside what has arrived."""
    folder: Path = current_app.config["UPLOAD_FOLDER"]
    return folder / "arriving"


def hold(folder: Path, *, is_made: bool = True) -> int:
    """An open handle that keeps everybody else from a folder, until it is closed. Raises InUse."""
    while True:
        if is_made:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if folder.stat().st_ino == os.fstat(handle).st_ino:
                return handle
        except FileNotFoundError:
            pass  # it was swept before it was locked
        except BlockingIOError:
            os.close(handle)
            raise InUse from None
        os.close(handle)


def _listed(folder: Path) -> tuple[int, int]:
    """How many full pieces there are, and the length in bytes of the one after them."""
    lengths: dict[int, int] = {}
    with suppress(FileNotFoundError):
        for path in folder.iterdir():
            if found := _NAME.fullmatch(path.name):
                number, length = int(found[1]), int(found[2])
                lengths[number] = max(length, lengths.get(number, 0))
    full = 0
    while lengths.get(full) == PIECE:
        full += 1
    return full, lengths.get(full, 0)
