"""Editions side by side: what each says of the milestones, as the rules of slippage take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.database import db
from app.errors import NotFound
from app.plans.content import MilestoneContent, PlanContent, from_json
from app.plans.importing.parts import ReadMilestone, ReadPlan
from app.plans.models import Edition
from app.slippage import (
    Change,
    ChangeKind,
    EditionAction,
    EditionMilestone,
    PublishedEdition,
    compare,
)
from app.when import DayRange, read_when


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions of one plan and what became of each milestone, the worst first."""

    before: Edition
    after: Edition
    changes: tuple[Change, ...]

    @property
    def changed(self) -> tuple[Change, ...]:
        """Those that are not as they were, or of which that is to be asked."""
        return tuple(
            each
            for each in self.changes
            if each.kind is not ChangeKind.UNCHANGED or each.is_doubtful
        )

    @property
    def unchanged(self) -> int:
        """How many are as they were."""
        return len(self.changes) - len(self.changed)


def edition_milestones(content: PlanContent, day: date) -> PublishedEdition:
    """What an edition published on that day says of its milestones. Asks no query."""
    period = None
    if content.period_start or content.period_end:
        period = DayRange(content.period_start, content.period_end)
    return PublishedEdition(
        day,
        tuple(EditionAction(action.number, action.text) for action in content.actions),
        tuple(
            _frozen(action.number, milestone, day, period)
            for action in content.actions
            for milestone in action.milestones
        ),
    )


def page_milestones(read: ReadPlan, day: date) -> PublishedEdition:
    """The same of a page that was read and not stored."""
    return PublishedEdition(
        day,
        tuple(EditionAction(action.number, action.text) for action in read.actions),
        tuple(
            _read(
                action.number,
                milestone,
                _first_named(read, action.number, milestone.number),
                day,
            )
            for action in read.actions
            for milestone in action.milestones
        ),
    )


def comparison(plan_id: int, before: int, after: int) -> Comparison:
    """Two editions of a plan by number, with all that came before the first as evidence.

    One query. Raises NotFound where there is no such edition.
    """
    asked = select(Edition).where(Edition.plan_id == plan_id, Edition.number <= max(before, after))
    known = {each.number: each for each in db.session.scalars(asked)}
    if before not in known or after not in known:
        raise NotFound
    earlier = sorted(number for number in known if number < min(before, after))
    compared = compare(
        _published(known[before]),
        _published(known[after]),
        [_published(known[number]) for number in earlier],
    )
    return Comparison(known[before], known[after], compared)


def changes_since(content: PlanContent, published: Sequence[Edition]) -> tuple[Change, ...]:
    """What became of each milestone since the newest of these editions (newest first), the worst
    first, to the plan as `content` has it. Asks no query; nothing without an edition.
    """
    if not published:
        return ()
    newest, *earlier = [_published(each) for each in published]
    return compare(newest, edition_milestones(content, content.on), earlier[::-1])


def latest_two(editions: Sequence[Edition]) -> tuple[int, int] | None:
    """The numbers of the newest edition and the one before it, of a list newest first."""
    return (editions[1].number, editions[0].number) if len(editions) > 1 else None


def _published(edition: Edition) -> PublishedEdition:
    return edition_milestones(from_json(edition.content), edition.day)


def _frozen(
    action: int, milestone: MilestoneContent, day: date, period: DayRange | None
) -> EditionMilestone:
    first = milestone.first_as_written
    read_first = read_when(first, said_on=day, plan_period=period) if first else None
    return EditionMilestone(
        action=action,
        number=milestone.number,
        text=milestone.text,
        as_written=milestone.as_written,
        earliest=milestone.earliest,
        latest=milestone.latest,
        kind=read_when(milestone.as_written, said_on=day, plan_period=period).kind,
        is_dated=milestone.earliest is not None or milestone.latest is not None,
        met_on=milestone.met_on,
        first_latest=read_first.latest if read_first else None,
        identity=milestone.id or None,
    )


def _read(action: int, milestone: ReadMilestone, first: date | None, day: date) -> EditionMilestone:
    """What is called done was done by the day of the edition, where it names no other day."""
    return EditionMilestone(
        action=action,
        number=milestone.number,
        text=milestone.text,
        as_written=milestone.when_written,
        earliest=milestone.when.earliest,
        latest=milestone.when.latest,
        kind=milestone.when.kind,
        is_dated=milestone.when.is_dated,
        met_on=(milestone.met_on or day) if milestone.is_done else None,
        state=milestone.state,
        first_latest=first,
    )


def _first_named(read: ReadPlan, action: int, milestone: int) -> date | None:
    """The last day of the date that the page's own prose calls the first one."""
    named = (
        each.when.latest
        for found in read.actions
        if found.number == action
        for each in found.first_dates
        if each.milestone_number == milestone
    )
    return min((day for day in named if day), default=None)
