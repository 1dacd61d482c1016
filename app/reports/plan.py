"""A plan on paper, as plain values: with its slippage for staff, as published for everyone else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.access import Person, Role
from app.commissions.rules import Stage
from app.errors import NotFound
from app.formats import day_in_words
from app.pictures import Picture, timelines
from app.plans.content import ActionContent, PlanContent, from_json
from app.plans.queries import edition, plan_for
from app.plans.rules import can_see_unpublished
from app.position.queries.milestone_lines import MilestoneLine
from app.position.queries.pictures import milestone_rows, milestones_trend
from app.position.queries.plan_page import ActionLine, PlanPosition, plan_position, published_plan
from app.reports.dated import DatedRow, milestone_row
from app.reports.front import Front, front

_COMMISSION_READERS = frozenset({Role.OFFICER, Role.MEMBER, Role.KEYHOLDER})
_WORST_FIRST = ("red", "amber", "green", "none")


@dataclass(frozen=True)
class PrintedAction:
    """One action. `rows` is None where its slippage is not for the reader, nor are pictures."""

    content: ActionContent
    rows: tuple[DatedRow, ...] | None
    timelines: tuple[Picture, ...] = ()
    trend: Picture | None = None


@dataclass(frozen=True)
class PlanReport:
    """The whole plan. `slipped` is empty where slippage is not for the reader."""

    front: Front
    content: PlanContent
    published: str
    actions: tuple[PrintedAction, ...]
    slipped: tuple[DatedRow, ...]
    with_slippage: bool


def plan_report(person: Person | None, slug: str, on: date) -> PlanReport:
    """The plan as somebody may see it on a day.

    Raises NotFound: the public sees only what had been published by then.
    """
    plan_id = plan_for(person, slug).id
    if person is not None and can_see_unpublished(person.roles):
        return _for_staff(plan_position(plan_id, on), person, on)
    found = published_plan(plan_id, on)
    if found is None:
        raise NotFound
    edition, content = found
    return PlanReport(
        front=front(content.title, on, content.group_name),
        content=content,
        published=(
            f"This is the {edition.name}, published on {day_in_words(edition.day)}, "
            "with what the group has reported since."
        ),
        actions=tuple(PrintedAction(action, None) for action in content.actions),
        slipped=(),
        with_slippage=False,
    )


def edition_report(person: Person | None, slug: str, number: int) -> PlanReport:
    """One edition on paper, from its frozen copy and nothing else. Raises NotFound."""
    found = edition(plan_for(person, slug).id, number)
    content = from_json(found.content)
    said = front(f"{content.title} – {found.name}", found.day, content.group_name)
    return PlanReport(
        front=replace(said, as_at=f"Published on {day_in_words(found.day)}", is_past=False),
        content=content,
        published=(
            f"This is edition {found.number}. It is kept as it was published; the SHA-256 of what "
            f"it holds is {found.sha256}."
        ),
        actions=tuple(PrintedAction(action, None) for action in content.actions),
        slipped=(),
        with_slippage=False,
    )


def _for_staff(view: PlanPosition, person: Person, on: date) -> PlanReport:
    slipped = [replace(milestone_row(line, named=_placed(line)), notes=()) for line in view.flagged]
    return PlanReport(
        front=front(view.content.title, on, view.content.group_name),
        content=view.content,
        published=_published(view),
        actions=tuple(_printed_action(each, person, on) for each in view.actions),
        slipped=tuple(
            sorted(slipped, key=lambda row: (_WORST_FIRST.index(row.rating), -row.days_late))
        ),
        with_slippage=True,
    )


def _printed_action(action: ActionLine, person: Person, on: date) -> PrintedAction:
    name = f"Action {action.content.number}"
    positions = [line.position for line in action.milestones]
    return PrintedAction(
        action.content,
        tuple(_row(line, person) for line in action.milestones),
        timelines(name, milestone_rows(positions), on),
        milestones_trend(name, positions, on),
    )


def _published(view: PlanPosition) -> str:
    if not view.editions:
        return "No edition of this plan had been published by this day."
    newest = view.editions[0]
    return f"The newest edition is the {newest.name}, published on {day_in_words(newest.day)}."


def _placed(line: MilestoneLine) -> str:
    of = line.position.milestone
    return f"Action {of.action_number}, milestone {of.number}. {of.text}"


def _row(line: MilestoneLine, person: Person) -> DatedRow:
    """With its commission, for those who may enter it: nobody but officers while it is a draft."""
    row, carrier = milestone_row(line), line.position.carrier
    if carrier is None or person.roles.isdisjoint(_COMMISSION_READERS):
        return row
    if carrier.stage is Stage.DRAFT and Role.OFFICER not in person.roles:
        return row
    words = f"{carrier.reference}, {carrier.title} ({carrier.stage})"
    return replace(row, notes=(*row.notes, ("Commission", words)))
