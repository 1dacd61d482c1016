"""Milestones and deliverables as they stand on a day, as the pictures take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.commissions.rules import Stage
from app.delivery.queries import DeliverableStanding, slippage_facts
from app.pictures import DatedRow, DateShown, Picture, PushedBack, TrendOf, timeline, trend
from app.plans.queries import shown, trend_of
from app.position.queries.commission_pages import CommissionLine
from app.position.queries.positions import Dated, MilestonePosition, PushedBy
from app.position.rules import against_both_words, pushed_words
from app.slippage import Certainty, Thresholds, standing

MOST_ROWS = 60
"""Rows of one timeline: a longer one is no picture any more, and its table tells it better."""


def milestones_timeline(
    of: str, positions: Sequence[MilestonePosition], on: date, most: int = MOST_ROWS
) -> Picture | None:
    """The timeline of these milestones, `of` naming them; None where none has a day.

    Of more than `most` the first ones, and its title says so.
    """
    if len(positions) > most:
        of = f"{of}, the first {most} of {len(positions)}"
    return timeline(of, milestone_rows(positions[:most]), on)


def milestone_rows(positions: Sequence[MilestonePosition]) -> list[DatedRow]:
    """A row for each; it says its action where they are of more than one, and its plan likewise."""
    actions = {each.milestone.action_id for each in positions}
    plans = {each.milestone.plan_id for each in positions}
    return [
        _milestone_row(each, _label(each, of_actions=len(actions), of_plans=len(plans)))
        for each in positions
    ]


def milestones_trend(of: str, positions: Sequence[MilestonePosition], on: date) -> Picture | None:
    """How the dates of the milestones of one action have moved."""
    series = [milestone_trend_of(each, key=str(each.milestone.number)) for each in positions]
    return trend(of, series, on)


def commission_rows(line: CommissionLine, on: date, limits: Thresholds) -> list[DatedRow]:
    """The milestone that a commission carries, and its deliverables."""
    rows = deliverable_rows(line, on, limits)
    if line.carries and line.line is not None:
        position = line.line.position
        rows.insert(0, _milestone_row(position, f"Milestone: {position.milestone.text}"))
    return rows


def deliverable_rows(
    line: CommissionLine,
    on: date,
    limits: Thresholds,
    *,
    only: DeliverableStanding | None = None,
) -> list[DatedRow]:
    """The deliverables of a commission, or one of them."""
    is_cancelled = line.stage is Stage.CANCELLED
    return [
        _deliverable_row(each, on, limits, is_cancelled)
        for each in line.due
        if only is None or each.id == only.id
    ]


def commission_timeline(line: CommissionLine, on: date, limits: Thresholds) -> Picture | None:
    """The timeline of a commission; None where it has no day."""
    return timeline(line.commission.reference, commission_rows(line, on, limits), on)


def commission_trend(line: CommissionLine, on: date) -> Picture | None:
    """How the dates of its milestone and its deliverables have moved."""
    series = [deliverable_trend_of(each) for each in line.due]
    if line.carries and line.line is not None:
        series.insert(0, milestone_trend_of(line.line.position, key="M"))
    return trend(line.commission.reference, series, on)


def milestone_trend_of(position: MilestonePosition, key: str) -> TrendOf:
    """What was said of one milestone; done when its commission's work was accepted, if it has."""
    done = position.facts.actual if position.actual else None
    return trend_of(position.dates, key, position.milestone.text, done)


def deliverable_trend_of(due: DeliverableStanding) -> TrendOf:
    """What was said of one deliverable."""
    return trend_of(due.dates, f"D{due.number}", due.title, due.accepted_on)


def _label(each: MilestonePosition, *, of_actions: int, of_plans: int) -> str:
    of = each.milestone
    words = f"{of.number}. {of.text}"
    if of_actions > 1:
        words = f"Action {of.action_number}, milestone {words}"
    return f"{words} ({of.plan_title})" if of_plans > 1 else words


def _key(plan_slug: str, action: int, number: int) -> str:
    return f"{plan_slug}/{action}/{number}"


def _milestone_row(position: MilestonePosition, label: str) -> DatedRow:
    of = position.milestone
    return DatedRow(
        key=_key(of.plan_slug, of.action_number, of.number),
        label=label,
        first=_dated(position.baseline),
        agreed=_dated(position.agreed),
        forecast=_dated(position.forecast),
        done=position.facts.actual if position.actual else None,
        pushed=_pushed(position.pushed_by),
        lateness=against_both_words(position.standing),
    )


def _deliverable_row(
    due: DeliverableStanding, on: date, limits: Thresholds, is_cancelled: bool
) -> DatedRow:
    facts = replace(slippage_facts(due), withdrawn=is_cancelled)
    return DatedRow(
        key=f"D{due.number}",
        label=f"Deliverable {due.number}. {due.title}",
        first=shown(due.dates.baseline),
        agreed=shown(due.dates.agreed),
        forecast=shown(due.dates.forecast),
        done=due.accepted_on,
        lateness=against_both_words(standing(facts, on, limits)),
    )


def _dated(when: Dated | None) -> DateShown | None:
    return DateShown(when.as_written, when.earliest, when.latest) if when else None


def _pushed(by: PushedBy | None) -> PushedBack | None:
    if by is None:
        return None
    return PushedBack(
        by=_key(by.cause.plan_slug, by.cause.action, by.cause.number),
        words=pushed_words(by.pushed, by.cause_named),
        is_definite=by.pushed.certainty is Certainty.DEFINITE,
    )
