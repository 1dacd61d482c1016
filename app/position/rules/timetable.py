"""A commission's own timetable as part of the chain (domain.md, "Slippage", rules 6 and 7).

Each planned step keeps the days to the next that were left between them when the date of that one
was last set. What has happened takes its day; what has not cannot be before the day asked. The
delivery carries the milestone. A push is proposed, never applied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from app.commissions.rules import TimetableStep
from app.formats import counted
from app.slippage import Certainty, Days, Dependency, Facts, KnockOn, gap_between


@dataclass(frozen=True)
class StepKey:
    """One step of one commission, among the milestones of the chain."""

    commission_id: int
    step: TimetableStep


NodeKey = int | StepKey


@dataclass(frozen=True)
class Plan:
    """A timetable as it was set on a day: of each step its words and the days that they mean."""

    day: date
    dates: Mapping[TimetableStep, tuple[str, Days]]


@dataclass(frozen=True)
class PlannedStep:
    """One step: its first planned days and those in force; the day on which it happened, if it has.

    `words` are those of the timetable in force; `gap` the days to keep from the step before.
    """

    step: TimetableStep
    first: Days
    in_force: Days
    words: str
    happened: date | None = None
    gap: int = 0

    @property
    def facts(self) -> Facts:
        """What the rules of slippage ask of it: the timetable in force is what is expected."""
        return Facts(self.first, self.first, self.in_force, actual=self.happened)


@dataclass(frozen=True)
class Timetable:
    """The planned steps of one commission as on record on a day, in their order."""

    commission_id: int
    reference: str
    milestone_id: int
    steps: tuple[PlannedStep, ...]
    is_issued: bool = True

    def named(self, step: TimetableStep) -> str:
        """A step in words: "the award of KM-2013-01". What is not issued yet is not named."""
        return f"the {step} of {self.reference if self.is_issued else 'its commission'}"

    @property
    def facts(self) -> dict[NodeKey, Facts]:
        """Its steps as nodes of the chain."""
        return {StepKey(self.commission_id, each.step): each.facts for each in self.steps}

    @property
    def links(self) -> Iterator[Dependency[NodeKey]]:
        """Each step waits for the one before; the milestone for the delivery."""
        for before, after in pairwise(self.steps):
            yield Dependency(
                StepKey(self.commission_id, before.step),
                StepKey(self.commission_id, after.step),
                after.gap,
            )
        if self.steps and self.steps[-1].step is TimetableStep.DELIVERY:
            delivery = StepKey(self.commission_id, TimetableStep.DELIVERY)
            yield Dependency(delivery, self.milestone_id, 0)


@dataclass(frozen=True)
class StepOn:
    """One step as a page tells it: planned first, as now planned, when it happened, the push.

    `late` are the days by which it came, or has not come, after the last day now planned.
    """

    step: TimetableStep
    first: Days
    in_force: Days
    words: str
    happened: date | None
    days: int
    days_possible: int
    late: int = 0

    @property
    def late_words(self) -> str:
        """How late it came or is, after the day or "not yet"; empty where it is not."""
        return f", {counted(self.late, 'day')} late" if self.late else ""

    @property
    def is_moved(self) -> bool:
        """Whether another day is planned than at first."""
        return self.first != self.in_force

    @property
    def is_taken(self) -> bool:
        """Whether nobody records that it happened: work is taken to begin after the award."""
        return self.step is TimetableStep.START

    @property
    def certainty(self) -> Certainty | None:
        """How surely it is pushed; None where it is not."""
        if not self.days_possible:
            return None
        return Certainty.DEFINITE if self.days else Certainty.POSSIBLE

    @property
    def push_words(self) -> str:
        """By how much what comes before pushes it: "by 14 days", "possibly by up to 3 days"."""
        if self.days:
            least = "at least " if self.days_possible > self.days else ""
            return f"by {least}{counted(self.days, 'day')}"
        if self.days_possible:
            return f"possibly, by up to {counted(self.days_possible, 'day')}"
        return "no"


_NO_DATES: Mapping[TimetableStep, tuple[str, Days]] = {}


def planned_steps(
    plans: Sequence[Plan], happened: Mapping[TimetableStep, date]
) -> tuple[PlannedStep, ...]:
    """The steps of the newest of some plans, which come in the order in which they were set.

    The gap before a step is fixed anew when its date changes (rule 6); to what had happened by
    then it is counted from that day.
    """
    dates = plans[-1].dates if plans else _NO_DATES
    steps = [step for step in TimetableStep if step in dates]
    gaps = {after: _gap(before, after, plans, happened) for before, after in pairwise(steps)}
    return tuple(
        PlannedStep(
            step,
            next(plan.dates[step][1] for plan in plans if step in plan.dates),
            dates[step][1],
            dates[step][0],
            happened.get(step),
            gaps.get(step, 0),
        )
        for step in steps
    )


def _gap(
    before: TimetableStep,
    after: TimetableStep,
    plans: Sequence[Plan],
    happened: Mapping[TimetableStep, date],
) -> int:
    gap, fixed_for = 0, None
    for plan in plans:
        if before not in plan.dates or after not in plan.dates:
            continue
        first, second = plan.dates[before][1], plan.dates[after][1]
        if second == fixed_for:
            continue
        day = happened.get(before)
        if day is not None and day <= plan.day:
            first = Days(day, day)
        gap, fixed_for = gap_between(first, second) or 0, second
    return gap


def started_on(steps: Sequence[PlannedStep], awarded: date | None, on: date) -> date | None:
    """The day on which work is taken to have begun: as planned, or the gap after a late award.

    Nobody records the start. None where it is not awarded or the day is still to come.
    """
    by_step = {each.step: each for each in steps}
    start, award = by_step.get(TimetableStep.START), by_step.get(TimetableStep.AWARD)
    if start is None or awarded is None or start.in_force.latest is None:
        return None
    gap = start.gap if award else 0
    day = max(start.in_force.latest, awarded + timedelta(days=gap))
    return day if day <= on else None


def steps_on(
    timetable: Timetable, knock_ons: Mapping[NodeKey, KnockOn[NodeKey]], on: date
) -> tuple[StepOn, ...]:
    """Each step with the push that it has, and how late it is by itself on a day."""
    found: list[StepOn] = []
    for each in timetable.steps:
        push = knock_ons.get(StepKey(timetable.commission_id, each.step))
        found.append(
            StepOn(
                each.step,
                each.first,
                each.in_force,
                each.words,
                each.happened,
                push.days_definite if push else 0,
                push.days_possible if push else 0,
                _days_late(each, on),
            )
        )
    return tuple(found)


def _days_late(step: PlannedStep, on: date) -> int:
    planned = step.in_force.latest
    return max(0, ((step.happened or on) - planned).days) if planned else 0
