"""The position's page: what is late, what it pushes, who owns the next step, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.access import Person, Role
from app.commissions.rules import Stage
from app.database import db
from app.formats import counted
from app.position.models import Flag, FlagAnswer, FlagEvent
from app.position.queries.carrying import Carrier
from app.position.queries.milestone_lines import MilestoneLine, milestone_line
from app.position.queries.positions import MilestonePosition, all_positions, thresholds
from app.position.queries.progress import progress_of
from app.position.rules import (
    Change,
    FlagAct,
    Hurt,
    Progress,
    RolledUp,
    Step,
    Stood,
    changes_between,
    next_step,
    push_words,
    roll_up,
)
from app.slippage import Rating, State

_LONGEST_CHOICE = 60
"""Characters of a choice: a list of longer ones is wider than a phone."""
_DONE = frozenset({State.MET, State.MET_LATE, State.WITHDRAWN})


@dataclass(frozen=True)
class Wanted:
    """What of the position is asked for; None where anything is."""

    plan: str | None = None
    action: int | None = None
    owner: str | None = None
    company: str | None = None
    rating: Rating | None = None


@dataclass(frozen=True)
class PositionLine:
    """One milestone of the page. `company` is empty until the outcome was told."""

    line: MilestoneLine
    step: Step
    company: str
    waiting: int

    @property
    def position(self) -> MilestonePosition:
        return self.line.position

    @property
    def hurt(self) -> Hurt:
        """What its place in the order depends on."""
        number, days = self.position.pushes_in_all
        return Hurt(
            standing=self.position.standing,
            is_laundered=self.position.laundered is not None,
            is_pushed=self.position.pushed_by is not None,
            pushes=number,
            pushed_days=days,
            waiting=self.waiting,
        )

    @property
    def pushes_words(self) -> str:
        """What it pushes in all, in words; the first by name."""
        pushes = self.position.pushes
        if not pushes:
            return "nothing"
        number, days = self.position.pushes_in_all
        first = push_words(pushes[0])
        if number == 1:
            return first
        return f"{first}; {counted(number, 'milestone')} in all, {counted(days, 'day')} together"

    def is_of(self, wanted: Wanted) -> bool:
        """Whether it is among what is asked for."""
        milestone = self.position.milestone
        return (
            wanted.plan in (None, milestone.plan_slug)
            and wanted.action in (None, milestone.action_number)
            and wanted.owner in (None, self.step.who)
            and wanted.company in (None, self.company)
            and wanted.rating in (None, self.line.rating)
        )


@dataclass(frozen=True)
class Changed:
    """One change of a milestone between two days, in words."""

    position: MilestonePosition
    kind: Change
    words: str

    @property
    def sentence(self) -> str:
        """The change as a sentence."""
        return f"{self.words[:1].upper()}{self.words[1:]}."


@dataclass(frozen=True)
class WholePosition:
    """The page: its lines, what hurts most first, and what may be asked for."""

    lines: tuple[PositionLine, ...]
    rolled_up: RolledUp
    plans: tuple[tuple[str, str], ...]
    actions: tuple[tuple[int, str], ...]
    owners: tuple[str, ...]
    companies: tuple[str, ...]

    @property
    def action_choices(self) -> list[tuple[int, str]]:
        """The actions of the plan as a form offers them."""
        return [(number, f"{number}. {_shortened(text)}") for number, text in self.actions]

    @property
    def owner_choices(self) -> list[tuple[str, str]]:
        return [(each, _shortened(each)) for each in self.owners]

    @property
    def company_choices(self) -> list[tuple[str, str]]:
        return [(each, _shortened(each)) for each in self.companies]


def whole_position_page(person: Person, wanted: Wanted, on: date) -> WholePosition:
    """Every milestone that is asked for, as at a day, in a constant number of statements."""
    limits = thresholds()
    positions = all_positions(on, limits=limits)
    plans = {each.milestone.plan_slug: each.milestone.plan_title for each in positions}
    shown = [each for each in positions if wanted.plan in (None, each.milestone.plan_slug)]
    progress = _progress_of(shown, on, Role.OFFICER in person.roles)
    waiting = _days_waiting(on)
    lines = [
        PositionLine(
            line=milestone_line(each, (), limits),
            step=_step(each, progress),
            company=_company(each.carrier, progress),
            waiting=waiting.get(each.milestone.id, 0),
        )
        for each in shown
    ]
    found = [line for line in lines if line.is_of(wanted)]
    actions = {each.milestone.action_number: each.milestone.action_text for each in shown}
    return WholePosition(
        lines=tuple(sorted(found, key=lambda line: line.hurt.order)),
        rolled_up=roll_up(line.position.standing for line in found),
        plans=tuple(plans.items()),
        actions=tuple(sorted(actions.items())) if wanted.plan else (),
        owners=tuple(sorted({line.step.who for line in lines})),
        companies=tuple(sorted({line.company for line in lines if line.company})),
    )


def changes_since(then: date, lines: Iterable[PositionLine]) -> list[Changed]:
    """What changed of these milestones since a day, by kind, in the order of the page."""
    stood = {each.milestone.id: _stood(each) for each in all_positions(then)}
    found = [
        Changed(line.position, kind, words)
        for line in lines
        for kind, words in changes_between(
            stood.get(line.position.milestone.id), _stood(line.position)
        )
    ]
    return sorted(found, key=lambda change: list(Change).index(change.kind))


def _shortened(words: str) -> str:
    """Words that fit into a list to choose from."""
    return words if len(words) <= _LONGEST_CHOICE else f"{words[: _LONGEST_CHOICE - 1].rstrip()}…"


def _stood(position: MilestonePosition) -> Stood:
    return Stood(position.standing, position.agreed.as_written if position.agreed else "")


def _step(position: MilestonePosition, progress: Mapping[int, Progress]) -> Step:
    """The next step: of its commission, else for those whom the action names in *who*."""
    if position.standing.state in _DONE:
        return Step("Nothing more", "nobody")
    carrier = position.carrier
    who = position.milestone.who.strip().rstrip(".") or "nobody is named"
    if carrier is not None and carrier.id in progress and carrier.stage is not Stage.NOT_AWARDED:
        return next_step(progress[carrier.id])
    if position.standing.state is State.UNDATED:
        return Step("Agree a date", who, position.milestone.review_by)
    agreed = position.agreed
    return Step("Meet the milestone", who, agreed.latest if agreed else None)


def _company(carrier: Carrier | None, progress: Mapping[int, Progress]) -> str:
    """The company that has the work, once the outcome was told to all who quoted."""
    found = progress.get(carrier.id) if carrier else None
    return (found.company or "") if found is not None and found.is_told else ""


def _progress_of(
    positions: Sequence[MilestonePosition], on: date, sees_drafts: bool
) -> dict[int, Progress]:
    """How far the commissions of these milestones are; drafts are for officers alone."""
    carriers = [
        each.carrier
        for each in positions
        if each.carrier and (sees_drafts or each.carrier.stage is not Stage.DRAFT)
    ]
    if not carriers:
        return {}
    return progress_of(
        [each.row for each in carriers],
        {each.id: each.deliverables for each in carriers},
        on,
        {each.id: each.deadline for each in carriers},
    )


def _days_waiting(on: date) -> dict[int, int]:
    """The days that the oldest open flag of each milestone has waited without any answer."""
    newest = (
        select(FlagEvent.act)
        .where(FlagEvent.flag_id == Flag.id, FlagEvent.day <= on)
        .order_by(FlagEvent.number.desc())
        .limit(1)
        .correlate(Flag)
        .scalar_subquery()
    )
    answered = select(FlagAnswer.flag_id).where(FlagAnswer.day <= on)
    rows = db.session.execute(
        select(Flag.milestone_id, func.min(Flag.raised_on))
        .where(Flag.raised_on <= on, Flag.id.not_in(answered), newest != FlagAct.CLOSED)
        .group_by(Flag.milestone_id)
    )
    return {milestone_id: (on - raised).days for milestone_id, raised in rows}
