"""`flask audit`: export the audit, verify it, sign its days."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click
from flask import current_app
from flask.cli import with_appcontext

from app import mail
from app.audit import operations, queries
from app.audit.signing import signing_key
from app.audit.verifying import Checked, Head, check, check_file, is_signed, line_of
from app.database import committed, reading


@click.group()
def audit() -> None:
    """The audit: export, verify, sign."""


@audit.command()
@click.option("-o", "out", type=click.File("w", encoding="utf-8", lazy=True), default="-")
@with_appcontext
def export(out: TextIO) -> None:
    """Write every entry, one canonical line of JSON each, the oldest first."""
    with reading():
        for entry in queries.whole_chain():
            out.write(line_of(entry) + "\n")


@audit.command()
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--head", "kept", metavar="NUMBER:HASH", help="A head that was kept elsewhere.")
@with_appcontext
def verify(file: Path | None, kept: str | None) -> None:
    """Check the chain of the database, or of an export, and name the first bad entry."""
    with reading():
        signed = queries.signed_heads()
        own = queries.head()
        key = signing_key(current_app.config["AUDIT_KEY_FILE"]).public
        heads = [_head(kept)] if kept else []
        if file is not None:
            checked = check_file(file, heads)
        else:
            good = [each for each in signed if is_signed(each, key)]
            if len(good) < len(signed):
                bad = next(each for each in signed if each not in good)
                raise click.ClickException(f"The head of {bad.day} was not signed by our key.")
            signed_ones = [each.head for each in signed]
            checked = check(queries.whole_chain(), [*heads, *signed_ones, own])
    _say(checked)


@audit.command()
@with_appcontext
def sign() -> None:
    """Sign the head of the last day that has ended (for a timer). Prints each signed head."""
    with committed():
        key = signing_key(current_app.config["AUDIT_KEY_FILE"])
        signed = operations.sign_days(key, current_app.config["AUDITOR_EMAIL"])
        lines = [queries.signed_line(each) for each in signed]
    mail.deliver_posted()
    for line in lines:
        click.echo(line)


@audit.command()
@with_appcontext
def heads() -> None:
    """Print every signed head, one line of JSON each."""
    with reading():
        for each in queries.signed_heads():
            click.echo(queries.signed_line(each))


def _head(written: str) -> Head:
    number, _, digest = written.partition(":")
    if not number.isdecimal() or len(digest) != 64:
        raise click.BadParameter("write it NUMBER:HASH", param_hint="--head")
    return Head(int(number), digest)


def _say(checked: Checked) -> None:
    if checked.fault:
        raise click.ClickException(checked.fault)
    click.echo(f"{checked.number} entries hold. Head: {checked.number}:{checked.head.hash}")
