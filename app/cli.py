"""The commands of `flask`: each reads its words, calls an operation or query, prints the result."""

from __future__ import annotations

from flask import Flask

from app.people.commands import setup


def set_up_commands(app: Flask) -> None:
    """Add the tracker's commands to `flask`."""
    app.cli.add_command(setup)
