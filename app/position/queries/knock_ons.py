"""The knock-ons of a slipped milestone, to be agreed as new dates: one by one or together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.database import db
from app.errors import NotFound
from app.plans.models import Action, KnockOnBundle, Milestone
from app.plans.queries import BundleDate, bundle_dates
from app.position.queries.milestone_position import MilestonePosition
from app.position.queries.positions import all_positions
from app.position.rules import NodeKey, Pushed, pushed_wording, pushed_words
from app.slippage import Days, Facts, KnockOn, knock_ons


@dataclass(frozen=True)
class KnockOnLine:
    """One milestone that is pushed: by what, how far, and the date that it would get.

    `blocked` says in a sentence why no date can be proposed for it now; empty where one can.
    """

    position: MilestonePosition
    pushed: Pushed
    cause: str
    cause_id: int | None
    gap_days: int | None
    finish: Days
    wording: str
    blocked: str = ""
    is_same_plan: bool = True

    @property
    def id(self) -> int:
        """The milestone's."""
        return self.position.milestone.id

    @property
    def place(self) -> str:
        """Where it stands, with its plan where that is another than the first one's."""
        of = self.position.milestone
        where = f"Action {of.action_number}, milestone {of.number}"
        return where if self.is_same_plan else f"{where} of “{of.plan_title}”"


@dataclass(frozen=True)
class Chain:
    """A milestone and all that is pushed from it on, through actions and plans, the nearest first.

    A milestone that is itself pushed is the first of its own chain.
    """

    root: MilestonePosition
    lines: tuple[KnockOnLine, ...]

    @cached_property
    def open(self) -> dict[int, KnockOnLine]:
        """Those for which a date can be proposed, by milestone."""
        return {line.id: line for line in self.lines if not line.blocked}

    @property
    def is_still_growing(self) -> bool:
        """Whether the push grows each day, because nobody says when its cause will be finished."""
        return self.root.standing.still_counting

    def left_over(self, wanted: Mapping[int, Days]) -> dict[int, KnockOn[NodeKey]]:
        """What of this chain would still be pushed if these dates were agreed, by milestone."""
        web = self.root.web
        facts: dict[NodeKey, Facts] = dict(web.facts)
        for milestone_id, days in wanted.items():
            facts[milestone_id] = replace(facts[milestone_id], agreed=days, forecast=None)
        found = knock_ons(facts, web.links, self.root.on)
        return {line.id: found[line.id] for line in self.lines if line.id in found}


def chain_of(milestone_id: int, on: date | None = None) -> Chain:
    """What is pushed from a milestone on, on a day (today). Raises NotFound."""
    positions = {each.milestone.id: each for each in all_positions(on or clock.today())}
    root = positions.get(milestone_id)
    if root is None:
        raise NotFound
    web = root.web
    keys = web.pushed_milestones(milestone_id)
    if milestone_id in web.tree.knock_ons:
        keys = [milestone_id, *(each for each in keys if each != milestone_id)]
    gaps = {(each.before, each.after): each.gap for each in web.links}
    lines = (_line(positions[key], gaps, root) for key in dict.fromkeys(keys))
    return Chain(root, tuple(lines))


def rows_of(chain: Chain) -> dict[int, Milestone]:
    """The milestones of a chain with their plans, by id; in one statement."""
    asked = (
        select(Milestone)
        .where(Milestone.id.in_([line.id for line in chain.lines]))
        .options(joinedload(Milestone.action).joinedload(Action.plan))
    )
    return {each.id: each for each in db.session.scalars(asked)}


@dataclass(frozen=True)
class BundleLine:
    """One date of a bundle, and what pushes its milestone today."""

    date: BundleDate
    now: str


def bundle_lines(bundle: KnockOnBundle) -> list[BundleLine]:
    """The dates of a bundle beside what is so today, in a constant number of statements."""
    positions = {each.milestone.id: each for each in all_positions(clock.today())}
    return [
        BundleLine(each, _now(positions.get(each.milestone.id))) for each in bundle_dates(bundle)
    ]


def _now(position: MilestonePosition | None) -> str:
    by = position.pushed_by if position else None
    if by is None:
        return "Today nothing pushes it back."
    words = pushed_words(by.pushed, by.cause_named)
    return f"Today {words[:1].lower()}{words[1:]}"


def _line(
    position: MilestonePosition,
    gaps: Mapping[tuple[NodeKey, NodeKey], int],
    root: MilestonePosition,
) -> KnockOnLine:
    knock_on = position.web.tree.knock_ons[position.milestone.id]
    by = position.pushed_by
    if by is None:
        raise NotFound
    cause = knock_on.cause
    is_milestone = isinstance(cause, int)
    expected = position.facts.forecast or position.facts.agreed or knock_on.finish
    return KnockOnLine(
        position=position,
        pushed=by.pushed,
        cause=by.cause_named,
        cause_id=cause if is_milestone else None,
        gap_days=gaps.get((cause, position.milestone.id)) if is_milestone else None,
        finish=knock_on.finish,
        wording=pushed_wording(expected, knock_on.finish),
        blocked=_why_blocked(position),
        is_same_plan=position.milestone.plan_id == root.milestone.plan_id,
    )


def _why_blocked(position: MilestonePosition) -> str:
    dates = position.dates
    if dates.proposed is not None:
        return f"“{dates.proposed.as_written}” is proposed for it and waits for a decision."
    if dates.correction is not None:
        return f"A correction to “{dates.correction.as_written}” waits for a decision."
    if dates.agreed is None:
        return "It has no agreed date yet. Agree a first date for it."
    return ""
