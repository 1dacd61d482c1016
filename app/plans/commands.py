"""Commands of plans: `plan import`, `plan compare` and `when`. They print only their results."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from app import clock
from app.database import committed, reading
from app.errors import NotFound, RuleBroken
from app.plans import operations, queries
from app.plans.comparing_words import changes_as_json, changes_in_words
from app.plans.content import from_json
from app.plans.importing import ReadPlan, page_as_json
from app.plans.importing.files import read_file
from app.plans.importing.tables import Column, FileRefused
from app.plans.importing_words import page_in_words
from app.slippage import PublishedEdition, compare
from app.when import DayRange, read_when, when_as_json

MAP_HELP = f"What a heading of a table means: one of {', '.join(Column)}."


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
@click.option("--map", "maps", multiple=True, metavar="HEADING=FIELD", help=MAP_HELP)
@with_appcontext
def import_plan(
    file: str, dry_run: bool, as_json: bool, day: date | None, maps: tuple[str, ...]
) -> None:
    """Take in a published page from FILE, or from standard input where FILE is “-”.

    FILE may be text, saved HTML, a Word document, an Excel workbook or a CSV file.
    """
    on = day or clock.today()
    read = _read(file, on, chosen_columns(maps))
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
        click.echo("\n".join([sentence, *page_in_words(read)]))


@plan.command("compare")
@click.argument("before", metavar="EDITION_A")
@click.argument("after", metavar="EDITION_B")
@click.option("--earlier", multiple=True, metavar="EDITION", help="An older one; oldest first.")
@click.option("--day", type=Day(), help="The day of EDITION_B where it is a file; else today.")
@click.option("--day-before", type=Day(), help="The day of EDITION_A where it is a file.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each milestone.")
@with_appcontext
def compare_editions(
    before: str,
    after: str,
    earlier: tuple[str, ...],
    day: date | None,
    day_before: date | None,
    as_json: bool,
) -> None:
    """Say what became of each milestone from EDITION_A to EDITION_B, the worst first.

    An EDITION is a plan and its number, as in “online-engagement:1”, or a FILE with a published
    page that is not stored here. All editions of EDITION_A’s plan that are older than both are
    looked at too, to know what came back and what was first promised; --earlier adds others.
    """
    on = day or clock.today()
    with reading():
        older = [found for each in earlier for found in _editions(each, on)]
        *kept, first = _editions(before, day_before or on)
        second = _editions(after, on)[-1]
    older += [each for each in kept if each != second and each.day <= second.day]
    changes = compare(first, second, older)
    if as_json:
        click.echo(json.dumps(changes_as_json(changes), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(changes_in_words(changes)))


@click.command("when")
@click.argument("phrases", nargs=-1, required=True, metavar="PHRASE...")
@click.option("--said-on", type=Day(), help="The day on which it was said.")
@click.option("--plan-starts", type=Day(), help="The first day of the plan in which it stands.")
@click.option("--plan-ends", type=Day(), help="The last day of that plan.")
@click.option("--json", "as_json", is_flag=True, help="JSON, as by default.")
def when(
    phrases: tuple[str, ...],
    said_on: date | None,
    plan_starts: date | None,
    plan_ends: date | None,
    as_json: bool,
) -> None:
    """Say what each PHRASE means as a date: one JSON object a line.

    “-” stands for the lines of standard input. A phrase that cannot be read is an answer too: its
    “kind” is “unread” and its “note” asks what is meant.
    """
    try:
        period = DayRange(plan_starts, plan_ends)
    except ValueError as backwards:
        raise click.ClickException("The plan ends before it starts.") from backwards
    for phrase in _phrases(phrases):
        found = when_as_json(read_when(phrase, said_on=said_on, plan_period=period))
        click.echo(json.dumps(found, ensure_ascii=not _can_be_printed(phrase)))


def _phrases(given: tuple[str, ...]) -> Iterator[str]:
    """The phrases of the command line, with the lines of standard input where “-” stands."""
    for phrase in given:
        if phrase == "-":
            text = sys.stdin.buffer.read().decode("utf-8", "replace")
            yield from text.removesuffix("\n").split("\n") if text else ()
        else:
            yield phrase


def _can_be_printed(phrase: str) -> bool:
    """False for bytes on the command line that were no text."""
    try:
        phrase.encode()
    except UnicodeEncodeError:
        return False
    return True


def chosen_columns(maps: Sequence[str]) -> dict[str, Column]:
    """What headings mean, as "By when=when" says. Fails with a sentence."""
    chosen: dict[str, Column] = {}
    for each in maps:
        heading, mark, field = each.rpartition("=")
        try:
            column = Column(" ".join(field.casefold().replace("_", " ").split()))
        except ValueError:
            mark = ""
            column = Column.NOT_READ
        if not mark or not heading.strip():
            raise click.ClickException(
                f"“{each}” does not say what a heading means. Write it like “By when=when”; "
                f"the fields are {', '.join(Column)}."
            )
        chosen[heading] = column
    return chosen


def _read(file: str, on: date, chosen: dict[str, Column] | None = None) -> ReadPlan:
    """The page or table in a file. Fails with a sentence for what is no plan."""
    name = "" if file == "-" else Path(file).name
    try:
        return read_file(_content(file), name, said_on=on, chosen=chosen)
    except FileRefused as refused:
        raise click.ClickException(f"{file} cannot be read. {refused.sentence}") from refused


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as fault:
        raise click.ClickException(f"{file} cannot be read: {fault.strerror}.") from fault


def _editions(name: str, on: date) -> list[PublishedEdition]:
    """The edition that is named, after the older ones of its plan."""
    stored = re.fullmatch(r"([a-z0-9-]+):([0-9]{1,6})", name)
    if stored is None:
        read = _read(name, on)
        if not read.actions:
            raise click.ClickException(
                f"“{name}” is not an edition (like “online-engagement:1”) nor a page with actions."
            )
        return [queries.page_milestones(read, on)]
    slug, number = stored[1], int(stored[2])
    try:
        found = queries.editions(queries.plan_for(None, slug).id)
    except NotFound as missing:
        raise click.ClickException(f"There is no published plan “{slug}”.") from missing
    known = [each for each in reversed(found) if each.number <= number]
    if not known or known[-1].number != number:
        raise click.ClickException(f"The plan “{slug}” has no edition {number}.")
    return [queries.edition_milestones(from_json(each.content), each.day) for each in known]


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
