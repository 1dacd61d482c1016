"""The key that signs the audit's heads: Ed25519, made once into a file that only we can read."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from app.audit.verifying import Head, message_of


class SigningKey:
    """A private key. `public` is its public half, 32 bytes in hexadecimal."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def sign(self, day: date, head: Head) -> str:
        """The signature (hexadecimal) of a day's head."""
        return self._private.sign(message_of(day.isoformat(), head)).hex()


def signing_key(file: Path) -> SigningKey:
    """The key in a PEM file (PKCS 8), made there if there is none. Raises ValueError for another.

    Two that make it at once end with the same one: the file is created or read, never replaced.
    """
    if not file.exists():
        _make(file)
    private = load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise ValueError(f"{file} holds no Ed25519 key")
    return SigningKey(private)


def _make(file: Path) -> None:
    words = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(words)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
