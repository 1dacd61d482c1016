"""Log lines: one that cannot be written keeps nobody from an answer."""

from __future__ import annotations

import errno
import sys
from io import StringIO

import pytest
import structlog
from flask import Flask


class Full(StringIO):
    """Standard error on a disk that is full."""

    tries = 0

    def write(self, _line: str, /) -> int:
        Full.tries += 1
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.usefixtures("app")
def test_a_line_that_finds_no_room_raises_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Full())
    structlog.get_logger().error("server error", kind="OSError")
    assert Full.tries


def test_a_line_is_written_where_there_is_room(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    structlog.get_logger().error("server error", kind="OSError")
    assert "server error" in capsys.readouterr().err
