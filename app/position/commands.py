"""`flask position`: where every milestone stands on a day, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import click
from flask.cli import with_appcontext

from app import clock
from app.database import reading
from app.errors import NotFound
from app.formats import counted, day_in_words
from app.position.check_command import check
from app.position.queries.positions import Dated, MilestonePosition, all_positions, plan_id_of
from app.position.rules import Pushed
from app.slippage import Certainty, days_late_words

_HEAD = (
    "Action",
    "Milestone",
    "First date",
    "Agreed date",
    "State",
    "Against the first date",
    "Against the agreed date",
    "Cause",
    "Pushes back",
)


@click.group("position", invoke_without_command=True)
@click.option(
    "--as-at",
    "written",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day, like 2013-10-24; by default today.",
)
@click.option("--plan", "slug", metavar="SLUG", help="Only the plan with this address.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
@click.pass_context
@with_appcontext
def position(
    context: click.Context, written: datetime | None, slug: str | None, as_json: bool
) -> None:
    """Say where every milestone stands on a day; or check it (see `check --help`)."""
    if context.invoked_subcommand is not None:
        return
    on = written.date() if written else clock.today()
    with reading():
        try:
            found = all_positions(on, plan_id_of(slug) if slug else None)
        except NotFound:
            raise click.ClickException(f"There is no plan with the address “{slug}”.") from None
    if as_json:
        click.echo(json.dumps([as_plain(each) for each in found], ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(found, on))


position.add_command(check)


def as_plain(found: MilestonePosition) -> dict[str, Any]:
    """One milestone as JSON values: days as ISO text, slips in days."""
    stands = found.standing
    return {
        "plan": found.milestone.plan_slug,
        "action": found.milestone.action_number,
        "number": found.milestone.number,
        "text": found.milestone.text,
        "baseline": _dated(found.baseline),
        "agreed": _dated(found.agreed),
        "forecast": _dated(found.forecast),
        "effective": _dated(found.effective),
        "actual": _dated(found.actual),
        "slip_first_days": stands.slip_first_days,
        "slip_agreed_days": stands.slip_agreed_days,
        "slip_first_interval": list(stands.slip_first_interval)
        if stands.slip_first_interval
        else None,
        "certainty": stands.certainty.value,
        "state": stands.state.value,
        "rating_first": stands.rating_first.value,
        "rating_agreed": stands.rating_agreed.value,
        "cause": found.cause,
        "knock_on": [*_steps(found), *(_pushed(each) for each in found.pushes)],
    }


def _pushed(pushed: Pushed) -> dict[str, Any]:
    return {
        "plan": pushed.plan_slug,
        "action": pushed.action,
        "number": pushed.number,
        "text": pushed.text,
        "certainty": pushed.certainty.value,
        "days": pushed.days,
    }


def _steps(found: MilestonePosition) -> Iterable[dict[str, Any]]:
    """What the timetable of its own commission pushes: later steps, and the milestone itself."""
    milestone, by = found.milestone, found.pushed_by
    place = {
        "plan": milestone.plan_slug,
        "action": milestone.action_number,
        "number": milestone.number,
    }
    for each in found.timetable:
        if each.certainty is not None:
            yield {
                **place,
                "text": f"{milestone.text}: {each.step}",
                "certainty": each.certainty.value,
                "days": each.days or each.days_possible,
                "step": each.step.value,
            }
    if by is not None and by.step:
        yield {**_pushed(by.pushed), "by": by.step}


def as_text(found: Sequence[MilestonePosition], on: date) -> str:
    """The same as a table for reading, one for each plan."""
    if not found:
        return f"No milestones in the plans on {day_in_words(on)}."
    parts = [f"As at {day_in_words(on)}"]
    for slug, title in {
        each.milestone.plan_slug: each.milestone.plan_title for each in found
    }.items():
        rows = [_row(each) for each in found if each.milestone.plan_slug == slug]
        parts.append(f"{title} ({slug})\n{_table([_HEAD, *rows])}")
    return "\n\n".join(parts)


def _dated(dated: Dated | None) -> dict[str, str | None] | None:
    if dated is None:
        return None
    return {
        "earliest": dated.earliest.isoformat() if dated.earliest else None,
        "latest": dated.latest.isoformat() if dated.latest else None,
        "as_written": dated.as_written,
    }


def _row(found: MilestonePosition) -> tuple[str, ...]:
    stands = found.standing
    return (
        str(found.milestone.action_number),
        f"{found.milestone.number}. {found.milestone.text}",
        found.baseline.as_written if found.baseline else "–",
        found.agreed.as_written if found.agreed else "–",
        stands.state.value,
        f"{days_late_words(stands, 'first')} ({stands.rating_first.value})",
        f"{days_late_words(stands, 'agreed')} ({stands.rating_agreed.value})",
        found.cause or "–",
        "; ".join(_pushes(found)) or "–",
    )


def _pushes(found: MilestonePosition) -> Iterable[str]:
    for pushed in found.pushes:
        may = "possibly " if pushed.certainty is Certainty.POSSIBLE else ""
        place = f"{pushed.action}.{pushed.number}"
        plan = "" if pushed.is_same_plan else f" of {pushed.plan_slug}"
        yield f"{place}{plan} {may}by {counted(pushed.days, 'day')}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
