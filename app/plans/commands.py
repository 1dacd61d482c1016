"""Commands of plans: `flask plan import` and `flask when`. Only results go to standard output."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from app import clock
from app.database import committed, reading
from app.errors import RuleBroken
from app.plans import operations, queries
from app.plans.importing import ReadPlan, page_as_json, read_page
from app.when import read_when, said_back, when_as_json


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


@click.group("plan")
def plan() -> None:
    """Work on plans."""


@plan.command("import")
@click.argument("file", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Show what is understood and store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what is understood as JSON.")
@click.option("--day", type=Day(), help="The day of the edition; today if not given.")
@with_appcontext
def import_plan(file: str, dry_run: bool, as_json: bool, day: date | None) -> None:
    """Take in a published page from FILE, or from standard input where FILE is “-”."""
    on = day or clock.today()
    read = read_page(_content(file), filename=None if file == "-" else file, said_on=on)
    if not read.title and not read.actions and read.unread and not read.unread[0].line:
        raise click.ClickException(f"{file} cannot be read. {read.unread[0].why}")
    if dry_run:
        with reading():
            sentence = _what_would_be(read)
    else:
        sentence = _stored(read, on)
    if as_json:
        click.echo(json.dumps(page_as_json(read), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_in_words(read, sentence)))


@click.command("when")
@click.argument("phrases", nargs=-1, required=True, metavar="PHRASE...")
@click.option("--said-on", type=Day(), help="The day on which it was said.")
@click.option("--json", "as_json", is_flag=True, help="JSON, as by default.")
def when(phrases: tuple[str, ...], said_on: date | None, as_json: bool) -> None:
    """Say what each PHRASE means as a date: one JSON object a line."""
    for phrase in phrases:
        found = when_as_json(read_when(phrase, said_on=said_on))
        click.echo(json.dumps(found, ensure_ascii=False))


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as fault:
        raise click.ClickException(f"{file} cannot be read: {fault.strerror}.") from fault


def _stored(read: ReadPlan, on: date) -> str:
    try:
        with committed():
            return operations.import_page(read, on, by=None).sentence
    except RuleBroken as broken:
        raise click.ClickException(broken.sentence) from broken


def _what_would_be(read: ReadPlan) -> str:
    if queries.plan_of_fingerprint(read.fingerprint) is not None:
        return "This page has been imported already. Importing it again would change nothing."
    return operations.why_not_importable(read) or "Nothing was stored: this was a dry run."


def _in_words(read: ReadPlan, sentence: str) -> list[str]:
    """What was understood, asked and not understood, a line each."""
    lines = [sentence, f"{read.title} – {read.review or 'edition not named'}"]
    for action in read.actions:
        lines.append(f"Action {action.number}: {action.text}")
        lines += [
            f"  {each.number}. {each.text} – {each.when_written or 'no date'}: "
            f"{said_back(each.when)}"
            for each in action.milestones
        ]
    lines += [f"Question: {question}" for question in read.questions]
    lines += [f"Not read: {operations.unread_words(line)}" for line in read.unread]
    return lines
