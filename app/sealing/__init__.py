"""Sealing with age files (age-encryption.org): what is sealed here the `age` program opens too.

A key is an age identity: its public half seals, its secret half unseals. Nothing here knows of
quotes or people; no secret is ever written to a disk, a log or the arguments of a process.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import IO, Any, cast

from pyrage import (
    DecryptError,
    EncryptError,
    IdentityError,
    RecipientError,
    decrypt,
    encrypt,
    x25519,
)
from pyrage import decrypt_io as _decrypt_io
from pyrage import encrypt_io as _encrypt_io


class CannotUnseal(Exception):
    """A key does not fit, or what was sealed is not whole. Says nothing of what is inside."""


@dataclass(frozen=True)
class Key:
    """An age identity: "age1…" in public, "AGE-SECRET-KEY-1…" in secret."""

    public: str
    secret: str = field(repr=False)


def new_key() -> Key:
    """A key that nobody had before."""
    made = x25519.Identity.generate()
    return Key(str(made.to_public()), str(made))


def key_of(secret: str) -> Key:
    """The key with this secret half, as typed. Raises CannotUnseal for what is no secret half."""
    try:
        found = x25519.Identity.from_str("".join(secret.split()).upper())
    except IdentityError:
        raise CannotUnseal from None
    return Key(str(found.to_public()), str(found))


def seal(plain: bytes, *publics: str, as_text: bool = False) -> bytes:
    """Bytes that the holder of any one of these keys can unseal; `as_text` in letters only."""
    return encrypt(plain, _recipients(publics), armored=as_text)


def unseal(sealed: bytes, secret: str) -> bytes:
    """What was sealed. Raises CannotUnseal for another key and for what was altered."""
    try:
        return decrypt(sealed, [x25519.Identity.from_str(secret)])
    except (DecryptError, IdentityError):
        raise CannotUnseal from None


def seal_for_pair(secret: str, first: str, second: str) -> str:
    """A secret that only both can unseal: sealed for the second, and that again for the first."""
    inner = seal(secret.encode("ascii"), second)
    return seal(inner, first, as_text=True).decode("ascii")


def seal_stream(plain: IO[bytes], sealed: IO[bytes], *publics: str) -> None:
    """Seal all that a stream gives into another, part by part. Raises what either of them raised.

    pyrage says nothing where its last write fails, so each failure is kept on the way.
    """
    heard: list[BaseException] = []
    given, taken = _Heard(plain, heard), _Heard(sealed, heard)
    try:
        _encrypt_io(cast(Any, given), cast(Any, taken), _recipients(publics))
    except EncryptError:
        if not heard:
            raise
    if heard:
        raise heard[0]


class _Heard:
    """A stream whose failures are kept, beside being raised."""

    def __init__(self, stream: IO[bytes], failures: list[BaseException]) -> None:
        self._stream = stream
        self._failures = failures

    def read(self, size: int = -1) -> bytes:
        with self._keeping():
            return self._stream.read(size)

    def write(self, content: bytes) -> int:
        with self._keeping():
            return self._stream.write(content)

    def flush(self) -> None:
        with self._keeping():
            self._stream.flush()

    @contextmanager
    def _keeping(self) -> Iterator[None]:
        try:
            yield
        except BaseException as failure:
            self._failures.append(failure)
            raise


def unseal_stream(sealed: IO[bytes], plain: IO[bytes], secret: str) -> None:
    """Unseal a stream into another, part by part. Raises CannotUnseal, perhaps after some parts."""
    try:
        _decrypt_io(cast(Any, sealed), cast(Any, plain), [x25519.Identity.from_str(secret)])
    except (DecryptError, IdentityError):
        raise CannotUnseal from None
    except OSError as failure:
        # What is cut short or altered behind its head is told as a failure to read it.
        if failure.errno is None:
            raise CannotUnseal from None
        raise


@contextmanager
def unsealed(sealed: IO[bytes], secret: str) -> Iterator[IO[bytes]]:
    """A stream of what was sealed, through a pipe: nothing of it is ever on a disk.

    Raises CannotUnseal at the end of the block if not all of it could be unsealed. Whoever reads
    only a part, and leaves, is told nothing.
    """
    source, sink = os.pipe()
    failures: list[BaseException] = []

    def fill() -> None:
        try:
            with os.fdopen(sink, "wb") as plain:
                unseal_stream(sealed, plain, secret)
        except BaseException as failure:
            failures.append(failure)

    filler = Thread(target=fill, daemon=True)
    filler.start()
    is_whole = False
    try:
        with os.fdopen(source, "rb") as plain:
            yield plain
            is_whole = not plain.read(1)
    finally:
        filler.join()
    with suppress(IndexError):
        if is_whole:
            raise failures[0]


def _recipients(publics: tuple[str, ...]) -> list[x25519.Recipient]:
    try:
        return [x25519.Recipient.from_str(public) for public in publics]
    except RecipientError:
        raise CannotUnseal from None
