"""The commands of `flask`: each reads its words, calls an operation or query, prints the result."""

from __future__ import annotations

import json
from dataclasses import asdict

import click
from flask import Flask
from flask.cli import with_appcontext

from app import mail
from app.audit.commands import audit
from app.database import committed
from app.demonstration.commands import demo
from app.evaluation.operations import send_due_letters
from app.health.commands import health
from app.people.commands import setup
from app.plans.commands import plan, when
from app.position.commands import position
from app.quotes.commands import quotes
from app.reports.commands import report
from app.sweeping import in_words, sweep_leftovers


@click.command("send-mail")
@with_appcontext
def send_mail() -> None:
    """Send letters that are due and every mail that could not leave so far. Prints how many left.

    For a timer.
    """
    with committed():
        send_due_letters()
    click.echo(mail.deliver_waiting())


@click.group("files")
def files() -> None:
    """Uploaded files on the disk."""


@files.command("sweep")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@with_appcontext
def sweep(as_json: bool) -> None:
    """Remove files older than a day that no row names: what a killed server left."""
    with committed():
        swept = sweep_leftovers()
    click.echo(json.dumps(asdict(swept)) if as_json else f"Removed {in_words(swept)}.")
    if swept.missing:
        raise click.ClickException(
            f"{swept.missing:,} of the files that are on record are not in the folder of uploads."
        )


def set_up_commands(app: Flask) -> None:
    """Add the tracker's commands to `flask`."""
    app.cli.add_command(audit)
    app.cli.add_command(demo)
    app.cli.add_command(health)
    app.cli.add_command(send_mail)
    app.cli.add_command(setup)
    app.cli.add_command(position)
    app.cli.add_command(plan)
    app.cli.add_command(when)
    app.cli.add_command(files)
    app.cli.add_command(quotes)
    app.cli.add_command(report)
