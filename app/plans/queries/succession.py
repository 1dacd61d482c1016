"""What editions that are brought here would change: each after those before it, kept or brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from app.database import db
from app.plans.content import from_json
from app.plans.importing.parts import ReadPlan
from app.plans.models import Action, AgreedDate, Edition, Milestone, Plan, Revision
from app.plans.queries.comparing import edition_milestones, page_milestones
from app.plans.queries.editions import editions
from app.plans.queries.importing import answers_for
from app.plans.rules import ordinal, same_words
from app.slippage import Change, ChangeKind, EditionMilestone, compare, follow


@dataclass(frozen=True, slots=True)
class Incoming:
    """A page that was read, with the day and the name of its edition ("" as the page says)."""

    read: ReadPlan
    day: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class Succession:
    """One edition in its place after the others. `changes` is empty for a plan's first."""

    read: ReadPlan
    day: date
    number: int
    name: str
    changes: tuple[Change, ...]
    doubts: tuple[tuple[EditionMilestone, EditionMilestone], ...]
    is_first: bool

    @property
    def told(self) -> tuple[Change, ...]:
        """The changes that a person wants to see, the worst first."""
        return tuple(
            each
            for each in self.changes
            if each.kind is not ChangeKind.UNCHANGED or each.is_doubtful
        )

    @property
    def unchanged(self) -> int:
        """How many milestones are as they were."""
        return len(self.changes) - len(self.told)

    @property
    def newly_met(self) -> tuple[EditionMilestone, ...]:
        """Those that this edition calls done, and the one before it did not."""
        return tuple(
            each.heir
            for each in self.changes
            if each.heir is not None
            and each.heir.met_on is not None
            and (each.before is None or each.before.met_on is None)
        )


def successions(plan: Plan | None, brought: Sequence[Incoming]) -> list[Succession]:
    """What each brought edition changes, the oldest first. Two queries."""
    kept = editions(plan.id)[::-1] if plan is not None else []
    stored = [edition_milestones(from_json(each.content), each.day) for each in kept]
    title = plan.title if plan is not None else (brought[0].read.title if brought else "")
    pages = [page_milestones(each.read, each.day) for each in brought]
    followed = follow([*stored, *pages], answers_for(title))[len(stored) :]
    number = kept[-1].number if kept else 0
    found: list[Succession] = []
    for at, (each, one) in enumerate(zip(brought, followed, strict=True)):
        is_first = not kept and at == 0
        said = each.read.review_number
        number = said if said is not None and (is_first or said > number) else number + 1
        name = each.name.strip() or each.read.review or f"{ordinal(number)} Review"
        found.append(
            Succession(each.read, each.day, number, name, one.changes, one.doubts, is_first)
        )
    return found


def edition_that_says(plan: Plan, incoming: Incoming) -> Edition | None:
    """The edition here that this page is: of the same name or number, and nothing differs."""
    for kept in _of_same_name(plan, incoming):
        before = edition_milestones(from_json(kept.content), kept.day)
        changes = compare(before, page_milestones(incoming.read, kept.day))
        if all(each.kind is ChangeKind.UNCHANGED and not each.is_doubtful for each in changes):
            return kept
    return None


def edition_of_same_name(plan: Plan, incoming: Incoming) -> Edition | None:
    """The edition here that has this page's name or number."""
    return next(iter(_of_same_name(plan, incoming)), None)


def _of_same_name(plan: Plan, incoming: Incoming) -> list[Edition]:
    name = incoming.name or incoming.read.review or ""
    number = None if incoming.name else incoming.read.review_number
    return [
        each
        for each in editions(plan.id)
        if each.number == number or (name and same_words(each.name, name))
    ]


def was_changed_here(plan: Plan, since: date) -> bool:
    """Whether somebody changed words or dates of the plan in the tracker after a day."""
    within = (
        select(Milestone.id).join(Action, Action.id == Milestone.action_id)
        .where(Action.plan_id == plan.id).scalar_subquery()
    )  # fmt: skip
    asked = (
        exists().where(Revision.plan_id == plan.id, Revision.day > since),
        exists().where(
            AgreedDate.milestone_id.in_(within),
            AgreedDate.proposed_on > since,
            AgreedDate.corrects_id.is_(None),
        ),
    )
    return any(db.session.scalar(select(each)) for each in asked)
