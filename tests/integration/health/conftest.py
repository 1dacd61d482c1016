"""A real clamd for these tests, one for all of a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask

from tests.clamd import PROGRAM, Clamd


@pytest.fixture(scope="session")
def running() -> Iterator[Clamd]:
    if PROGRAM is None:
        pytest.skip("clamd is not installed (Debian: clamav-daemon)")
    # Its socket needs a short path.
    with TemporaryDirectory(prefix="clamd-") as folder:
        clamd = Clamd.start(Path(folder))
        yield clamd
        clamd.stop()


@pytest.fixture
def clamd(running: Clamd, app: Flask) -> Iterator[Clamd]:
    """The app with this scanner."""
    app.config.update(CLAMD=running.address, CLAMD_SECONDS=20)
    yield running
    running.go_on()
