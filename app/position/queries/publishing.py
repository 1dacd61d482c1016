"""What to look at before the next edition of a plan is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.plans.content import PlanContent, ProgressContent, from_json
from app.plans.models import Edition
from app.plans.queries import Change, changes_since
from app.position.queries.milestone_lines import MilestoneLine
from app.position.queries.plan_page import PlanPosition, plan_position
from app.position.queries.sentences import names_not_to_be_told
from app.position.rules import NamedIn, Slip, named_in, slipped_since
from app.slippage import ChangeKind, State


@dataclass(frozen=True)
class Unanswered:
    """A late milestone of whose slip no approved sentence tells, and since when it is late.

    `moved` is set where one tells of it, and the facts have moved since it was written.
    """

    line: MilestoneLine
    since: date
    moved: str = ""

    @property
    def place(self) -> str:
        """Where it stands in the plan."""
        of = self.line.position.milestone
        return f"Action {of.action_number}, milestone {of.number}"

    @property
    def mark(self) -> tuple[int, str]:
        """By which a page knows whether it is the same that it showed."""
        return self.line.position.milestone.id, self.moved


@dataclass(frozen=True)
class Reported:
    """An entry of *Action Progress* that no edition has held yet."""

    action_number: int
    entry: ProgressContent


@dataclass(frozen=True)
class BeforePublishing:
    """The plan as it stands, beside its last edition.

    `changed` are the milestones that are not as they were, the worst first (rule 9).
    """

    content: PlanContent
    last: Edition | None
    changed: tuple[Change, ...]
    unchanged: int
    unanswered: tuple[Unanswered, ...]
    undated: tuple[MilestoneLine, ...]
    reported: tuple[Reported, ...]
    named: tuple[NamedIn, ...] = ()
    """Companies that it would name before their outcome is public."""


def before_publishing(plan_id: int, on: date) -> BeforePublishing:
    """What an officer checks on a day. Raises NotFound.

    The number of statements does not grow with the plan.
    """
    view = plan_position(plan_id, on)
    last = view.editions[0] if view.editions else None
    changes = changes_since(view.content, view.editions)
    changed = tuple(
        each for each in changes if each.kind is not ChangeKind.UNCHANGED or each.is_doubtful
    )
    return BeforePublishing(
        content=view.content,
        last=last,
        changed=changed,
        unchanged=len(changes) - len(changed),
        unanswered=tuple(_unanswered(view, on)),
        undated=tuple(
            line for line in view.milestones if line.position.standing.state is State.UNDATED
        ),
        reported=tuple(_reported(view.content, last)),
        named=named_in(
            view.content, from_json(last.content) if last else None, names_not_to_be_told()
        ),
    )


def _unanswered(view: PlanPosition, on: date) -> Iterator[Unanswered]:
    for line in view.milestones:
        since = slipped_since(_slip(line), on)
        if since is None:
            continue
        told = [each.decided_on for each in line.approved if each.decided_on]
        if not any(day >= since for day in told):
            yield Unanswered(line, since)
        elif line.moved:
            yield Unanswered(line, since, line.moved)


def _slip(line: MilestoneLine) -> Slip:
    position = line.position
    facts, dates = position.facts, position.dates
    return Slip(
        state=position.standing.state,
        is_late=line.is_flagged,
        was_dated=facts.baseline is not None and facts.baseline.latest is not None,
        agreed_on=dates.agreed.decided_on if dates.agreed else None,
        due=facts.agreed.latest if facts.agreed else None,
        forecast_on=dates.forecast.day if dates.forecast else None,
        proposed_on=dates.proposed.proposed_on if dates.proposed else None,
        actual=facts.actual,
    )


def _reported(content: PlanContent, last: Edition | None) -> Iterator[Reported]:
    held = from_json(last.content).actions if last else ()
    known = {entry.id for action in held for entry in action.progress}
    for action in content.actions:
        for entry in action.progress:
            if entry.id not in known:
                yield Reported(action.number, entry)
