"""What the cells of an imported page propose: shown in the preview, settled with the import.

A cell with two dates asks whether it is two milestones, a condition which milestone it needs, and
one with no day by when to review it. Nothing is stored before the person has answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.access import person
from app.errors import RuleBroken
from app.plans import operations, queries
from app.plans.forms import one_line
from app.plans.importing import ReadPlan
from app.plans.proposal_forms import NO_MILESTONE, SPLIT, cell_fields
from app.plans.proposing import AskedCell, ProposedMilestone, cells_to_ask
from app.when import read_when


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that asks something, with each milestone that it proposes as now written."""

    asked: AskedCell
    parts: tuple[ProposedMilestone, ...]

    @property
    def name(self) -> str:
        """The start of the names of its fields."""
        return self.asked.name


def cells_of(read: ReadPlan, day: date, typed: Mapping[str, str]) -> list[Cell]:
    """The cells that ask something; `typed` holds what the person has changed, if anything."""

    def now(asked: AskedCell, at: int, part: ProposedMilestone) -> ProposedMilestone:
        words = one_line(typed.get(f"{asked.name}_when_{at}", part.words))
        text = typed.get(f"{asked.name}_text_{at}", part.text).strip()
        when = read_when(words, said_on=day, plan_period=read.period)
        return replace(part, text=text, words=words, when=when)

    return [
        Cell(asked, tuple(now(asked, at, part) for at, part in enumerate(asked.proposed, 1)))
        for asked in cells_to_ask(read, day)
    ]


def fields_of(cells: Sequence[Cell], read: ReadPlan) -> dict[str, Any]:
    """The fields of all cells."""
    fields: dict[str, Any] = {}
    for cell in cells:
        fields |= cell_fields(
            cell.name,
            len(cell.parts),
            waits=cell.asked.condition is not None,
            asks_review=cell.asked.asks_review,
            choices=_others(cell, read),
        )
    return fields


def _others(cell: Cell, read: ReadPlan) -> list[tuple[str, str]]:
    """Every other milestone of the page, which this one may need."""
    own = (cell.asked.action, cell.asked.milestone.number)
    return [
        (f"{action.number}.{each.number}", f"Action {action.number}, {each.number}. {each.text}")
        for action in read.actions
        for each in action.milestones
        if (action.number, each.number) != own
    ]


def values_of(cells: Sequence[Cell]) -> dict[str, str]:
    """What the fields hold when the preview is first shown."""
    values: dict[str, str] = {}
    for cell in cells:
        for at, part in enumerate(cell.parts, 1):
            values |= {
                f"{cell.name}_text_{at}": part.text,
                f"{cell.name}_when_{at}": part.words,
                f"{cell.name}_read_{at}": part.words,
            }
    return values


def show_what_changed(form: Any, cells: Sequence[Cell]) -> bool:
    """Whether words were changed since they were shown; then the page shows what they mean now."""
    changed = False
    for cell in cells:
        for at, part in enumerate(cell.parts, 1):
            shown = form[f"{cell.name}_read_{at}"]
            changed = changed or shown.data != part.words
            shown.data = part.words
    return changed


def accepted_of(
    form: Any, cells: Sequence[Cell]
) -> dict[tuple[int, int], tuple[ProposedMilestone, ...]]:
    """The cells to be split, by action and milestone number. Raises RuleBroken for empty words."""
    accepted: dict[tuple[int, int], tuple[ProposedMilestone, ...]] = {}
    for cell in cells:
        if not cell.parts or form[f"{cell.name}_as"].data != SPLIT:
            continue
        for at, part in enumerate(cell.parts, 1):
            if not part.text:
                raise RuleBroken("Enter what the milestone is", f"{cell.name}_text_{at}")
            if not part.words:
                raise RuleBroken("Enter when it is due", f"{cell.name}_when_{at}")
        accepted[cell.asked.action, cell.asked.milestone.number] = cell.parts
    return accepted


def settle_cells(form: Any, cells: Sequence[Cell], slug: str) -> None:
    """Record what the person said that milestones need, and by when to review them."""
    for cell in cells:
        name = cell.name
        if f"{name}_needs" in form:
            _add_need(form, cell, slug)
        day = form[f"{name}_review_by"].data if f"{name}_review_by" in form else None
        if day is not None:
            try:
                operations.set_review_by(_milestone_of(cell, slug), day, by=person())
            except RuleBroken as broken:
                raise RuleBroken(broken.sentence, f"{name}_review_by") from None


def _milestone_of(cell: Cell, slug: str) -> queries.Milestone:
    return queries.milestone_for(person(), slug, cell.asked.action, cell.asked.milestone.number)


def _add_need(form: Any, cell: Cell, slug: str) -> None:
    chosen = form[f"{cell.name}_needs"].data
    if chosen == NO_MILESTONE:
        return
    action, number = (int(each) for each in chosen.split("."))
    try:
        operations.add_dependency(
            _milestone_of(cell, slug),
            queries.milestone_for(person(), slug, action, number),
            form[f"{cell.name}_gap"].data,
            by=person(),
        )
    except RuleBroken as broken:
        field = "gap" if broken.field == "gap_days" else "needs"
        raise RuleBroken(broken.sentence, f"{cell.name}_{field}") from None
