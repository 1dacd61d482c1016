"""While a passphrase is worked on, no process has it in its arguments or its environment."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from app.sealing import CannotUnseal, locking
from tests.factories.keyholders import KEYS


def seen_in_processes(words: str) -> tuple[int, list[str]]:
    """How many processes could be looked at, and where these words stand in one of them."""
    looked, found = 0, []
    for process in Path("/proc").glob("[0-9]*"):
        for part in ("cmdline", "environ"):
            with suppress(OSError):
                content = (process / part).read_bytes()
                looked += 1
                if words.encode() in content:
                    found.append(f"{process.name}/{part}")
    return looked, found


def test_the_words_and_the_key_go_through_a_pipe_only(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    programs: list[int] = []

    class Watched(subprocess.Popen[str]):
        """Looked at when it has been started and has not been given its input yet."""

        def communicate(self, *given: Any, **named: Any) -> Any:
            programs.append(self.pid)
            for words in (KEYS[0].passphrase, "not those words", KEYS[0].secret, "AGE-SECRET-KEY"):
                looked, found = seen_in_processes(words)
                assert looked > 4
                seen.extend(found)
            assert Path(f"/proc/{self.pid}/cmdline").read_bytes().count(b"pyrage") == 1
            return super().communicate(*given, **named)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    assert locking.unlock(KEYS[0].locked, KEYS[0].passphrase) == KEYS[0].secret
    with pytest.raises(CannotUnseal):
        locking.unlock(KEYS[0].locked, "not those words")
    assert len(programs) == 2 and seen == []


def test_words_in_an_argument_would_be_seen() -> None:
    with subprocess.Popen(["sleep", "60.4711"], env={"CANARY": "in an environment"}) as process:
        try:
            own = os.getpid()
            _wait_for_arguments(process.pid, b"60.4711")
            assert f"{process.pid}/cmdline" in seen_in_processes("60.4711")[1]
            assert f"{process.pid}/environ" in seen_in_processes("in an environment")[1]
            assert f"{own}/cmdline" not in seen_in_processes("60.4711")[1]
        finally:
            process.kill()


def _wait_for_arguments(process_id: int, argument: bytes) -> None:
    """The system tells of a new program before it can say with which arguments it runs."""
    told = Path(f"/proc/{process_id}/cmdline")
    for _ in range(1_000):
        if argument in told.read_bytes():
            return
        time.sleep(0.01)
    raise AssertionError(f"{told} does not say it")
