"""Commands of plans: `plan import`, `plan compare` and `when`. They print only their results."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date

import click
from flask.cli import with_appcontext

from app import clock
from app.database import reading
from app.errors import NotFound
from app.plans import queries
from app.plans.command_parts import Day, content_of, read_plan
from app.plans.comparing_words import changes_as_json, changes_in_words
from app.plans.content import from_json
from app.plans.import_command import import_plan
from app.slippage import Answers, PublishedEdition, compare
from app.when import DayRange, read_when, when_as_json

STORED = re.compile(r"([a-z0-9-]+):([0-9]{1,6})")


@click.group("plan")
def plan() -> None:
    """Work on plans."""


plan.add_command(import_plan)


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
        answers = _answers(before, after)
    older += [each for each in kept if each != second and each.day <= second.day]
    changes = compare(first, second, older, answers)
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


def _editions(name: str, on: date) -> list[PublishedEdition]:
    """The edition that is named, after the older ones of its plan."""
    stored = STORED.fullmatch(name)
    if stored is None:
        read = read_plan(name, content_of(name), on)
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


def _answers(*names: str) -> Answers:
    """What was answered about matches in the plans of the editions named that are kept here."""
    slugs = [found[1] for each in names if (found := STORED.fullmatch(each))]
    given = [queries.answers_for(queries.plan_for(None, slug).title) for slug in slugs]
    return Answers(
        frozenset[tuple[str, str]]().union(*(each.same for each in given)),
        frozenset[tuple[str, str]]().union(*(each.different for each in given)),
    )
