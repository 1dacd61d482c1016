"""The timetables of commissions as on record on a day, from the briefs that had been issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from app import clock
from app.commissions.models import Brief, Commission
from app.commissions.rules import Stage
from app.database import db
from app.formats import day_in_words
from app.position.queries.carrying import Carrier
from app.position.queries.instants import last_instant
from app.position.rules import PlannedStep, Timetable, TimetableStep, started_on
from app.slippage import Days

_ENDED = frozenset({Stage.CANCELLED, Stage.NOT_AWARDED})


def timetables(carrying: Mapping[int, Carrier], on: date) -> dict[int, Timetable]:
    """The timetable of each milestone's commission on a day, by milestone, in one statement.

    Of those whose brief had been issued by then. Once deliverables are agreed under the award,
    their own dates carry the milestone, and the brief's delivery no longer does.
    """
    wanted = {each.id: milestone for milestone, each in carrying.items() if _counts(each)}
    if not wanted:
        return {}
    at = last_instant(on)
    rows = db.session.execute(
        select(Brief, Commission)
        .join(Commission, Commission.id == Brief.commission_id)
        .where(Brief.commission_id.in_(wanted), Brief.issued_at <= at)
        .order_by(Brief.commission_id, Brief.number)
    )
    versions: dict[int, list[Brief]] = {}
    commissions: dict[int, Commission] = {}
    for brief, commission in rows:
        versions.setdefault(commission.id, []).append(brief)
        commissions[commission.id] = commission
    return {
        wanted[key]: _timetable(commissions[key], briefs, wanted[key], on)
        for key, briefs in versions.items()
    }


def _counts(carrier: Carrier) -> bool:
    return carrier.stage not in _ENDED and not carrier.deliverables


def _timetable(
    commission: Commission, briefs: list[Brief], milestone_id: int, on: date
) -> Timetable:
    first, newest = briefs[0], briefs[-1]
    steps: list[PlannedStep] = []
    for step in TimetableStep:
        planned, in_force = _planned(first, step), _planned(newest, step)
        if planned is None or in_force is None:
            continue
        words, days = in_force
        steps.append(PlannedStep(step, planned[1], days, words, _happened(commission, step, on)))
    awarded = _day_by(commission.awarded_at, on)
    begun = started_on(steps, awarded, on)
    return Timetable(
        commission.id,
        commission.reference,
        milestone_id,
        tuple(
            replace(each, happened=begun) if each.step is TimetableStep.START else each
            for each in steps
        ),
    )


def _planned(brief: Brief, step: TimetableStep) -> tuple[str, Days] | None:
    """The words and days of a step in a version; None where it has no planned last day."""
    if step is TimetableStep.DEADLINE:
        if brief.quote_deadline is None:
            return None
        day = clock.day_of(brief.quote_deadline)
        return day_in_words(day), Days(day, day)
    if step is TimetableStep.DELIVERY and brief.delivery_latest is not None:
        return brief.delivery_written, Days(brief.delivery_earliest, brief.delivery_latest)
    return None


def _happened(commission: Commission, step: TimetableStep, on: date) -> date | None:
    """The day on which a step happened, if it had by the day asked."""
    if step is TimetableStep.DEADLINE:
        return _day_by(commission.quote_deadline, on)
    if step is TimetableStep.OPENING:
        return _day_by(commission.opened_at, on)
    if step is TimetableStep.AWARD:
        return _day_by(commission.awarded_at, on)
    return None


def _day_by(instant: datetime | None, on: date) -> date | None:
    day = clock.day_of(instant) if instant is not None else None
    return day if day is not None and day <= on else None
