"""Everything that was changed in a plan: who, when, why, and what stood there before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.database import db
from app.formats import day_in_words
from app.people.models import Person
from app.plans.models import (
    Action,
    Agreement,
    Dependency,
    Edition,
    Measure,
    Milestone,
    ProgressEntry,
    Reading,
    Revision,
)
from app.plans.queries.dates import MilestoneDates, milestone_dates
from app.plans.queries.written import AgreedEntry

_A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

FIELDS = {
    "who_written": "who",
    "who_note": "note on who",
    "group_name": "group",
    "period_start": "start of the period",
    "period_end": "end of the period",
    "review_by": "review by",
    "withdrawn_on": "withdrawn",
    "removed_on": "removed",
    "gap_days": "gap in days",
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change. `day` is the calendar's day, `at` the instant it was recorded (UTC)."""

    day: date
    at: datetime
    subject: str
    what: str
    before: str
    after: str
    why: str
    by: str


def history(plan_id: int, on: date) -> list[HistoryLine]:
    """Every change of wording and date by a day, and every edition; the newest first."""
    names = _Names(plan_id)
    milestones = list(names.milestones)
    dates = milestone_dates(milestones, on)
    lines = [
        *_revisions(plan_id, on, names),
        *_editions(plan_id, on),
        *(line for each in milestones for line in _dates(names.milestones[each], dates[each])),
    ]
    return sorted(lines, key=lambda line: (line.day, line.at), reverse=True)


class _Names:
    """What the parts of a plan are called, in four queries."""

    def __init__(self, plan_id: int) -> None:
        rows = db.session.execute(
            select(Action.id, Action.number, Milestone.id, Milestone.number)
            .outerjoin(Milestone, Milestone.action_id == Action.id)
            .where(Action.plan_id == plan_id)
            .order_by(Action.number, Milestone.number)
        ).all()
        self.actions = {action: f"Action {number}" for action, number, _, _ in rows}
        self.milestones = {
            each: f"Action {action_number}, milestone {number}"
            for _, action_number, each, number in rows
            if each is not None
        }
        within = list(self.actions)
        self._named: dict[tuple[str, int], str] = {("plan", plan_id): "The plan"}
        self._named |= {("action", each): name for each, name in self.actions.items()}
        self._named |= {("milestone", each): name for each, name in self.milestones.items()}
        for entry, action in db.session.execute(
            select(ProgressEntry.id, ProgressEntry.action_id).where(
                ProgressEntry.action_id.in_(within)
            )
        ):
            self._named["progress_entry", entry] = f"{self.actions[action]}, progress"
        for measure, name, action, reading in db.session.execute(
            select(Measure.id, Measure.name, Measure.action_id, Reading.id)
            .outerjoin(Reading, Reading.measure_id == Measure.id)
            .where(Measure.action_id.in_(within))
        ):
            self._named["measure", measure] = f"{self.actions[action]}, measure “{name}”"
            if reading is not None:
                self._named["reading", reading] = f"{self.actions[action]}, reading of “{name}”"
        for dependency, milestone in db.session.execute(
            select(Dependency.id, Dependency.milestone_id).where(
                Dependency.milestone_id.in_(list(self.milestones))
            )
        ):
            self._named["dependency", dependency] = f"{self.milestones[milestone]}, what it needs"

    def of(self, kind: str, subject_id: int) -> str:
        return self._named.get((kind, subject_id), kind)


def _revisions(plan_id: int, on: date, names: _Names) -> Iterator[HistoryLine]:
    rows = db.session.execute(
        select(Revision, Person.name)
        .outerjoin(Person, Person.id == Revision.by_id)
        .where(Revision.plan_id == plan_id, Revision.day <= on, Revision.field != "action_id")
    )
    for row, name in rows:
        yield HistoryLine(
            row.day,
            row.recorded_at,
            names.of(row.subject_type, row.subject_id),
            f"{FIELDS.get(row.field, row.field)} changed",
            _spoken(row.before),
            _spoken(row.after),
            row.why,
            name or "the tracker",
        )


def _spoken(kept: str) -> str:
    """A kept value as pages write it: days are kept as 2013-12-04."""
    return day_in_words(date.fromisoformat(kept)) if _A_DAY.fullmatch(kept) else kept


def _editions(plan_id: int, on: date) -> Iterator[HistoryLine]:
    rows = db.session.execute(
        select(Edition.day, Edition.published_at, Edition.number, Edition.name, Person.name)
        .outerjoin(Person, Person.id == Edition.published_by_id)
        .where(Edition.plan_id == plan_id, Edition.day <= on)
    )
    for day, at, number, name, by in rows:
        yield HistoryLine(
            day, at, f"Edition {number}", "published", "", name, "", by or "the tracker"
        )


def _dates(subject: str, dates: MilestoneDates) -> Iterator[HistoryLine]:
    before = ""
    for entry in dates.agreed_history:
        yield from _agreed(subject, entry, before)
        if entry.outcome is Agreement.APPROVED:
            before = entry.as_written
    for forecast in dates.forecast_history:
        yield HistoryLine(
            forecast.day,
            forecast.recorded_at,
            subject,
            "forecast",
            "",
            forecast.as_written,
            forecast.reason,
            forecast.by,
        )
    was_met = ""
    for met in dates.met_history:
        is_met = day_in_words(met.met_on) if met.met_on else "not met"
        yield HistoryLine(
            met.day, met.recorded_at, subject, "met", was_met, is_met, met.note, met.by
        )
        was_met = is_met


def _agreed(subject: str, entry: AgreedEntry, before: str) -> Iterator[HistoryLine]:
    is_first = entry.outcome is Agreement.APPROVED and not before
    what = "first date" if is_first else f"date {entry.outcome}"
    yield HistoryLine(
        entry.decided_on or entry.proposed_on,
        entry.recorded_at,
        subject,
        f"{what} (agreed by that day)" if entry.agreed_is == "by" else what,
        before,
        entry.as_written,
        ". ".join(words.rstrip(".") for words in (entry.reason, entry.decision_reason) if words),
        f"{entry.proposed_by}, decided by {entry.decided_by}"
        if entry.decided_by
        else entry.proposed_by,
    )
