"""`flask plan import`: a published page, or a table, into the tracker."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import click
from flask.cli import with_appcontext

from app import clock
from app.database import committed, reading
from app.errors import NotFound, RuleBroken
from app.plans import operations, queries
from app.plans.command_parts import Day, content_of, name_of, read_plan
from app.plans.comparing_words import changes_as_json, changes_in_words
from app.plans.importing import ReadPlan, page_as_json
from app.plans.importing.files import columns_of, heads_in
from app.plans.importing.tables import Column
from app.plans.importing_words import page_in_words
from app.plans.queries import Incoming, Succession

MAP_HELP = f"What a heading of a table means: one of {', '.join(Column)}. It is remembered."


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Show what is understood and store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what is understood as JSON.")
@click.option("--day", type=Day(), help="The day of the edition; today if not given.")
@click.option("--map", "maps", multiple=True, metavar="HEADING=FIELD", help=MAP_HELP)
@click.option("--name", default="", help="The edition's name, where the page tells none.")
@click.option("--title", default="", help="The plan's title, where the page tells none.")
@click.option("--outcome", default="", help="The plan's outcome, where the page tells none.")
@click.option("--plan", "slug", default="", help="The plan that it is the next edition of.")
@click.option("--same", type=int, multiple=True, help="Answer yes to the question of this number.")
@click.option("--different", type=int, multiple=True, help="Answer no to it.")
@with_appcontext
def import_plan(
    file: str,
    dry_run: bool,
    as_json: bool,
    day: date | None,
    maps: tuple[str, ...],
    name: str,
    title: str,
    outcome: str,
    slug: str,
    same: tuple[int, ...],
    different: tuple[int, ...],
) -> None:
    """Take in a published page from FILE, or from standard input where FILE is “-”.

    FILE may be text, saved HTML, a Word document, an Excel workbook or a CSV file. A page of a
    plan that is here already becomes its next edition: what it says otherwise goes into the
    histories. Where it is in doubt which milestones are the same, the questions are printed with
    their numbers, to be answered by --same and --different.
    """
    on = day or clock.today()
    content, chosen = content_of(file), chosen_columns(maps)
    try:
        with reading() if dry_run else committed():
            incoming = _incoming(file, content, chosen, on, (name, title, outcome, slug))
            if dry_run:
                sentence, found = _what_would_be(incoming, slug)
            else:
                sentence, found = _stored(file, content, incoming, slug, chosen, (same, different))
    except RuleBroken as broken:
        raise click.ClickException(broken.sentence) from broken
    read = incoming.read
    if as_json:
        click.echo(json.dumps(_as_json(read, found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join([sentence, *_changed(found), *page_in_words(read)]))


def chosen_columns(maps: Sequence[str]) -> dict[str, Column]:
    """What headings mean, as "By when=when" says. Fails with a sentence."""
    chosen: dict[str, Column] = {}
    for each in maps:
        heading, _, field = each.rpartition("=")
        wanted = " ".join(field.casefold().replace("_", " ").split())
        if not heading.strip() or wanted not in set(Column):
            raise click.ClickException(
                f"“{each}” does not say what a heading means. Write it like “By when=when”; "
                f"the fields are {', '.join(Column)}."
            )
        chosen[heading] = Column(wanted)
    return chosen


def _plan(slug: str, title: str) -> queries.Plan | None:
    if not slug:
        return queries.plan_of_title(title) if title else None
    try:
        return queries.plan_for(None, slug)
    except NotFound as missing:
        raise click.ClickException(f"There is no published plan “{slug}”.") from missing


def _incoming(
    file: str,
    content: bytes,
    chosen: dict[str, Column],
    on: date,
    said: tuple[str, str, str, str],
) -> Incoming:
    """What was read of the file; `said` is what the person adds where the page says nothing."""
    name, title, outcome, slug = said
    read = read_plan(file, content, on, chosen, use_known=True)
    if not read.title and not read.actions and read.unread and not read.unread[0].line:
        raise click.ClickException(f"{file} cannot be read. {read.unread[0].why}")
    plan = _plan(slug, read.title or title)
    whole = replace(
        read,
        title=read.title or title or (plan.title if plan else ""),
        outcome=read.outcome or outcome or (plan.outcome if plan else ""),
    )
    return Incoming(whole, on, name)


def _stored(
    file: str,
    content: bytes,
    incoming: Incoming,
    slug: str,
    chosen: dict[str, Column],
    answers: tuple[tuple[int, ...], tuple[int, ...]],
) -> tuple[str, Succession | None]:
    plan = _plan(slug, incoming.read.title)
    _remember(content, name_of(file), chosen)
    _answer(_found(plan, incoming), answers)
    found = _found(plan, incoming)
    done = operations.import_file(
        content, name_of(file), incoming.read, incoming.day, by=None,
        name=incoming.name, plan=plan,
    )  # fmt: skip
    return done.sentence, found if done.is_new else None


def _remember(content: bytes, name: str, chosen: dict[str, Column]) -> None:
    """Keep what the person said of headings for later imports."""
    if not chosen:
        return
    known = queries.remembered_columns()
    for head in heads_in(content, name, known, chosen):
        columns = columns_of(head, known, chosen)
        operations.remember_headings(head.key, head.headings, columns, by=None)


def _answer(found: Succession | None, answers: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    for numbers, is_same in zip(answers, (True, False), strict=True):
        for number in numbers:
            if found is None or not 1 <= number <= len(found.doubts):
                raise click.ClickException(f"There is no question {number}.")
            before, after = found.doubts[number - 1]
            operations.answer_match(
                found.read.title, before.wording, after.wording, is_same=is_same, by=None
            )


def _found(plan: queries.Plan | None, incoming: Incoming) -> Succession | None:
    """What the page would change in a plan that is here; None where it is new or refused."""
    if plan is None or operations.why_not_next(plan, incoming):
        return None
    [found] = queries.successions(plan, [incoming])
    return found


def _what_would_be(incoming: Incoming, slug: str) -> tuple[str, Succession | None]:
    read, dry = incoming.read, "Nothing was stored: this was a dry run."
    known = queries.plan_imported_from(read.fingerprint)
    plan = _plan(slug, read.title)
    if known is not None or (plan and queries.edition_that_says(plan, incoming)):
        said = "This page has been imported already. Importing it again would change nothing."
        return said, None
    if plan is None:
        return operations.why_not_importable(read) or dry, None
    return operations.why_not_next(plan, incoming) or dry, _found(plan, incoming)


def _changed(found: Succession | None) -> list[str]:
    if found is None:
        return []
    lines = [f"As the {found.name} of a plan that is here:", *changes_in_words(found.changes)]
    for number, (before, after) in enumerate(found.doubts, start=1):
        lines.append(f"Question {number}: is “{after.wording}” the same as “{before.wording}”?")
    return lines


def _as_json(read: ReadPlan, found: Succession | None) -> dict[str, object]:
    page = page_as_json(read)
    if found is not None:
        page["changes"] = changes_as_json(found.changes)
        page["doubts"] = [
            {"number": number, "before": before.wording, "after": after.wording}
            for number, (before, after) in enumerate(found.doubts, start=1)
        ]
    return page
