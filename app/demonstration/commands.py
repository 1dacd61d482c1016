"""`flask demo load`: the demonstration, made once, and who can sign in."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from app.access import Role
from app.database import committed
from app.demonstration.people import PASSPHRASES, PASSWORD
from app.demonstration.story import tell
from app.mail import deliver_posted
from app.people.queries import all_companies, is_anybody_there, people_with_role


@click.group()
def demo() -> None:
    """The demonstration."""


@demo.command()
@with_appcontext
def load() -> None:
    """Load the demonstration into an empty database, and print who can sign in."""
    if not current_app.config["IS_DEMONSTRATION"]:
        raise click.ClickException("Set TRACKER_ENV=demonstration to load the demonstration.")
    if not is_anybody_there():
        with committed():
            tell()
        deliver_posted()
    click.echo(f"Everybody of the group signs in with the password {PASSWORD}")
    people = {p.id: p for role in Role for p in people_with_role(role)}
    for person in sorted(people.values(), key=lambda one: one.id):
        roles = ", ".join(sorted(role.value for role in person.roles))
        click.echo(f"  {person.email:24} {person.name}, {person.job} ({roles})")
    click.echo("Keyholders open quotes two together, each with six words:")
    for name, words in PASSPHRASES.items():
        click.echo(f"  {name + ':':24} {words}")
    click.echo("Companies ask for a link at /sign-in/link; it comes to instance/outbox/")
    for company in all_companies():
        for contact in company.contacts:
            click.echo(f"  {contact.email:24} {contact.name}, {company.name}")
