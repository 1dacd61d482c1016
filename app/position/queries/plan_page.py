"""A plan's page as at a day: for staff with its slippage, for everyone else as published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.delivery.queries import Source, sources_of_milestones
from app.pictures import Picture
from app.plans.content import ActionContent, PlanContent, ProgressContent
from app.plans.models import Edition, ProgressEntry
from app.plans.queries import editions, plan_content, published_content
from app.position.queries.flags import FlagOn, flags_on
from app.position.queries.milestone_lines import MilestoneLine, milestone_line
from app.position.queries.pictures import milestones_timeline
from app.position.queries.positions import all_positions, thresholds
from app.position.queries.sentences import approved_entries, sentences_on
from app.slippage import Thresholds


@dataclass(frozen=True)
class ActionLine:
    """One action with its milestones."""

    content: ActionContent
    milestones: tuple[MilestoneLine, ...]
    timeline: Picture | None = None


@dataclass(frozen=True)
class PlanPosition:
    """A whole plan as at a day."""

    content: PlanContent
    actions: tuple[ActionLine, ...]
    editions: tuple[Edition, ...]
    thresholds: Thresholds
    sources: Mapping[int, Sequence[Source]]
    """The recommendations that a milestone carries out, by its id."""

    @property
    def milestones(self) -> list[MilestoneLine]:
        """Every milestone of the plan, in order."""
        return [line for action in self.actions for line in action.milestones]

    @property
    def flagged(self) -> list[MilestoneLine]:
        """The milestones that carry a flag."""
        return [line for line in self.milestones if line.is_flagged]


def plan_position(plan_id: int, on: date, limits: Thresholds | None = None) -> PlanPosition:
    """The plan with the slippage of each milestone on a day. Raises NotFound.

    The number of statements does not grow with the plan.
    """
    limits = limits or thresholds()
    content = plan_content(plan_id, on)
    positions = {each.milestone.id: each for each in all_positions(on, plan_id, limits)}
    sentences = sentences_on(on, plan_id)
    flags: dict[int, list[FlagOn]] = defaultdict(list)
    for flag in flags_on(on, plan_id, sentences):
        flags[flag.milestone_id].append(flag)
    return PlanPosition(
        content=content,
        actions=tuple(
            ActionLine(
                action,
                tuple(
                    milestone_line(
                        positions[each.id], sentences.get(each.id, []), limits, flags[each.id]
                    )
                    for each in action.milestones
                ),
                milestones_timeline(
                    f"Action {action.number}",
                    [positions[each.id] for each in action.milestones],
                    on,
                ),
            )
            for action in content.actions
        ),
        editions=tuple(each for each in editions(plan_id) if each.day <= on),
        thresholds=limits,
        sources=sources_of_milestones(plan_id, on),
    )


def published_plan(plan_id: int, on: date) -> tuple[Edition, PlanContent] | None:
    """What everyone may read: the newest edition by a day, with the sentences approved since."""
    found = published_content(plan_id, on)
    if found is None:
        return None
    edition, content = found
    since: dict[int, list[ProgressContent]] = defaultdict(list)
    held = {entry.id for action in content.actions for entry in action.progress}
    for entry in approved_entries(plan_id, edition.day, on):
        if entry.id not in held:
            since[entry.action_id].append(_entry(entry))
    return edition, replace(
        content,
        actions=tuple(_with_progress(action, since[action.id]) for action in content.actions),
    )


def _entry(entry: ProgressEntry) -> ProgressContent:
    return ProgressContent(
        day=entry.day,
        text=entry.text,
        source=entry.source,
        is_slippage=True,
        milestone_id=entry.milestone_id,
        id=entry.id,
    )


def _with_progress(action: ActionContent, since: Sequence[ProgressContent]) -> ActionContent:
    return replace(action, progress=(*action.progress, *since)) if since else action
