"""Sweeping away what a killed server left: files that no row names, and keys of no draft.

Nothing that a row names is ever removed, and nothing younger than a day: it may belong to what is
being written now. It is decided and done while the database is held, so that no row can begin to
name a file meanwhile.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import Column, select

from app import clock
from app.audit import operations as audit
from app.audit.models import AuditHead
from app.database import db
from app.files import path_of

OLD_ENOUGH = timedelta(days=1)
"""Real time. No upload and no transaction lasts as long."""

COLUMNS = frozenset({"stored_as", "opened_as"})
"""What every column is called that names a stored file."""

_NAME = re.compile(r"[0-9a-f]{32}")

Sweep = Callable[[timedelta], int]
"""Removes what is of one kind, left over, and older than this (real time). Returns how many."""

_also: dict[str, Sweep] = {}


@dataclass(frozen=True)
class Swept:
    """What was removed: files with their bytes, and other things by their kind.

    `missing` counts names of files in the database of which there is no file.
    """

    files: int
    bytes: int
    others: dict[str, int]
    missing: int

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing to remove."""
        return not self.files and not any(self.others.values())


def also(kind: str, sweep: Sweep) -> None:
    """Let a room sweep what only it knows of, at each sweep: "keys of drafts"."""
    _also[kind] = sweep


def sweep_leftovers() -> Swept:
    """Remove what was left over, and keep how much in the audit. Twice at once removes it once."""
    named = set(_names_in_use())
    removed = [_remove(path) for path in _old_files() if path.name not in named]
    swept = Swept(
        files=sum(size is not None for size in removed),
        bytes=sum(size or 0 for size in removed),
        others={kind: sweep(OLD_ENOUGH) for kind, sweep in _also.items()},
        missing=sum(not path_of(name).is_file() for name in named),
    )
    if not swept.is_nothing:
        # It is about no row of its own: it stands under the audit's.
        about = db.session.get_one(AuditHead, 1)
        audit.record("leftovers swept", about, "uploads", by=None, after=in_words(swept))
    return swept


def in_words(swept: Swept) -> str:
    """What was removed, in a line."""
    others = "".join(f", {count:,} {kind}" for kind, count in swept.others.items() if count)
    return f"{swept.files:,} files of {swept.bytes:,} bytes{others}"


def _names_in_use() -> Iterator[str]:
    """Every name of a stored file that any row of any table holds."""
    for table in db.metadata.tables.values():
        for name in COLUMNS & set(table.columns.keys()):
            column: Column[str] = table.columns[name]
            yield from db.session.scalars(select(column).where(column.is_not(None)))


def _old_files() -> Iterator[Path]:
    """Plain files under random names in the folder of uploads, that lie there for long enough.

    Since when a file lies there is told by when it was last changed or put there: a copy from a
    backup keeps the time of its content, and is new all the same.
    """
    folder: Path = current_app.config["UPLOAD_FOLDER"]
    newest = (clock.real_now() - OLD_ENOUGH).timestamp()
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:
        entries = [each for each in found if _NAME.fullmatch(each.name)]
    for entry in entries:
        try:
            told = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        if stat.S_ISREG(told.st_mode) and max(told.st_mtime, told.st_ctime) < newest:
            yield Path(entry.path)


def _remove(path: Path) -> int | None:
    """How many bytes were freed; None where another sweep was first."""
    try:
        size = path.stat().st_size
        path.unlink()
    except FileNotFoundError:
        return None
    return size
