"""Where every milestone stands on a day, across all plans, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import select

from app.database import db
from app.errors import NotFound
from app.formats import day_in_words
from app.plans.models import Agreement, Cause, Plan
from app.plans.queries import (
    MilestoneDates,
    MilestoneOn,
    Written,
    cause_sentences,
    dependencies,
    milestone_dates,
    milestones_on,
)
from app.plans.queries.wording import wording_on
from app.position.queries.carrying import Carrier, Carriers, carriers
from app.position.queries.milestone_position import Dated, MilestonePosition, PushedBy, Web
from app.position.queries.timetables import timetables
from app.position.rules import NodeKey, cause_of
from app.slippage import (
    Days,
    Dependency,
    Facts,
    PushTree,
    Standing,
    Thresholds,
    kept_green_on,
    laundered_on,
    whole_position,
)

__all__ = [
    "Dated",
    "MilestonePosition",
    "PushedBy",
    "all_positions",
    "plan_id_of",
    "thresholds",
]

_CAUSES_OF_BOUGHT_WORK = frozenset({Cause.COMPANY_LATE, Cause.NOTHING_RECEIVED})
"""Work was commissioned, even where its commission is not in the tracker."""


def thresholds() -> Thresholds:
    """The days late that still rate green and amber, from the settings."""
    return Thresholds(current_app.config["GREEN_DAYS"], current_app.config["AMBER_DAYS"])


def plan_id_of(slug: str) -> int:
    """The id of the plan with this address. Raises NotFound."""
    found = db.session.scalar(select(Plan.id).where(Plan.slug == slug))
    if found is None:
        raise NotFound
    return found


def all_positions(
    on: date, plan_id: int | None = None, limits: Thresholds | None = None
) -> list[MilestonePosition]:
    """Every milestone in the plans on that day, or those of one plan, in the plans' order.

    What pushes what is worked out over all plans even when one is asked for.
    """
    words = wording_on(None, on)
    rows = milestones_on(on, words=words)
    ids = [row.id for row in rows]
    dates = milestone_dates(ids, on)
    carrying = carriers(ids, on)
    day = _Day(on, carrying, cause_sentences(on))
    facts: dict[NodeKey, Facts] = {
        row.id: _facts(row, dates[row.id], carrying.newest.get(row.id)) for row in rows
    }
    links: list[Dependency[NodeKey]] = [
        Dependency(d.needs_id, d.milestone_id, d.gap_days) for d in dependencies(on, words)
    ]
    planned = timetables(carrying.newest, on)
    for each in planned.values():
        facts |= each.facts
        links += each.links
    standings, knock_ons = whole_position(facts, links, on, limits or thresholds())
    web = Web({row.id: row for row in rows}, PushTree(knock_ons), planned, facts, links)
    return [
        _position(row, dates[row.id], facts[row.id], standings[row.id], day, web)
        for row in rows
        if plan_id is None or row.plan_id == plan_id
    ]


@dataclass(frozen=True)
class _Day:
    """What all milestones of a day share."""

    on: date
    carrying: Carriers
    sentences: Mapping[str, str]


def _facts(row: MilestoneOn, dates: MilestoneDates, carrier: Carrier | None) -> Facts:
    own = dates.facts(withdrawn=row.withdrawn_on is not None)
    return carrier.carry(own) if carrier else own


def _position(
    row: MilestoneOn,
    dates: MilestoneDates,
    facts: Facts,
    stands: Standing,
    day: _Day,
    web: Web,
) -> MilestonePosition:
    carrier = day.carrying.newest.get(row.id)
    forecast, why, reason = _forecast(dates, facts, carrier)
    is_met = facts.actual is not None and facts.actual <= day.on
    actual = _dated_day(facts.actual) if is_met and facts.actual else None
    agreed = _dated(dates.agreed)
    first_latest = _first_last_day(dates)
    is_bought = row.id in day.carrying.ever or dates.cause in _CAUSES_OF_BOUGHT_WORK
    cause = cause_of(
        facts,
        day.on,
        is_bought=is_bought,
        forecast=why,
        redated=str(dates.cause) if dates.cause else None,
    )
    return MilestonePosition(
        milestone=row,
        on=day.on,
        facts=facts,
        standing=stands,
        baseline=_dated(dates.baseline),
        agreed=agreed,
        forecast=forecast,
        proposed=_dated(dates.proposed),
        effective=actual or _effective(stands.effective, forecast or agreed),
        actual=actual,
        is_bought=is_bought,
        cause=cause,
        reason=reason if why is not None and cause == why else dates.reason,
        dates=dates,
        carrier=carrier,
        cause_sentence=day.sentences.get(cause or "", ""),
        laundered=laundered_on(stands, first_latest, day.on),
        kept_green=kept_green_on(stands, first_latest, day.on),
        web=web,
    )


def _first_last_day(dates: MilestoneDates) -> date | None:
    """The last day of the first date agreed for it that had one."""
    agreed = (each for each in dates.agreed_history if each.outcome is Agreement.APPROVED)
    return next((each.latest for each in agreed if each.latest is not None), None)


def _forecast(
    dates: MilestoneDates, facts: Facts, carrier: Carrier | None
) -> tuple[Dated | None, str | None, str]:
    """The forecast that counts, with the cause and the reason that were given with it."""
    last = carrier.last if carrier else None
    sources = [last.dates.forecast, last.dates.agreed] if last else []
    for entry in [*sources, dates.forecast]:
        if entry is not None and facts.forecast is not None and entry.days == facts.forecast:
            return _dated(entry), str(entry.cause), entry.reason
    return None, None, ""


def _dated(entry: Written | None) -> Dated | None:
    return Dated(entry.as_written, entry.earliest, entry.latest) if entry else None


def _dated_day(day: date) -> Dated:
    return Dated(day_in_words(day), day, day)


def _effective(days: Days | None, source: Dated | None) -> Dated | None:
    """The effective finish, in the words of its source where the days are still the same."""
    if days is None:
        return None
    if source and (days.earliest, days.latest) == (source.earliest, source.latest):
        return source
    if days.earliest == days.latest and days.latest is not None:
        return _dated_day(days.latest)
    first = day_in_words(days.earliest) if days.earliest else ""
    last = day_in_words(days.latest) if days.latest else ""
    words = f"{first} to {last}" if first and last else f"from {first}" if first else f"by {last}"
    return Dated(words, days.earliest, days.latest)
