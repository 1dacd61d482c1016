"""The server's own key, under which opened quotes are kept: made once into a file of its own."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from flask import current_app

from app.sealing import Key, key_of, new_key


def server_key() -> Key:
    """The key in SERVER_KEY_FILE, made there if there is none.

    Two that make it at once end with the same one. Raises CannotUnseal for a file that is no key.
    """
    file: Path = current_app.config["SERVER_KEY_FILE"]
    if not file.exists():
        _make(file)
    lines = file.read_text("ascii").splitlines()
    return key_of(next((line for line in lines if line and not line.startswith("#")), ""))


def _make(file: Path) -> None:
    key = new_key()
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(f"# public key: {key.public}\n{key.secret}\n")
        stream.flush()
        os.fsync(stream.fileno())
    with suppress(FileExistsError):  # another worker was first
        os.link(part, file)
    part.unlink()
