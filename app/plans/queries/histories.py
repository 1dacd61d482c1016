"""Reading a history of dates from its rows: of milestones here, of deliverables in delivery/."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.database import db
from app.people.models import Person
from app.plans.models import Agreement, DatedColumns, ForecastColumns, Proposal
from app.plans.queries.keeping import meeting_label, named_causes, named_meetings
from app.plans.queries.written import AgreedEntry, ForecastEntry, MetEntry, MilestoneDates
from app.plans.rules import is_stale

Entry = TypeVar("Entry")
Owner = InstrumentedAttribute[int]
TRACKER = "the tracker"


def dates_of(
    milestone_id: int,
    history: list[AgreedEntry],
    forecasts: list[ForecastEntry],
    met: list[MetEntry],
) -> MilestoneDates:
    """The histories of one milestone or deliverable, and what follows from them."""
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


def grouped(pairs: Iterable[tuple[int, Entry]]) -> dict[int, list[Entry]]:
    """Entries by their owner, in their order."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for owner_id, entry in pairs:
        found[owner_id].append(entry)
    return found


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


def agreed_entries(
    table: type[Proposal], owner: Owner, wanted: Collection[int], on: date
) -> list[tuple[int, AgreedEntry]]:
    """What was proposed and decided by a day, by owner, in the order of agreement."""
    proposer, decider = aliased(Person), aliased(Person)
    cause, meeting = named_causes(on), named_meetings(on)
    rows = db.session.execute(
        select(table, owner, proposer.name, decider.name)
        .add_columns(cause.c.name, meeting.c.name, meeting.c.day)
        .outerjoin(proposer, proposer.id == table.proposed_by_id)
        .outerjoin(decider, decider.id == table.decided_by_id)
        .outerjoin(cause, cause.c.key == table.cause)
        .outerjoin(meeting, meeting.c.id == table.meeting_id)
        .where(
            owner.in_(wanted),
            or_(table.proposed_on <= on, table.decided_on <= on),
        )
        .order_by(table.id)
    )
    entries = [
        (
            owner_id,
            _agreed_entry(
                row,
                on,
                proposed_by=proposed_by or TRACKER,
                decided_by=decided_by or "",
                cause_name=cause_name,
                meeting=meeting_label(met_as, met_on) if met_as else row.meeting,
            ),
        )
        for row, owner_id, proposed_by, decided_by, cause_name, met_as, met_on in rows
    ]
    # A first date found out later stands before the rest; one day's decisions keep their order.
    return sorted(entries, key=lambda pair: (pair[1].decided_on or date.max, pair[1].id))


def _agreed_entry(
    row: Proposal, on: date, *, proposed_by: str, decided_by: str, cause_name: str, meeting: str
) -> AgreedEntry:
    was_decided = row.decided_on is not None and row.decided_on <= on
    return AgreedEntry(
        **_written(row),
        id=row.id,
        outcome=row.outcome if was_decided else Agreement.PROPOSED,
        cause=row.cause,
        cause_name=cause_name,
        reason=row.reason,
        meeting=meeting,
        meeting_id=row.meeting_id,
        source=row.source,
        proposed_on=row.proposed_on,
        decided_on=row.decided_on if was_decided else None,
        agreed_is=row.agreed_is,
        decision_reason=row.decision_reason if was_decided else "",
        proposed_by_id=row.proposed_by_id,
        proposed_by=proposed_by,
        decided_by=decided_by if was_decided else "",
        recorded_at=row.recorded_at,
    )


def forecast_entries(
    table: type[ForecastColumns], owner: Owner, wanted: Collection[int], on: date
) -> list[tuple[int, ForecastEntry]]:
    """What was forecast by a day, by owner, the oldest first."""
    cause = named_causes(on)
    rows = db.session.execute(
        select(table, owner, Person.name, cause.c.name)
        .outerjoin(Person, Person.id == table.by_id)
        .outerjoin(cause, cause.c.key == table.cause)
        .where(owner.in_(wanted), table.day <= on)
        .order_by(table.day, table.id)
    )
    return [
        (
            owner_id,
            ForecastEntry(
                **_written(row),
                id=row.id,
                day=row.day,
                cause=row.cause,
                cause_name=cause_name,
                reason=row.reason,
                by=name or TRACKER,
                recorded_at=row.recorded_at,
            ),
        )
        for row, owner_id, name, cause_name in rows
    ]
