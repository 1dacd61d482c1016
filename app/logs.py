"""Structured log lines on standard error: JSON in production, plain words elsewhere.

Nothing that a person typed is ever logged: kinds, ids and counts only.
"""

from __future__ import annotations

import sys
from contextlib import suppress

import structlog
from structlog.typing import Processor


def set_up_logs(kind_of_run: str) -> None:
    """Write log lines to standard error, so that commands print only their result."""
    in_production = kind_of_run == "production"
    last: Processor = (
        structlog.processors.JSONRenderer()
        if in_production
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            last,
        ],
        logger_factory=_to_standard_error,
        cache_logger_on_first_use=False,
    )


class _Lines(structlog.PrintLogger):
    """Lines on a stream. One that finds no room there takes no answer from anybody."""

    def msg(self, message: str) -> None:
        with suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg


def _to_standard_error(*_names: object) -> structlog.PrintLogger:
    """A logger on what standard error is now: whoever runs the app may have put another there."""
    return _Lines(sys.stderr)
