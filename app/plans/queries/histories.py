"""Reading a history of dates from its rows: of milestones here, of deliverables in delivery/."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar, cast

from sqlalchemy import func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.database import db
from app.people.models import Person
from app.plans.models import Agreement, Cause, DecisionColumns, ForecastColumns, Proposal
from app.plans.queries.keeping import meeting_label, named_causes, named_meetings
from app.plans.queries.written import (
    AgreedEntry,
    CorrectionEntry,
    ForecastEntry,
    MetEntry,
    MilestoneDates,
    Written,
    written_columns,
)
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


def agreed_entries(
    table: type[Proposal],
    decisions: type[DecisionColumns],
    owner: Owner,
    wanted: Collection[int],
    on: date,
) -> list[tuple[int, AgreedEntry]]:
    """What was proposed, decided and corrected by a day, by owner, in the order of agreement."""
    rows = _agreed_rows(table, decisions, owner, wanted, on)
    corrections: dict[int, list[tuple[CorrectionEntry, str]]] = defaultdict(list)
    for found in rows:
        if found.row.corrects_id is not None:
            corrections[found.row.corrects_id].append((_correction(found, on), found.cause_name))
    entries = [
        (found.owner_id, _corrected(_agreed_entry(found, on), corrections[found.row.id]))
        for found in rows
        if found.row.corrects_id is None
    ]
    # A first date found out later stands before the rest; one day's decisions keep their order.
    return sorted(entries, key=lambda pair: (pair[1].decided_on or date.max, pair[1].id))


@dataclass(frozen=True, slots=True)
class _AgreedRow:
    """A row with its decision and the names that belong to it."""

    owner_id: int
    row: Any
    decision: Any
    proposed_by: str
    decided_by: str
    cause_name: str
    meeting: str

    def decided(self, on: date) -> Any:
        """The decision, if it had been made by a day."""
        made = self.decision
        return made if made is not None and made.decided_on <= on else None


def _agreed_rows(
    table: type[Proposal],
    decisions: type[DecisionColumns],
    owner: Owner,
    wanted: Collection[int],
    on: date,
) -> list[_AgreedRow]:
    made = cast(Any, decisions)
    proposer, decider = aliased(Person), aliased(Person)
    cause, meeting = named_causes(on), named_meetings(on)
    rows = db.session.execute(
        select(table, decisions, owner, proposer.name, decider.name)
        .add_columns(cause.c.name, meeting.c.name, meeting.c.day)
        .outerjoin(decisions, made.proposal_id == table.id)
        .outerjoin(proposer, proposer.id == table.proposed_by_id)
        .outerjoin(decider, decider.id == made.decided_by_id)
        .outerjoin(cause, cause.c.key == table.cause)
        .outerjoin(meeting, meeting.c.id == func.coalesce(made.meeting_id, table.meeting_id))
        .where(owner.in_(wanted), or_(table.proposed_on <= on, made.decided_on <= on))
        .order_by(table.id)
    )
    return [
        _AgreedRow(
            owner_id,
            row,
            decision,
            proposed_by or TRACKER,
            decided_by or "",
            cause_name,
            meeting_label(met_as, met_on) if met_as else row.meeting,
        )
        for row, decision, owner_id, proposed_by, decided_by, cause_name, met_as, met_on in rows
    ]


def _agreed_entry(found: _AgreedRow, on: date) -> AgreedEntry:
    row, decision = found.row, found.decided(on)
    return AgreedEntry(
        **written_columns(row),
        id=row.id,
        outcome=decision.outcome if decision else Agreement.PROPOSED,
        cause=row.cause,
        cause_name=found.cause_name,
        reason=row.reason,
        meeting=found.meeting,
        meeting_id=row.meeting_id,
        source=row.source,
        proposed_on=row.proposed_on,
        decided_on=decision.decided_on if decision else None,
        agreed_is=decision.agreed_is if decision else "on",
        decision_reason=decision.reason if decision else "",
        proposed_by_id=row.proposed_by_id,
        proposed_by=found.proposed_by,
        decided_by=found.decided_by if decision else "",
        recorded_at=row.recorded_at,
    )


def _correction(found: _AgreedRow, on: date) -> CorrectionEntry:
    row, decision = found.row, found.decided(on)
    return CorrectionEntry(
        **written_columns(row),
        id=row.id,
        corrects_id=row.corrects_id,
        outcome=decision.outcome if decision else Agreement.PROPOSED,
        day=decision.decided_on if decision else row.proposed_on,
        cause=row.cause,
        why=row.reason,
        by_id=row.proposed_by_id,
        by=found.proposed_by,
        decided_by=found.decided_by if decision else "",
        decision_reason=decision.reason if decision else "",
        recorded_at=row.recorded_at,
    )


def _corrected(
    entry: AgreedEntry, corrections: Sequence[tuple[CorrectionEntry, str]]
) -> AgreedEntry:
    """The entry as the newest approved correction has it."""
    if not corrections:
        return entry
    ordered = sorted(corrections, key=lambda pair: (pair[0].day, pair[0].id))
    entry = replace(entry, corrections=tuple(each for each, _ in ordered))
    for each, cause_name in ordered:
        if each.outcome is not Agreement.APPROVED:
            continue
        entry = replace(entry, **_in_place_of(entry, each))
        if each.cause != Cause.CORRECTION:
            entry = replace(
                entry, cause=each.cause, cause_name=cause_name, reason=entry.reason or each.why
            )
    return entry


def _in_place_of(entry: AgreedEntry | ForecastEntry, correction: CorrectionEntry) -> dict[str, Any]:
    """The words and days of a correction; the first ones typed are kept beside them."""
    if entry.as_written == correction.as_written and entry.days == correction.days:
        return {}
    original = entry.original or Written(**written_columns(entry))
    return {**written_columns(correction), "original": original}


def forecast_entries(
    table: type[ForecastColumns], owner: Owner, wanted: Collection[int], on: date
) -> list[tuple[int, ForecastEntry]]:
    """What was forecast and corrected by a day, by owner, the oldest first."""
    cause = named_causes(on)
    found = db.session.execute(
        select(table, owner, Person.name, cause.c.name)
        .outerjoin(Person, Person.id == table.by_id)
        .outerjoin(cause, cause.c.key == table.cause)
        .where(owner.in_(wanted), table.day <= on)
        .order_by(table.day, table.id)
    )
    rows: list[Any] = list(found)
    corrections: dict[int, list[CorrectionEntry]] = defaultdict(list)
    for row, _, name, _ in rows:
        if row.corrects_id is not None:
            corrections[row.corrects_id].append(_forecast_correction(row, name or TRACKER))
    return [
        (
            owner_id,
            _corrected_forecast(
                _forecast_entry(row, name or TRACKER, cause_name), corrections[row.id]
            ),
        )
        for row, owner_id, name, cause_name in rows
        if row.corrects_id is None
    ]


def _forecast_entry(row: Any, by: str, cause_name: str) -> ForecastEntry:
    return ForecastEntry(
        **written_columns(row),
        id=row.id,
        day=row.day,
        cause=row.cause,
        cause_name=cause_name,
        reason=row.reason,
        by=by,
        by_id=row.by_id,
        recorded_at=row.recorded_at,
    )


def _forecast_correction(row: Any, by: str) -> CorrectionEntry:
    return CorrectionEntry(
        **written_columns(row),
        id=row.id,
        corrects_id=row.corrects_id,
        outcome=Agreement.APPROVED,
        day=row.day,
        cause=row.cause,
        why=row.reason,
        by_id=row.by_id,
        by=by,
        decided_by="",
        decision_reason="",
        recorded_at=row.recorded_at,
    )


def _corrected_forecast(
    entry: ForecastEntry, corrections: Sequence[CorrectionEntry]
) -> ForecastEntry:
    for each in corrections:
        entry = replace(entry, **_in_place_of(entry, each))
    return replace(entry, corrections=tuple(corrections)) if corrections else entry
