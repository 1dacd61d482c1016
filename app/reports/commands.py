"""`flask report`: the reports of the pages, written to a file, as an officer would see them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import click
from flask.cli import with_appcontext

from app import clock
from app.access import Person, Role
from app.database import reading
from app.errors import NotFound
from app.reports.exceptions import MOST_DAYS, exception_report
from app.reports.opening import opening_report
from app.reports.plan import plan_report
from app.reports.printing import NotPrinted, printed
from app.reports.status import status_report

_Command = Callable[..., None]


@dataclass(frozen=True)
class Office:
    """Whoever may run commands on the server reads as an officer who has declared nothing."""

    id: int = 0
    name: str = "the officers"
    company_id: int | None = None
    roles: frozenset[Role] = frozenset({Role.OFFICER})


@click.group("report")
def report() -> None:
    """Print reports as PDF."""


def _as_at(command: _Command) -> _Command:
    return click.option(
        "--as-at",
        "written",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help="The day, like 2013-10-24; by default today.",
    )(command)


def _to_file(command: _Command) -> _Command:
    return click.option(
        "-o",
        "--output",
        "file",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        required=True,
        help="The file to write.",
    )(command)


@report.command("status")
@click.option("--commission", "reference", metavar="REF", help="One commission; by default all.")
@_as_at
@_to_file
@with_appcontext
def status(reference: str | None, written: datetime | None, file: Path) -> None:
    """Print the commissioning status."""
    _print(
        "pdf/status.html",
        lambda on: status_report(_office(), on, reference),
        written,
        file,
        missing=f"There is no commission “{reference}” on that day.",
    )


@report.command("plan")
@click.argument("slug")
@_as_at
@_to_file
@with_appcontext
def plan(slug: str, written: datetime | None, file: Path) -> None:
    """Print the plan with the address SLUG, with its slippage."""
    _print(
        "pdf/plan.html",
        lambda on: plan_report(_office(), slug, on),
        written,
        file,
        missing=f"There is no plan with the address “{slug}”.",
    )


@report.command("exceptions")
@click.option("--plan", "slug", metavar="SLUG", help="One plan; by default all.")
@click.option(
    "--tolerance",
    type=click.IntRange(0, MOST_DAYS),
    metavar="DAYS",
    help="Days late that are borne; by default those that still rate amber.",
)
@_as_at
@_to_file
@with_appcontext
def exceptions(
    slug: str | None, tolerance: int | None, written: datetime | None, file: Path
) -> None:
    """Print what is beyond tolerance: cause, consequences, options, recommendation, history."""
    _print(
        "pdf/exceptions.html",
        lambda on: exception_report(_office(), on, slug, tolerance),
        written,
        file,
        missing=f"There is no plan with the address “{slug}”.",
    )


@report.command("opening")
@click.argument("reference", metavar="REF")
@_to_file
@with_appcontext
def opening(reference: str, file: Path) -> None:
    """Print the record of the opening of the commission REF: PDF/A-3, its list attached."""
    try:
        with reading():
            found = opening_report(_office(), reference)
        _write(file, printed("pdf/opening.html", [found.manifest], report=found))
    except NotFound:
        raise click.ClickException(f"No quotes of “{reference}” have been opened.") from None
    except NotPrinted as failure:
        raise click.ClickException(failure.sentence) from None
    except OSError as failure:
        raise click.ClickException(f"{file} cannot be written: {failure.strerror}.") from None
    click.echo(str(file))


def _office() -> Person:
    return cast(Any, Office())


def _print(
    template: str,
    made: Callable[[date], object],
    written: datetime | None,
    file: Path,
    *,
    missing: str,
) -> None:
    try:
        with reading():
            found = made(written.date() if written else clock.today())
        _write(file, printed(template, report=found))
    except NotFound:
        raise click.ClickException(missing) from None
    except NotPrinted as failure:
        raise click.ClickException(failure.sentence) from None
    except OSError as failure:
        raise click.ClickException(f"{file} cannot be written: {failure.strerror}.") from None
    click.echo(str(file))


def _write(file: Path, pdf: bytes) -> None:
    """The whole file, or the old one as it was."""
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(pdf)
    part.replace(file)
