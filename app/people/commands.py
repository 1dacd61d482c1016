"""`flask setup`: a new installation's group and its first officer."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app import database, mail
from app.errors import RuleBroken
from app.people import operations
from app.people.rules import LONGEST_NAME, email_fault


def _named(_context: click.Context, _option: click.Parameter, typed: str) -> str:
    words = " ".join(typed.split())
    if not 0 < len(words) <= LONGEST_NAME:
        raise click.BadParameter(f"must have 1 to {LONGEST_NAME} characters")
    return words


def _addressed(_context: click.Context, _option: click.Parameter, typed: str) -> str:
    if fault := email_fault(typed.strip()):
        raise click.BadParameter(fault)
    return typed.strip()


@click.command("setup")
@click.option("--group-name", prompt="Name of the group", callback=_named)
@click.option("--officer-name", prompt="Name of the first officer", callback=_named)
@click.option("--officer-email", prompt="Their email address", callback=_addressed)
@with_appcontext
def setup(group_name: str, officer_name: str, officer_email: str) -> None:
    """Name the group and invite its first officer, who is also its administrator."""
    try:
        with database.committed():
            person, address = operations.set_up(group_name, officer_name, officer_email)
        mail.deliver_posted()
    except RuleBroken as broken:
        raise click.ClickException(broken.sentence) from broken
    click.echo(f"{person.name} sets a password at this address, within seven days:")
    click.echo(address)
