"""The commands of `flask`: each reads its words, calls an operation or query, prints the result."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import with_appcontext

from app import mail
from app.audit.commands import audit
from app.database import committed
from app.demonstration.commands import demo
from app.evaluation.operations import send_due_letters
from app.people.commands import setup
from app.plans.commands import plan, when
from app.position.commands import position
from app.reports.commands import report


@click.command("send-mail")
@with_appcontext
def send_mail() -> None:
    """Send letters that are due and every mail that could not leave so far. Prints how many left.

    For a timer.
    """
    with committed():
        send_due_letters()
    click.echo(mail.deliver_waiting())


def set_up_commands(app: Flask) -> None:
    """Add the tracker's commands to `flask`."""
    app.cli.add_command(audit)
    app.cli.add_command(demo)
    app.cli.add_command(send_mail)
    app.cli.add_command(setup)
    app.cli.add_command(position)
    app.cli.add_command(plan)
    app.cli.add_command(when)
    app.cli.add_command(report)
