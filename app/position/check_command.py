"""`flask position check`, for a daily timer: raises and closes flags, and reminds people."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from app import clock
from app.database import committed
from app.formats import counted, day_in_words
from app.mail import deliver_posted
from app.position import operations
from app.position.operations import Checked
from app.position.queries.flags import last_check
from app.sweeping import Swept, sweep_leftovers


@dataclass
class Done:
    """What one run did. `last` is the later day that had been checked, where nothing was done."""

    on: date
    last: date | None = None
    days: int = 0
    flags: Checked = field(default_factory=Checked)
    reminded: list[tuple[str, list[str]]] = field(default_factory=list)
    swept: Swept | None = None


@click.command("check")
@click.option(
    "--on",
    "written",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day, like 2014-04-24; by default today. The days since the last check come first.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a line.")
@with_appcontext
def check(written: datetime | None, as_json: bool) -> None:
    """Raise and close flags as of each day since the last check, and remind people by mail."""
    today = clock.today()
    on = written.date() if written else today
    if on > today and not current_app.config["IS_DEMONSTRATION"]:
        raise click.ClickException(
            f"{day_in_words(on)} is still to come: only days up to today can be checked."
        )
    done = _run(on, remind=on >= today)
    click.echo(json.dumps(as_plain(done), ensure_ascii=False) if as_json else as_line(done))


def _run(on: date, *, remind: bool) -> Done:
    """Check day by day, each in a transaction of its own, so that nobody waits for all of them.

    Reminders are for today: of a day gone by nobody is told any more.
    """
    with committed():
        last, days = last_check(), operations.days_to_check(on)
    done = Done(on, last=last if not days else None, days=len(days))
    for day in days[:-1]:
        with committed():
            done.flags.add(operations.check_flags(day))
    if days:
        with committed():
            done.flags.add(operations.check_flags(on))
            found = operations.remind(on, last) if remind else []
            done.reminded = [
                (person.name, [thing.need.what for thing in things]) for person, things in found
            ]
        deliver_posted()
    with committed():
        done.swept = sweep_leftovers()
    return done


def as_plain(done: Done) -> dict[str, Any]:
    """What a run did as JSON values: flags by their numbers, days as ISO text."""
    return {
        "on": done.on.isoformat(),
        "days_checked": done.days,
        "checked_later": done.last.isoformat() if done.last else None,
        "raised": done.flags.raised,
        "changed": done.flags.changed,
        "opened_again": done.flags.reopened,
        "closed": done.flags.closed,
        "swept_files": done.swept.files if done.swept else 0,
        "reminded": [{"person": name, "of": things} for name, things in done.reminded],
    }


def as_line(done: Done) -> str:
    """The same in a line."""
    if done.last is not None:
        return (
            f"{day_in_words(done.on)}: nothing done, for {day_in_words(done.last)} "
            "was checked already."
        )
    flags = done.flags
    raised = counted(len(flags.raised), "flag")
    mails = counted(len(done.reminded), "mail")
    things = counted(sum(len(things) for _, things in done.reminded), "thing")
    return (
        f"{day_in_words(done.on)}, {counted(done.days, 'day')} checked: {raised} raised, "
        f"{len(flags.changed)} changed, {len(flags.reopened)} opened again, "
        f"{len(flags.closed)} closed; {mails} with {things} to do."
    )
