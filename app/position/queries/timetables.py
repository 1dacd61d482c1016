"""The timetables of commissions as on record on a day: planned by then, issued by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from app import clock
from app.commissions.models import Brief, Commission, DraftPlan
from app.commissions.planned import planned_dates
from app.commissions.rules import Stage
from app.database import db
from app.position.queries.carrying import Carrier
from app.position.queries.instants import last_instant
from app.position.rules import Plan, Timetable, TimetableStep, planned_steps, started_on
from app.slippage import Days

_ENDED = frozenset({Stage.CANCELLED, Stage.NOT_AWARDED})


def timetables(carrying: Mapping[int, Carrier], on: date) -> dict[int, Timetable]:
    """The timetable of each milestone's commission on a day, by milestone, in three statements.

    Of those whose brief had been issued by then, or whose issue had been planned. Once deliverables
    are agreed under the award, their own dates carry the milestone, and the brief's delivery no
    longer does.
    """
    wanted = {each.id: milestone for milestone, each in carrying.items() if _counts(each)}
    if not wanted:
        return {}
    drafts, issued = _draft_plans(wanted, on), _issued_plans(wanted, last_instant(on))
    rows = db.session.scalars(select(Commission).where(Commission.id.in_(wanted)))
    found: dict[int, Timetable] = {}
    for row in rows:
        plans = [*drafts.get(row.id, ()), *issued.get(row.id, ())]
        is_issued = row.id in issued
        if is_issued or (plans and TimetableStep.ISSUE in plans[-1].dates):
            found[wanted[row.id]] = _timetable(row, plans, wanted[row.id], on, is_issued)
    return found


def _counts(carrier: Carrier) -> bool:
    return carrier.stage not in _ENDED and not carrier.deliverables


def _draft_plans(ids: Collection[int], on: date) -> dict[int, list[Plan]]:
    """What was planned before the brief was issued: a plan for each day on which it changed."""
    rows = db.session.scalars(
        select(DraftPlan)
        .where(DraftPlan.commission_id.in_(ids), DraftPlan.day <= on)
        .order_by(DraftPlan.id)
    )
    found: dict[int, list[Plan]] = defaultdict(list)
    for row in rows:
        plans = found[row.commission_id]
        dates = dict(plans[-1].dates) if plans else {}
        dates.pop(row.step, None)
        if row.latest is not None:
            dates[row.step] = row.as_written, Days(row.earliest, row.latest)
        if plans and plans[-1].day == row.day:
            plans.pop()
        plans.append(Plan(row.day, dates))
    return found


def _issued_plans(ids: Collection[int], at: datetime) -> dict[int, list[Plan]]:
    rows = db.session.scalars(
        select(Brief)
        .where(Brief.commission_id.in_(ids), Brief.issued_at <= at)
        .order_by(Brief.commission_id, Brief.number)
    )
    found: dict[int, list[Plan]] = defaultdict(list)
    for brief in rows:
        if brief.issued_at is None:
            continue
        dates = {
            step: (each.words, Days(each.earliest, each.latest))
            for step, each in planned_dates(brief).items()
        }
        found[brief.commission_id].append(Plan(clock.day_of(brief.issued_at), dates))
    return found


def _timetable(
    commission: Commission, plans: Sequence[Plan], milestone_id: int, on: date, is_issued: bool
) -> Timetable:
    happened = _happened(commission, last_instant(on))
    steps = planned_steps(plans, happened)
    begun = started_on(steps, happened.get(TimetableStep.AWARD), on)
    return Timetable(
        commission.id,
        commission.reference,
        milestone_id,
        tuple(
            replace(each, happened=begun) if each.step is TimetableStep.START else each
            for each in steps
        ),
        is_issued,
    )


def _happened(commission: Commission, at: datetime) -> dict[TimetableStep, date]:
    """The day on which each step happened, of those that had by an instant."""
    instants = {
        TimetableStep.ISSUE: commission.issued_at,
        TimetableStep.DEADLINE: commission.quote_deadline,
        TimetableStep.OPENING: commission.opened_at,
        TimetableStep.AWARD: commission.awarded_at,
    }
    return {
        step: clock.day_of(instant)
        for step, instant in instants.items()
        if instant is not None and instant <= at
    }
