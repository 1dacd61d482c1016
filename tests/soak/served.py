"""The tracker for gunicorn in the soak: its clock runs with the world's, ahead by what a file says.

So that a deadline passes when the soak says so; everything else is as in production.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app import create_app

AHEAD = "ahead"
"""The file in the folder of the records that says by how many seconds."""


class ClockAhead:
    """The world's clock and the seconds in a file, which only grow."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / AHEAD

    def __call__(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=int(self.file.read_text("ascii")))


if "INSTANCE" in os.environ:
    folder = Path(os.environ["INSTANCE"])
    app = create_app(os.environ, folder)
    app.extensions["clock"] = ClockAhead(folder)
