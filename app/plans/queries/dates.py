"""The dates of milestones as they were on record on a day, and what needs what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import or_, select

from app import clock
from app.database import db
from app.errors import NotFound
from app.people.models import Person
from app.plans.models import (
    Action,
    AgreedDate,
    AgreedDateDecision,
    Dependency,
    Forecast,
    KnockOnDate,
    Met,
    Milestone,
    Plan,
)
from app.plans.queries.histories import (
    TRACKER,
    agreed_entries,
    dates_of,
    forecast_entries,
    grouped,
)
from app.plans.queries.plans import MilestoneOn, milestones_on
from app.plans.queries.wording import WordingOn, wording_on
from app.plans.queries.written import (
    AgreedEntry,
    CorrectionEntry,
    ForecastEntry,
    MetEntry,
    MilestoneDates,
    Written,
)

__all__ = [
    "AgreedEntry",
    "CorrectionEntry",
    "DependencyOn",
    "ForecastEntry",
    "MetEntry",
    "MilestoneDates",
    "NeedOn",
    "WaitingDate",
    "Written",
]


Entry = TypeVar("Entry", AgreedEntry, ForecastEntry)


@dataclass(frozen=True, slots=True)
class DependencyOn:
    """`milestone_id` needs `needs_id` to be met `gap_days` before it."""

    id: int
    milestone_id: int
    needs_id: int
    gap_days: int
    is_by_hand: bool


@dataclass(frozen=True, slots=True)
class NeedOn:
    """What one milestone needs, as its page shows it."""

    id: int
    gap_days: int
    is_by_hand: bool
    needs: MilestoneOn


@dataclass(frozen=True, slots=True)
class WaitingDate:
    """A proposed date that waits for another person's decision."""

    id: int
    plan_slug: str
    plan_title: str
    action_number: int
    milestone_number: int
    milestone_text: str
    as_written: str
    proposed_on: date
    proposed_by_id: int | None
    proposed_by: str
    is_correction: bool = False
    bundle_id: int | None = None
    """The knock-ons that it was proposed together with."""


def milestone_dates(milestone_ids: Collection[int], on: date) -> dict[int, MilestoneDates]:
    """Every date of these milestones on record by a day, in three queries.

    Uses what was decided, forecast or recorded by then; a proposal decided later still waits.
    """
    wanted = set(milestone_ids)
    if not wanted:
        return {}
    agreed = grouped(
        agreed_entries(AgreedDate, AgreedDateDecision, AgreedDate.milestone_id, wanted, on)
    )
    forecasts = grouped(forecast_entries(Forecast, Forecast.milestone_id, wanted, on))
    met = grouped(_met_entries(wanted, on))
    return {
        each: dates_of(each, agreed.get(each, []), forecasts.get(each, []), met.get(each, []))
        for each in wanted
    }


def _met_entries(wanted: set[int], on: date) -> list[tuple[int, MetEntry]]:
    rows = db.session.execute(
        select(Met, Person.name)
        .outerjoin(Person, Person.id == Met.by_id)
        .where(Met.milestone_id.in_(wanted), Met.day <= on)
        .order_by(Met.day, Met.id)
    )
    return [
        (
            row.milestone_id,
            MetEntry(
                id=row.id,
                met_on=row.met_on,
                day=row.day,
                note=row.note,
                by=name or TRACKER,
                recorded_at=row.recorded_at,
            ),
        )
        for row, name in rows
    ]


def dependencies(on: date, words: WordingOn | None = None) -> list[DependencyOn]:
    """What needs what in all plans on a day, with the gap that held then, in two queries.

    `words` are those of all plans on the day, where the caller has them already.
    """
    rows = db.session.scalars(
        select(Dependency)
        .where(
            Dependency.since <= on,
            or_(Dependency.removed_on.is_(None), Dependency.removed_on > on),
        )
        .order_by(Dependency.id)
    ).all()
    words = words or wording_on(None, on)
    return [
        DependencyOn(
            row.id,
            row.milestone_id,
            row.needs_id,
            int(words.said("dependency", row.id, "gap_days", str(row.gap_days))),
            row.is_by_hand,
        )
        for row in rows
    ]


def needs_of(milestone_id: int, on: date) -> list[NeedOn]:
    """What a milestone needs on a day."""
    wanted = [each for each in dependencies(on) if each.milestone_id == milestone_id]
    if not wanted:
        return []
    milestones = {each.id: each for each in milestones_on(on)}
    return [
        NeedOn(each.id, each.gap_days, each.is_by_hand, milestones[each.needs_id])
        for each in wanted
        if each.needs_id in milestones
    ]


def dependency_for(milestone: Milestone, dependency_id: int) -> Dependency:
    """What a milestone needs now, by its id. Raises NotFound."""
    found = db.session.get(Dependency, dependency_id)
    if found is None or found.milestone_id != milestone.id or found.removed_on is not None:
        raise NotFound
    return found


def agreed_date_for(milestone: Milestone, agreed_date_id: int) -> AgreedDate:
    """An agreed or proposed date of a milestone, or a correction of one. Raises NotFound."""
    found = db.session.get(AgreedDate, agreed_date_id)
    if found is None or found.milestone_id != milestone.id:
        raise NotFound
    return found


def agreed_entry_for(milestone: Milestone, agreed_date_id: int) -> AgreedEntry:
    """An agreed or proposed date of a milestone as it reads today. Raises NotFound."""
    history = milestone_dates([milestone.id], clock.today())[milestone.id].agreed_history
    return _entry(history, agreed_date_id)


def forecast_entry_for(milestone: Milestone, forecast_id: int) -> ForecastEntry:
    """A forecast of a milestone as it reads today. Raises NotFound."""
    history = milestone_dates([milestone.id], clock.today())[milestone.id].forecast_history
    return _entry(history, forecast_id)


def _entry(history: Sequence[Entry], entry_id: int) -> Entry:
    for each in history:
        if each.id == entry_id:
            return each
    raise NotFound


def waiting_dates() -> list[WaitingDate]:
    """Every proposed date that waits for a decision today, the oldest first."""
    rows = db.session.execute(
        select(AgreedDate, Milestone, Action, Plan, Person.name, KnockOnDate.bundle_id)
        .join(Milestone, Milestone.id == AgreedDate.milestone_id)
        .join(Action, Action.id == Milestone.action_id)
        .join(Plan, Plan.id == Action.plan_id)
        .outerjoin(Person, Person.id == AgreedDate.proposed_by_id)
        .outerjoin(AgreedDateDecision, AgreedDateDecision.proposal_id == AgreedDate.id)
        .outerjoin(KnockOnDate, KnockOnDate.proposal_id == AgreedDate.id)
        .where(AgreedDateDecision.id.is_(None), Milestone.withdrawn_on.is_(None))
        .order_by(AgreedDate.proposed_on, AgreedDate.id)
    )
    return [
        WaitingDate(
            date_row.id,
            plan.slug,
            plan.title,
            action.number,
            milestone.number,
            milestone.text,
            date_row.as_written,
            date_row.proposed_on,
            date_row.proposed_by_id,
            name or TRACKER,
            date_row.corrects_id is not None,
            bundle_id,
        )
        for date_row, milestone, action, plan, name, bundle_id in rows
    ]
