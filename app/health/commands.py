"""`flask health`: the watch that a timer keeps, and a trial of the virus scanner."""

from __future__ import annotations

import zipfile
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import with_appcontext

from app import scanning
from app.database import committed
from app.formats import counted
from app.health import operations
from app.health.rules import Watched
from app.scanning import Verdict

_SECONDS = 10
_TRIAL = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-", "FILE!$H+H*")
"""The test file that every scanner knows and that harms nobody, in pieces: whole, it would be found
in this file."""


@click.group("health")
def health() -> None:
    """Watch the service for outages, and try the virus scanner."""


@health.command("beat")
@click.option(
    "--address", metavar="URL", help="Where the service is asked; by default at BASE_URL."
)
@with_appcontext
def beat(address: str | None) -> None:
    """Ask the service, and the virus scanner, for a sign of life, and keep it (for a timer)."""
    answers = {Watched.SERVICE: _service_answers(address or current_app.config["BASE_URL"])}
    if clamd := current_app.config["CLAMD"]:
        answers[Watched.SCANNER] = bool(scanning.version(clamd))
    with committed():
        ended = operations.beat(answers)
    for what, answered in answers.items():
        click.echo(f"{what.value}: {'answers' if answered else 'does not answer'}")
    if ended:
        click.echo(f"{counted(len(ended), 'outage')} put on record")


@health.command("scanner")
@with_appcontext
def scanner() -> None:
    """Whether the scanner looks through files as large as are accepted. Ends with 1 if not."""
    address: str = current_app.config["CLAMD"]
    if not address:
        raise click.ClickException("No scanner is set up: CLAMD is empty.")
    megabytes = current_app.config["MAX_FILE_BYTES"] // 1_000_000
    with TemporaryFile() as trial:
        _write_trial(trial, current_app.config["MAX_FILE_BYTES"])
        verdict = scanning.scan(trial, address, current_app.config["CLAMD_SECONDS"])
    if verdict is not Verdict.FOUND:
        raise click.ClickException(
            f"The test file at the end of an archive of {megabytes} MB was not found: "
            f"{verdict.value}."
        )
    click.echo(f"The test file at the end of an archive of {megabytes} MB was found.")


def _service_answers(address: str) -> bool:
    """Whether the service says at its address, as a browser would ask, that it is well."""
    place = urlsplit(address)
    kind = HTTPSConnection if place.scheme == "https" else HTTPConnection
    line = kind(place.hostname or "", place.port, timeout=_SECONDS)
    try:
        line.request("GET", f"{place.path.rstrip('/')}/health/status")
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def _write_trial(target: IO[bytes], size: int) -> None:
    """An archive of so many bytes: a large blank, and behind it what must be found."""
    with zipfile.ZipFile(target, "w") as archive:
        with archive.open("blank.txt", "w") as blank:
            left = size - 1_000
            while left > 0:
                left -= blank.write(b" " * min(left, 1_000_000))
        archive.writestr("trial.txt", "".join(_TRIAL), zipfile.ZIP_DEFLATED)
