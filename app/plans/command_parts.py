"""What the commands of plans share: days as arguments, and files that are read."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import click

from app.plans import queries
from app.plans.importing import ReadPlan
from app.plans.importing.files import read_file
from app.plans.importing.tables import Column, FileRefused


class Day(click.ParamType):
    """A day written as 2013-12-04."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day. Fails with a sentence."""
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return self.fail(f"“{value}” is not a day written like 2013-12-04.", param, ctx)


def content_of(file: str) -> bytes:
    """The bytes of a file, or of standard input for “-”. Fails with a sentence."""
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as fault:
        raise click.ClickException(f"{file} cannot be read: {fault.strerror}.") from fault


def name_of(file: str) -> str:
    """The name that a file has, "" for standard input."""
    return "" if file == "-" else Path(file).name


def read_plan(
    file: str,
    content: bytes,
    on: date,
    chosen: Mapping[str, Column] | None = None,
    *,
    use_known: bool = False,
) -> ReadPlan:
    """The page or table that a file holds. Fails with a sentence for what is no plan.

    `use_known` asks what headings are known to mean, which needs the database.
    """
    known = queries.remembered_columns() if use_known else {}
    try:
        return read_file(content, name_of(file), said_on=on, remembered=known, chosen=chosen)
    except FileRefused as refused:
        raise click.ClickException(f"{file} cannot be read. {refused.sentence}") from refused
