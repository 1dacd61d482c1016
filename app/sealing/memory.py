"""Small things that live in the server's memory only, and are gone when it restarts.

`MEMORY_FOLDER` names a folder that is not on the disk of the records: by default one in /dev/shm.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from flask import current_app

from app import clock

_NAME = re.compile(r"[a-z0-9-]{1,80}")


def keep(name: str, content: bytes) -> None:
    """Keep something under a name, whole or not at all, instead of what was kept there."""
    path = _path(name)
    _make_ours(path.parent)
    part = path.with_name(f"{name}.{secrets.token_hex(8)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    at = clock.real_now().timestamp()
    os.utime(part, (at, at))
    part.rename(path)


def held(name: str) -> bytes | None:
    """What is kept under a name; None where nothing is, or no longer."""
    try:
        return _path(name).read_bytes()
    except FileNotFoundError:
        return None


def drop(name: str) -> None:
    """Forget what is kept under a name."""
    _path(name).unlink(missing_ok=True)


def drop_older(prefix: str, seconds: float) -> None:
    """Forget what was kept under names that begin so, longer ago than this (real time)."""
    drop_unnamed(prefix, (), seconds)


def drop_unnamed(prefix: str, named: Collection[str | None], seconds: float) -> int:
    """The same, but for these names. Returns how many were forgotten."""
    folder: Path = current_app.config["MEMORY_FOLDER"]
    oldest = clock.real_now().timestamp() - seconds
    forgotten = 0
    for path in folder.glob(f"{prefix}*"):
        with suppress(FileNotFoundError):  # another worker was first
            if path.name not in named and path.stat().st_mtime < oldest:
                path.unlink()
                forgotten += 1
    return forgotten


def _make_ours(folder: Path) -> None:
    """Make the folder; one that others can enter, or have made before us, is not used."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.stat()
    if found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} must belong to the tracker's user, and to nobody else.")


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError("A name in memory has letters, digits and hyphens only.")
    folder: Path = current_app.config["MEMORY_FOLDER"]
    return folder / name
