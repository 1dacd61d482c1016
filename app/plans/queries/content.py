"""A whole plan as it stood on a day, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from app.database import db
from app.errors import NotFound
from app.plans.content import (
    ActionContent,
    MeasureContent,
    MilestoneContent,
    PlanContent,
    ProgressContent,
    ReadingContent,
)
from app.plans.importing.partners import read_who
from app.plans.models import Action, Measure, Milestone, Plan, ProgressEntry
from app.plans.queries.dates import MilestoneDates, milestone_dates
from app.plans.queries.wording import WordingOn, wording_on
from app.plans.rules import is_withdrawn


def plan_content(plan_id: int, on: date) -> PlanContent:
    """The plan's words, dates, progress and readings as they stood on a day. Raises NotFound.

    Leaves out what came later, and what had been withdrawn by then.
    """
    plan = db.session.get(Plan, plan_id)
    if plan is None:
        raise NotFound
    words = wording_on([plan_id], on)
    actions = _standing(select(Action).where(Action.plan_id == plan_id), Action, words, on)
    within = select(Action.id).where(Action.plan_id == plan_id).scalar_subquery()
    inside = select(Milestone).where(Milestone.action_id.in_(within))
    milestones = _standing(inside, Milestone, words, on)
    dates = milestone_dates([milestone.id for milestone in milestones], on)
    parts: dict[str, dict[int, list[Any]]] = {
        "milestones": _by_action(milestones, lambda m: _milestone(m, dates[m.id], words), words),
        "progress": _by_action(_progress(within, on), lambda p: _entry(p, words)),
        "measures": _by_action(_measures(within, on), lambda m: _measure(m, words, on)),
    }
    return PlanContent(
        plan_id=plan.id,
        slug=plan.slug,
        title=words.said("plan", plan.id, "title", plan.title),
        outcome=words.said("plan", plan.id, "outcome", plan.outcome),
        on=on,
        group_name=words.said("plan", plan.id, "group_name", plan.group_name),
        period_start=words.said_day("plan", plan.id, "period_start", plan.period_start),
        period_end=words.said_day("plan", plan.id, "period_end", plan.period_end),
        category=words.said("plan", plan.id, "category", plan.category),
        footer=words.said("plan", plan.id, "footer", plan.footer),
        actions=tuple(_action(action, words, parts) for action in actions),
    )


def _standing(asked: Select[Any], kind: type[Any], words: WordingOn, on: date) -> list[Any]:
    """What was in the plan on a day, by the numbers of that day. What came back had been gone."""
    name = kind.__tablename__
    rows = [
        row
        for row in db.session.scalars(asked.where(kind.since <= on))
        if not is_withdrawn(words.said_day(name, row.id, "withdrawn_on", row.withdrawn_on), on)
    ]
    return sorted(rows, key=lambda row: words.said_number(name, row.id, "number", row.number))


def _by_action(rows: list[Any], told: Any, words: WordingOn | None = None) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        at = row.action_id
        if words is not None:
            at = words.said_number("milestone", row.id, "action_id", at)
        grouped[at].append(told(row))
    return grouped


def _progress(within: Any, on: date) -> list[ProgressEntry]:
    asked = select(ProgressEntry).where(
        ProgressEntry.action_id.in_(within), ProgressEntry.day <= on
    )
    return list(db.session.scalars(asked.order_by(ProgressEntry.day, ProgressEntry.id)))


def _measures(within: Any, on: date) -> list[Measure]:
    asked = select(Measure).where(Measure.action_id.in_(within), Measure.since <= on)
    loaded = asked.options(selectinload(Measure.readings)).order_by(Measure.id)
    return list(db.session.scalars(loaded))


def _action(
    action: Action, words: WordingOn, parts: dict[str, dict[int, list[Any]]]
) -> ActionContent:
    who_written = words.said("action", action.id, "who_written", action.who_written)
    return ActionContent(
        id=action.id,
        number=words.said_number("action", action.id, "number", action.number),
        text=words.said("action", action.id, "text", action.text),
        who_written=who_written,
        who_note=words.said("action", action.id, "who_note", action.who_note),
        partners=read_who([who_written]).partners,
        milestones=tuple(parts["milestones"].get(action.id, ())),
        progress=tuple(parts["progress"].get(action.id, ())),
        success=words.said("action", action.id, "success", action.success),
        measures=tuple(parts["measures"].get(action.id, ())),
        origin=words.said("action", action.id, "origin", action.origin),
    )


def _milestone(row: Milestone, dates: MilestoneDates, words: WordingOn) -> MilestoneContent:
    agreed, first = dates.agreed, dates.baseline
    is_redated = dates.was_redated and first is not None
    return MilestoneContent(
        id=row.id,
        number=words.said_number("milestone", row.id, "number", row.number),
        text=words.said("milestone", row.id, "text", row.text),
        as_written=agreed.as_written if agreed else "",
        first_as_written=first.as_written if first is not None and is_redated else None,
        earliest=agreed.earliest if agreed else None,
        latest=agreed.latest if agreed else None,
        met_on=dates.met_on,
        review_by=words.said_day("milestone", row.id, "review_by", row.review_by),
        origin=words.said("milestone", row.id, "origin", row.origin),
    )


def _entry(row: ProgressEntry, words: WordingOn) -> ProgressContent:
    return ProgressContent(
        day=row.day,
        text=words.said("progress_entry", row.id, "text", row.text),
        source=words.said("progress_entry", row.id, "source", row.source),
        is_slippage=row.is_slippage,
        milestone_id=row.milestone_id,
        id=row.id,
    )


def _measure(row: Measure, words: WordingOn, on: date) -> MeasureContent:
    return MeasureContent(
        name=words.said("measure", row.id, "name", row.name),
        unit=words.said("measure", row.id, "unit", row.unit),
        note=words.said("measure", row.id, "note", row.note),
        readings=tuple(
            ReadingContent(
                day=reading.day,
                value=_exact(words.said("reading", reading.id, "value", str(reading.value))),
                day_is=reading.day_is,
                source=reading.source,
                id=reading.id,
            )
            for reading in row.readings
            if reading.day <= on
        ),
        id=row.id,
    )


def measure_content(measure: Measure, on: date) -> MeasureContent:
    """One measure with its readings by a day. Its readings are loaded already."""
    action = db.session.get_one(Action, measure.action_id)
    return _measure(measure, wording_on([action.plan_id], on), on)


def _exact(figure: str) -> Decimal:
    """The figure without the noughts that the column's scale adds."""
    return Decimal(format(Decimal(figure).normalize(), "f"))
