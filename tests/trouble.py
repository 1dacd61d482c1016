"""A disk that is full or fails at whichever step a test says: counted, so none is left out."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pytest import MonkeyPatch

from app.database import db

_IN_WORDS = {errno.ENOSPC: "database or disk is full", errno.EIO: "disk I/O error"}
_READS = ("SELECT", "BEGIN", "PRAGMA", "SAVEPOINT", "ROLLBACK", "RELEASE")


class Trouble:
    """The disk fails at step number `at`, counted from 1: once, or if full from then on."""

    def __init__(self, at: int, code: int) -> None:
        self.at = at
        self.code = code
        self.steps: list[str] = []

    @property
    def came(self) -> bool:
        """Whether so many steps were taken."""
        return len(self.steps) >= self.at

    @property
    def step(self) -> str:
        """What failed first."""
        return self.steps[self.at - 1]

    def meet(self, step: str, *, grows: bool, failure: Callable[[], Exception]) -> None:
        """Count a step, and fail if it is its turn. A full disk refuses only what grows."""
        if self.code == errno.ENOSPC and not grows:
            return
        self.steps.append(step)
        is_turn = len(self.steps) == self.at
        if is_turn or (self.code == errno.ENOSPC and self.came):
            raise failure()

    def on_disk(self, step: str, *, grows: bool) -> None:
        """A step that the system does for us."""
        self.meet(step, grows=grows, failure=lambda: OSError(self.code, os.strerror(self.code)))

    def in_database(self, step: str, *, grows: bool) -> None:
        """A statement, or the commit."""
        driver: Any = db.engine.dialect.dbapi
        self.meet(step, grows=grows, failure=lambda: driver.OperationalError(_IN_WORDS[self.code]))


class _Watched:
    """A file of which every write is a step."""

    def __init__(self, file: Any, trouble: Trouble) -> None:
        self._file = file
        self._trouble = trouble

    def write(self, content: Any) -> int:
        self._trouble.on_disk("write", grows=True)
        return self._file.write(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


@contextmanager
def trouble(at: int, code: int) -> Iterator[Trouble]:
    """Let the disk fail with an errno at one step of all that is written, read or removed."""
    made = Trouble(at, code)
    with MonkeyPatch.context() as patch:
        _watch_files(patch, made)
        _watch_system(patch, made)
        _watch_database(patch, made)
        yield made


def _watch_files(patch: MonkeyPatch, made: Trouble) -> None:
    opened, descriptor = Path.open, os.fdopen

    def open_path(self: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        writes = bool(set(mode) & set("wxa+"))
        made.on_disk("open", grows=writes)
        file = opened(self, mode, *more, **named)
        return _Watched(file, made) if writes else file

    def open_descriptor(number: int, mode: str = "r", *more: Any, **named: Any) -> Any:
        file = descriptor(number, mode, *more, **named)
        return _Watched(file, made) if set(mode) & set("wxa+") else file

    patch.setattr(Path, "open", open_path)
    patch.setattr(os, "fdopen", open_descriptor)


def _watch_system(patch: MonkeyPatch, made: Trouble) -> None:
    def watch(owner: Any, name: str, *, grows: bool) -> None:
        act = getattr(owner, name)

        def watched(*given: Any, **named: Any) -> Any:
            made.on_disk(name, grows=grows)
            return act(*given, **named)

        patch.setattr(owner, name, watched)

    for name, grows in {"open": False, "fsync": True, "link": True, "utime": False}.items():
        watch(os, name, grows=grows)
    for name, grows in {"mkdir": True, "rename": True, "unlink": False, "stat": False}.items():
        watch(Path, name, grows=grows)


def _watch_database(patch: MonkeyPatch, made: Trouble) -> None:
    dialect = db.engine.dialect
    for name in ("do_execute", "do_executemany", "do_execute_no_params"):
        patch.setattr(dialect, name, _statement(getattr(dialect, name), made))
    commit = dialect.do_commit

    def watched(connection: Any) -> None:
        made.in_database("commit", grows=True)
        commit(connection)

    patch.setattr(dialect, "do_commit", watched)


def _statement(run: Callable[..., Any], made: Trouble) -> Callable[..., Any]:
    def watched(cursor: Any, statement: str, *more: Any, **named: Any) -> Any:
        first = statement.split(maxsplit=1)[0].upper()
        made.in_database(first, grows=first not in _READS)
        return run(cursor, statement, *more, **named)

    return watched
