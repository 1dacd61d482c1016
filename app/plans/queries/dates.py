"""The dates of milestones as they were on record on a day, and what needs what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.database import db
from app.errors import NotFound
from app.people.models import Person
from app.plans.models import (
    Action,
    AgreedDate,
    Agreement,
    DatedColumns,
    Dependency,
    Forecast,
    Met,
    Milestone,
    Plan,
)
from app.plans.queries.wording import wording_on
from app.plans.queries.written import (
    AgreedEntry,
    ForecastEntry,
    MetEntry,
    MilestoneDates,
    Written,
)
from app.plans.rules import is_stale

__all__ = [
    "AgreedEntry",
    "DependencyOn",
    "ForecastEntry",
    "MetEntry",
    "MilestoneDates",
    "WaitingDate",
    "Written",
]

TRACKER = "the tracker"


@dataclass(frozen=True, slots=True)
class DependencyOn:
    """`milestone_id` needs `needs_id` to be met `gap_days` before it."""

    id: int
    milestone_id: int
    needs_id: int
    gap_days: int
    is_by_hand: bool


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


def milestone_dates(milestone_ids: Collection[int], on: date) -> dict[int, MilestoneDates]:
    """Every date of these milestones on record by a day, in three queries.

    Uses what was decided, forecast or recorded by then; a proposal decided later still waits.
    """
    wanted = set(milestone_ids)
    if not wanted:
        return {}
    agreed = _grouped(_agreed_entries(wanted, on))
    forecasts = _grouped(_forecast_entries(wanted, on))
    met = _grouped(_met_entries(wanted, on))
    return {
        each: _dates_of(each, agreed.get(each, []), forecasts.get(each, []), met.get(each, []))
        for each in wanted
    }


def _dates_of(
    milestone_id: int,
    history: list[AgreedEntry],
    forecasts: list[ForecastEntry],
    met: list[MetEntry],
) -> MilestoneDates:
    approved = [entry for entry in history if entry.outcome is Agreement.APPROVED]
    waiting = [entry for entry in history if entry.outcome is Agreement.PROPOSED]
    agreed = approved[-1] if approved else None
    forecast = forecasts[-1] if forecasts else None
    if (
        forecast
        and agreed
        and agreed.decided_on
        and is_stale(forecast.day, forecast.latest, agreed.decided_on, agreed.latest)
    ):
        forecast = None
    return MilestoneDates(
        milestone_id=milestone_id,
        baseline=approved[0] if approved else None,
        agreed=agreed,
        proposed=waiting[-1] if waiting else None,
        forecast=forecast,
        met_on=met[-1].met_on if met else None,
        agreed_history=tuple(history),
        forecast_history=tuple(forecasts),
        met_history=tuple(met),
    )


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for milestone_id, entry in pairs:
        grouped[milestone_id].append(entry)
    return grouped


def _written(row: DatedColumns) -> dict[str, Any]:
    return {
        "as_written": row.as_written,
        "earliest": row.earliest,
        "latest": row.latest,
        "precision": row.precision,
        "kind": row.kind,
        "edtf": row.edtf,
        "is_ambiguous": row.is_ambiguous,
        "note": row.note,
    }


def _agreed_entries(wanted: set[int], on: date) -> list[tuple[int, AgreedEntry]]:
    proposer, decider = aliased(Person), aliased(Person)
    rows = db.session.execute(
        select(AgreedDate, proposer.name, decider.name)
        .outerjoin(proposer, proposer.id == AgreedDate.proposed_by_id)
        .outerjoin(decider, decider.id == AgreedDate.decided_by_id)
        .where(
            AgreedDate.milestone_id.in_(wanted),
            or_(AgreedDate.proposed_on <= on, AgreedDate.decided_on <= on),
        )
        .order_by(AgreedDate.id)
    )
    entries = [
        (row.milestone_id, _agreed_entry(row, proposed_by, decided_by, on))
        for row, proposed_by, decided_by in rows
    ]
    # A first date found out later stands before the rest; one day's decisions keep their order.
    return sorted(entries, key=lambda pair: (pair[1].decided_on or date.max, pair[1].id))


def _agreed_entry(
    row: AgreedDate, proposed_by: str | None, decided_by: str | None, on: date
) -> AgreedEntry:
    was_decided = row.decided_on is not None and row.decided_on <= on
    return AgreedEntry(
        **_written(row),
        id=row.id,
        outcome=row.outcome if was_decided else Agreement.PROPOSED,
        cause=row.cause,
        reason=row.reason,
        meeting=row.meeting,
        source=row.source,
        proposed_on=row.proposed_on,
        decided_on=row.decided_on if was_decided else None,
        agreed_is=row.agreed_is,
        decision_reason=row.decision_reason if was_decided else "",
        proposed_by_id=row.proposed_by_id,
        proposed_by=proposed_by or TRACKER,
        decided_by=(decided_by or "") if was_decided else "",
        recorded_at=row.recorded_at,
    )


def _forecast_entries(wanted: set[int], on: date) -> list[tuple[int, ForecastEntry]]:
    rows = db.session.execute(
        select(Forecast, Person.name)
        .outerjoin(Person, Person.id == Forecast.by_id)
        .where(Forecast.milestone_id.in_(wanted), Forecast.day <= on)
        .order_by(Forecast.day, Forecast.id)
    )
    return [
        (
            row.milestone_id,
            ForecastEntry(
                **_written(row),
                id=row.id,
                day=row.day,
                cause=row.cause,
                reason=row.reason,
                by=name or TRACKER,
                recorded_at=row.recorded_at,
            ),
        )
        for row, name in rows
    ]


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


def dependencies(on: date) -> list[DependencyOn]:
    """What needs what in all plans on a day, with the gap that held then, in two queries."""
    rows = db.session.scalars(
        select(Dependency)
        .where(
            Dependency.since <= on,
            or_(Dependency.removed_on.is_(None), Dependency.removed_on > on),
        )
        .order_by(Dependency.id)
    ).all()
    words = wording_on(None, on)
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


def dependency_for(milestone: Milestone, dependency_id: int) -> Dependency:
    """What a milestone needs now, by its id. Raises NotFound."""
    found = db.session.get(Dependency, dependency_id)
    if found is None or found.milestone_id != milestone.id or found.removed_on is not None:
        raise NotFound
    return found


def agreed_date_for(milestone: Milestone, agreed_date_id: int) -> AgreedDate:
    """An agreed or proposed date of a milestone. Raises NotFound."""
    found = db.session.get(AgreedDate, agreed_date_id)
    if found is None or found.milestone_id != milestone.id:
        raise NotFound
    return found


def waiting_dates() -> list[WaitingDate]:
    """Every proposed date that waits for a decision today, the oldest first."""
    rows = db.session.execute(
        select(AgreedDate, Milestone, Action, Plan, Person.name)
        .join(Milestone, Milestone.id == AgreedDate.milestone_id)
        .join(Action, Action.id == Milestone.action_id)
        .join(Plan, Plan.id == Action.plan_id)
        .outerjoin(Person, Person.id == AgreedDate.proposed_by_id)
        .where(AgreedDate.outcome == Agreement.PROPOSED, Milestone.withdrawn_on.is_(None))
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
        )
        for date_row, milestone, action, plan, name in rows
    ]
