"""The commands of `flask`: each reads its words, calls an operation or query, prints the result."""

from __future__ import annotations

from flask import Flask


def set_up_commands(app: Flask) -> None:
    """Add the tracker's commands to `flask`."""
