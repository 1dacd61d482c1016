"""`flask quotes`: what an administrator of the server does about sealed quotes. It reads none."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.database import committed
from app.errors import NotFound, RuleBroken
from app.quotes.operations.restoring import FileKept, put_back

_QUOTE = "SELECT id, digest, contents FROM quote WHERE receipt = ? AND state = 'submitted'"
_FILES = "SELECT id, stored_as, added_at FROM sealed_file WHERE quote_id = ? ORDER BY id"


@click.group("quotes")
def quotes() -> None:
    """Sealed quotes on the disk."""


@quotes.command("restore")
@click.argument("receipt")
@click.argument("copy", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(receipt: str, copy: Path) -> None:
    """Put the stopped quote RECEIPT back from COPY, a copy of the SQLite database.

    It stays sealed. Prints the sealed files that are still missing from the folder of uploads.
    """
    digest, contents, files = _in_copy(receipt, copy)
    try:
        with committed():
            missing = put_back(receipt, digest, contents, files)
    except NotFound:
        raise click.ClickException(f"There is no quote {receipt}.") from None
    except RuleBroken as broken:
        raise click.ClickException(broken.sentence) from None
    for name in missing:
        click.echo(name)


def _in_copy(receipt: str, copy: Path) -> tuple[str, bytes, list[FileKept]]:
    rows = sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)
    try:
        found = rows.execute(_QUOTE, (receipt,)).fetchone()
        if found is None or found[2] is None:
            raise click.ClickException(f"{copy} holds no sealed quote {receipt}.")
        files = [
            FileKept(id_, stored_as, datetime.fromisoformat(added_at).replace(tzinfo=UTC))
            for id_, stored_as, added_at in rows.execute(_FILES, (found[0],))
        ]
        return found[1], found[2], files
    except sqlite3.DatabaseError:
        raise click.ClickException(f"{copy} is no copy of the tracker’s database.") from None
    finally:
        rows.close()
