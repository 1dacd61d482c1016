"""One milestone on a day: its dates, how it stands, why, what it pushes and what pushes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from app.plans.queries import MilestoneDates, MilestoneOn
from app.position.queries.carrying import Carrier
from app.position.rules import (
    LateMilestone,
    NodeKey,
    Place,
    Pushed,
    SoFar,
    StepKey,
    StepOn,
    Timetable,
    TimetableStep,
    draft_sentence,
    placed,
    received_words,
    rests_on,
    steps_on,
)
from app.slippage import Dependency, Facts, KnockOn, Laundered, PushTree, Standing, is_bought_green


@dataclass(frozen=True)
class Dated:
    """A date in words, with the first and the last day that it means."""

    as_written: str
    earliest: date | None
    latest: date | None


@dataclass(frozen=True)
class PushedBy:
    """The milestone that pushes another back, as seen from that one, and how."""

    pushed: Pushed
    cause: Place
    root: str
    """Where its chain begins, by its row: a milestone, or a commission that is behind its plan."""
    root_named: str
    step: str = ""
    """The step of its own commission that pushes it, in words, where no other milestone does."""

    @property
    def cause_named(self) -> str:
        """What pushes, by its place."""
        return self.step or placed(self.cause)


@dataclass(frozen=True)
class Web:
    """What pushes what among all milestones of a day, shared by their positions."""

    milestones: Mapping[int, MilestoneOn]
    tree: PushTree[NodeKey]
    timetables: Mapping[int, Timetable] = field(default_factory=dict[int, Timetable])
    """The timetable of each milestone's commission, by milestone."""
    facts: Mapping[NodeKey, Facts] = field(default_factory=dict[NodeKey, Facts])
    links: Sequence[Dependency[NodeKey]] = ()
    """What waits for what, and the gap that it keeps."""

    @cached_property
    def bought_by(self) -> Mapping[int, MilestoneOn]:
        """The milestone of each commission that has a timetable, by the commission."""
        return {
            each.commission_id: self.milestones[milestone_id]
            for milestone_id, each in self.timetables.items()
        }

    def pushed_milestones(self, key: NodeKey) -> list[int]:
        """The milestones that a milestone or a step pushes, the nearest first."""
        return [each for each in self.tree.pushed_by(key) if isinstance(each, int)]


@dataclass(frozen=True)
class MilestonePosition:
    """One milestone on a day: its dates, how it stands, why, what it pushes and what pushes it."""

    milestone: MilestoneOn
    on: date
    facts: Facts
    standing: Standing
    baseline: Dated | None
    agreed: Dated | None
    forecast: Dated | None
    proposed: Dated | None
    effective: Dated | None
    actual: Dated | None
    is_bought: bool
    cause: str | None
    reason: str
    dates: MilestoneDates
    carrier: Carrier | None
    cause_sentence: str = ""
    """What the group says of the cause in a draft; empty where it says nothing."""
    laundered: Laundered | None = None
    """Rule 8: it was dated, and its agreed date has no last day any more."""
    kept_green: Laundered | None = None
    """Rule 8: not met, and green against the agreed date only because that date was moved."""
    web: Web = field(default_factory=lambda: Web({}, PushTree({})), repr=False, compare=False)

    @cached_property
    def pushes(self) -> tuple[Pushed, ...]:
        """All that it pushes, directly or through others, the nearest first."""
        web = self.web
        return tuple(
            pushed_as_seen(web.milestones[key], web.tree.knock_ons[key], self.milestone)
            for key in web.pushed_milestones(self.milestone.id)
        )

    @cached_property
    def pushed_by(self) -> PushedBy | None:
        """What pushes it most, if anything does."""
        own = self.web.tree.knock_ons.get(self.milestone.id)
        if own is None:
            return None
        is_step = isinstance(own.cause, StepKey)
        cause = self.milestone if isinstance(own.cause, StepKey) else self.web.milestones[own.cause]
        step = self._step_named(own.root) if is_step else ""
        root, behind = self._root(own.root)
        return PushedBy(
            pushed_as_seen(self.milestone, own, cause),
            Place(**place_as_seen(cause, self.milestone)),
            root,
            step or placed(Place(**place_as_seen(behind, self.milestone))),
            step,
        )

    def _root(self, root: NodeKey) -> tuple[str, MilestoneOn]:
        """The root by its row, and the milestone by which it is named to others."""
        if not isinstance(root, StepKey):
            return f"milestone {root}", self.web.milestones[root]
        return f"commission {root.commission_id}", self.web.bought_by[root.commission_id]

    def _step_named(self, root: NodeKey) -> str:
        """The step where the push begins: "the deadline for quotes of KM-2013-01".

        A delivery that is itself planned for after the milestone begins it.
        """
        timetable = self.web.timetables[self.milestone.id]
        is_own = isinstance(root, StepKey) and root.commission_id == timetable.commission_id
        step = root.step if isinstance(root, StepKey) and is_own else TimetableStep.DELIVERY
        return timetable.named(step)

    @cached_property
    def timetable(self) -> tuple[StepOn, ...]:
        """The timetable of its commission until deliverables are agreed, with what is pushed."""
        found = self.web.timetables.get(self.milestone.id)
        return steps_on(found, self.web.tree.knock_ons, self.on) if found else ()

    @property
    def knock_ons_from(self) -> MilestoneOn | None:
        """Where the chain of pushes that it is in begins: at the root's, or at its own milestone.

        None where it neither pushes another nor is pushed.
        """
        own = self.web.tree.knock_ons.get(self.milestone.id)
        if own is not None and isinstance(own.root, int):
            return self.web.milestones[own.root]
        return self.milestone if own is not None or self.pushes else None

    @property
    def pushes_in_all(self) -> tuple[int, int]:
        """How many milestones it pushes, directly or through others, and their days together."""
        return self.web.tree.totals.get(self.milestone.id, (0, 0))

    @property
    def laundering(self) -> str:
        """What of rule 8 it shows, in words; empty where nothing."""
        if self.laundered is not None:
            return f"Its date was taken away: {self.laundered.words}"
        if self.kept_green is not None and self.kept_green.days:
            return f"Green only because its date was moved: {self.kept_green.words}"
        bought = is_bought_green(self.standing)
        return "Green only because its date was moved" if bought else ""

    @property
    def received(self) -> str:
        """What had been received or met by the day, in a sentence."""
        return received_words(self.facts, self.on, self.is_bought, self._so_far)

    @property
    def draft(self) -> str:
        """The slippage sentence as the rules draft it."""
        return draft_sentence(self._late, self.on)

    @property
    def rests_on(self) -> str:
        """What a sentence that is written now rests on."""
        return rests_on(self._late)

    @property
    def _so_far(self) -> SoFar:
        return self.carrier.so_far if self.carrier else SoFar()

    @property
    def _late(self) -> LateMilestone:
        return LateMilestone(
            number=self.milestone.number,
            text=self.milestone.text,
            first=self.baseline.as_written if self.baseline else None,
            agreed=self.agreed.as_written if self.agreed else None,
            forecast=self.forecast.as_written if self.forecast else None,
            proposed=self.proposed.as_written if self.proposed else None,
            facts=self.facts,
            standing=self.standing,
            is_bought=self.is_bought,
            cause=self.cause,
            pushes=self.pushes,
            cause_sentence=self.cause_sentence,
            so_far=self._so_far,
        )


def pushed_as_seen(
    milestone: MilestoneOn, knock_on: KnockOn[NodeKey], seen_from: MilestoneOn
) -> Pushed:
    """What is pushed, by its place as seen from another milestone."""
    return Pushed(
        **place_as_seen(milestone, seen_from),
        certainty=knock_on.push.certainty,
        days=knock_on.push.days,
        days_possible=knock_on.days_possible,
        is_public=milestone.is_public,
    )


def place_as_seen(milestone: MilestoneOn, seen_from: MilestoneOn) -> dict[str, Any]:
    """The fields of a Place."""
    return {
        "plan": milestone.plan_title,
        "plan_slug": milestone.plan_slug,
        "action": milestone.action_number,
        "number": milestone.number,
        "text": milestone.text,
        "is_same_plan": milestone.plan_id == seen_from.plan_id,
        "is_same_action": milestone.action_id == seen_from.action_id,
    }
