"""Commands of plans: `plan import`, `plan compare` and `when`. They print only their results."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import click
from flask.cli import with_appcontext

from app import clock
from app.database import reading
from app.errors import NotFound
from app.formats import day_in_words
from app.plans import queries
from app.plans.command_parts import Day, content_of, read_plan
from app.plans.comparing_words import changes_as_json, changes_in_words
from app.plans.content import from_json
from app.plans.import_command import import_plan
from app.slippage import Answers, PublishedEdition, compare
from app.when import DayRange, read_when, when_as_json

STORED = re.compile(r"([a-z0-9-]+):([0-9]{1,6})")
DATED = re.compile(r"(.+)@(\d{4}-\d{2}-\d{2})", re.DOTALL)


@click.group("plan")
def plan() -> None:
    """Work on plans."""


plan.add_command(import_plan)


@plan.command("compare")
@click.argument("before", metavar="EDITION_A")
@click.argument("after", metavar="EDITION_B")
@click.option("--earlier", multiple=True, metavar="EDITION", help="An older one; oldest first.")
@click.option("--day", type=Day(), help="The day of EDITION_B where it is a file.")
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
    page, which may name the day of its edition, as in “review.docx@2013-12-04”. Without a day, a
    file has the day on which it was imported as an edition, else today’s, and that is said. All
    editions of EDITION_A’s plan that are older than both are looked at too, to know what came back
    and what was first promised; --earlier adds others.
    """
    with reading():
        older = [found for each in earlier for found in _editions(each, None).published]
        befores, afters = _editions(before, day_before), _editions(after, day)
        answers = _answers({befores.title, afters.title})
    *kept, first = befores.published
    second = afters.published[-1]
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


@dataclass(frozen=True, slots=True)
class Named:
    """The edition that is named on the command line, after the older ones of its plan."""

    title: str
    published: list[PublishedEdition]


def _editions(name: str, day: date | None) -> Named:
    """What an EDITION names; `day` is that of a file. Fails with a sentence."""
    stored = STORED.fullmatch(name)
    return _stored(stored[1], int(stored[2])) if stored else _in_file(name, day)


def _in_file(name: str, day: date | None) -> Named:
    dated = DATED.fullmatch(name)
    file = dated[1] if dated else name
    named = Day().convert(dated[2], None, None) if dated else None
    content = content_of(file)
    is_kept = queries.are_plans_kept()
    imported = queries.day_of_file(content) if is_kept else None
    on = day or named or imported or _today_for(file)
    read = read_plan(file, content, on, use_known=is_kept)
    if not read.actions:
        raise click.ClickException(
            f"“{name}” is not an edition (like “online-engagement:1”) nor a page with actions."
        )
    return Named(read.title, [queries.page_milestones(read, on)])


def _today_for(file: str) -> date:
    today = clock.today()
    click.echo(
        f"The day of {file} is not known: it is read as of today, {day_in_words(today)}. "
        f"Say another with --day, or as {file}@2013-12-04.",
        err=True,
    )
    return today


def _stored(slug: str, number: int) -> Named:
    try:
        plan = queries.plan_for(None, slug)
        found = queries.editions(plan.id)
    except NotFound as missing:
        raise click.ClickException(f"There is no published plan “{slug}”.") from missing
    known = [each for each in reversed(found) if each.number <= number]
    if not known or known[-1].number != number:
        raise click.ClickException(f"The plan “{slug}” has no edition {number}.")
    editions = [queries.edition_milestones(from_json(each.content), each.day) for each in known]
    return Named(plan.title, editions)


def _answers(titles: Collection[str]) -> Answers:
    """What was answered about matches in the plans of these titles."""
    known = titles if queries.are_plans_kept() else ()
    given = [queries.answers_for(each) for each in known if each]
    return Answers(
        frozenset[tuple[str, str]]().union(*(each.same for each in given)),
        frozenset[tuple[str, str]]().union(*(each.different for each in given)),
    )
