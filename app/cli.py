"""The commands of `flask`: each reads its words, calls an operation or query, prints the result."""

from __future__ import annotations

from flask import Flask

from app.demonstration.commands import demo
from app.people.commands import setup
from app.plans.commands import plan, when
from app.position.commands import position
from app.reports.commands import report


def set_up_commands(app: Flask) -> None:
    """Add the tracker's commands to `flask`."""
    app.cli.add_command(demo)
    app.cli.add_command(setup)
    app.cli.add_command(position)
    app.cli.add_command(plan)
    app.cli.add_command(when)
    app.cli.add_command(report)
