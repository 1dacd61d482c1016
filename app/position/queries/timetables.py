"""The timetables of commissions as on record on a day: planned by then, issued by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    """The timetable of each milestone's commission on a day, by milestone, in one statement.

    Of those whose brief had been issued by then, or whose issue had been planned. Once deliverables
    are agreed under the award, their own dates carry the milestone, and the brief's delivery no
    longer does.
    """
    wanted = {milestone: each for milestone, each in carrying.items() if _counts(each)}
    if not wanted:
        return {}
    drafts = _draft_plans([each.id for each in wanted.values()], on)
    found: dict[int, Timetable] = {}
    for milestone_id, each in wanted.items():
        plans = [*drafts.get(each.id, ()), *_issued_plans(each.briefs)]
        if each.briefs or (plans and TimetableStep.ISSUE in plans[-1].dates):
            found[milestone_id] = _timetable(each, plans, milestone_id, on)
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


def _issued_plans(briefs: Iterable[Brief]) -> Iterator[Plan]:
    for brief in briefs:
        if brief.issued_at is not None:
            dates = {
                step: (each.words, Days(each.earliest, each.latest))
                for step, each in planned_dates(brief).items()
            }
            yield Plan(clock.day_of(brief.issued_at), dates)


def _timetable(carrier: Carrier, plans: Sequence[Plan], milestone_id: int, on: date) -> Timetable:
    happened = _happened(carrier.row, last_instant(on))
    steps = planned_steps(plans, happened)
    begun = started_on(steps, happened.get(TimetableStep.AWARD), on)
    return Timetable(
        carrier.id,
        carrier.reference,
        milestone_id,
        tuple(
            replace(each, happened=begun) if each.step is TimetableStep.START else each
            for each in steps
        ),
        is_issued=bool(carrier.briefs),
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
