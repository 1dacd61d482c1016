"""Where every milestone stands on a day, across all plans, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import select

from app.database import db
from app.errors import NotFound
from app.formats import day_in_words
from app.plans.models import Cause, Plan
from app.plans.queries import (
    MilestoneDates,
    MilestoneOn,
    Written,
    cause_sentences,
    dependencies,
    milestone_dates,
    milestones_on,
)
from app.position.queries.carrying import Carrier, carriers
from app.position.rules import (
    LateMilestone,
    Place,
    Pushed,
    cause_of,
    draft_sentence,
    placed,
    received_words,
)
from app.slippage import (
    Days,
    Dependency,
    Facts,
    KnockOn,
    Standing,
    Thresholds,
    knock_ons,
    standing,
)

_CAUSES_OF_BOUGHT_WORK = frozenset({Cause.COMPANY_LATE, Cause.NOTHING_RECEIVED})
"""Work was commissioned, even where its commission is not in the tracker."""


@dataclass(frozen=True)
class Dated:
    """A date in words, with the first and the last day that it means."""

    as_written: str
    earliest: date | None
    latest: date | None


@dataclass(frozen=True)
class PushedBy:
    """The milestone that pushes another back, as seen from that one, and how."""

    pushed: Pushed
    cause: Place

    @property
    def cause_named(self) -> str:
        """What pushes, by its place."""
        return placed(self.cause)


@dataclass(frozen=True)
class MilestonePosition:
    """One milestone on a day: its dates, how it stands, why, what it pushes and what pushes it."""

    milestone: MilestoneOn
    on: date
    facts: Facts
    standing: Standing
    baseline: Dated | None
    agreed: Dated | None
    forecast: Dated | None
    proposed: Dated | None
    effective: Dated | None
    actual: Dated | None
    is_bought: bool
    cause: str | None
    reason: str
    dates: MilestoneDates
    carrier: Carrier | None
    pushes: tuple[Pushed, ...] = ()
    pushed_by: PushedBy | None = None
    cause_sentence: str = ""
    """What the group says of the cause in a draft; empty where it says nothing."""

    @property
    def received(self) -> str:
        """What had been received or met by the day, in a sentence."""
        return received_words(self.facts, self.on, self.is_bought)

    @property
    def draft(self) -> str:
        """The slippage sentence as the rules draft it."""
        late = LateMilestone(
            number=self.milestone.number,
            text=self.milestone.text,
            first=self.baseline.as_written if self.baseline else None,
            agreed=self.agreed.as_written if self.agreed else None,
            forecast=self.forecast.as_written if self.forecast else None,
            proposed=self.proposed.as_written if self.proposed else None,
            facts=self.facts,
            standing=self.standing,
            is_bought=self.is_bought,
            cause=self.cause,
            pushes=self.pushes,
            cause_sentence=self.cause_sentence,
        )
        return draft_sentence(late, self.on)


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
    rows = milestones_on(on)
    ids = [row.id for row in rows]
    dates = milestone_dates(ids, on)
    carrying = carriers(ids, on)
    limits = limits or thresholds()
    sentences = cause_sentences(on)
    found = {
        row.id: _said(
            _position(
                row, dates[row.id], carrying.newest.get(row.id), row.id in carrying.ever, on, limits
            ),
            sentences,
        )
        for row in rows
    }
    links = [Dependency(d.needs_id, d.milestone_id, d.gap_days) for d in dependencies(on)]
    pushed = knock_ons({key: each.facts for key, each in found.items()}, links, on)
    downstream = _downstream(pushed)
    return [
        _with_pushes(each, found, pushed, downstream.get(key, []))
        for key, each in found.items()
        if plan_id is None or each.milestone.plan_id == plan_id
    ]


def _position(
    row: MilestoneOn,
    dates: MilestoneDates,
    carrier: Carrier | None,
    was_commissioned: bool,
    on: date,
    limits: Thresholds,
) -> MilestonePosition:
    own = dates.facts(withdrawn=row.withdrawn_on is not None)
    facts = carrier.carry(own) if carrier else own
    found = standing(facts, on, limits)
    forecast, why, reason = _forecast(dates, facts, carrier)
    is_met = facts.actual is not None and facts.actual <= on
    actual = _dated_day(facts.actual) if is_met and facts.actual else None
    agreed = _dated(dates.agreed)
    is_bought = was_commissioned or dates.cause in _CAUSES_OF_BOUGHT_WORK
    cause = cause_of(
        facts,
        on,
        is_bought=is_bought,
        forecast=why,
        redated=str(dates.cause) if dates.cause else None,
    )
    return MilestonePosition(
        milestone=row,
        on=on,
        facts=facts,
        standing=found,
        baseline=_dated(dates.baseline),
        agreed=agreed,
        forecast=forecast,
        proposed=_dated(dates.proposed),
        effective=actual or _effective(found.effective, forecast or agreed),
        actual=actual,
        is_bought=is_bought,
        cause=cause,
        reason=reason if why is not None and cause == why else dates.reason,
        dates=dates,
        carrier=carrier,
    )


def _said(position: MilestonePosition, sentences: Mapping[str, str]) -> MilestonePosition:
    """With what the group says of its cause."""
    return replace(position, cause_sentence=sentences.get(position.cause or "", ""))


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


def _downstream(pushed: Mapping[int, KnockOn[int]]) -> dict[int, list[int]]:
    """For each milestone all that it pushes, directly or through others, nearest first."""
    found: dict[int, list[int]] = defaultdict(list)
    for key, knock_on in pushed.items():
        cause = knock_on.cause
        found[cause].append(key)
        while cause != knock_on.root and cause in pushed:
            cause = pushed[cause].cause
            found[cause].append(key)
    return found


def _with_pushes(
    each: MilestonePosition,
    found: Mapping[int, MilestonePosition],
    pushed: Mapping[int, KnockOn[int]],
    downstream: Sequence[int],
) -> MilestonePosition:
    own = pushed.get(each.milestone.id)
    by = None
    if own is not None:
        cause = found[own.cause].milestone
        by = PushedBy(
            _pushed(each.milestone, own, seen_from=cause),
            Place(**_place(cause, seen_from=each.milestone)),
        )
    return replace(
        each,
        pushes=tuple(
            _pushed(found[key].milestone, pushed[key], seen_from=each.milestone)
            for key in downstream
        ),
        pushed_by=by,
    )


def _pushed(milestone: MilestoneOn, knock_on: KnockOn[int], seen_from: MilestoneOn) -> Pushed:
    return Pushed(
        **_place(milestone, seen_from),
        certainty=knock_on.push.certainty,
        days=knock_on.push.days,
        days_possible=knock_on.push.days_possible,
    )


def _place(milestone: MilestoneOn, seen_from: MilestoneOn) -> dict[str, Any]:
    return {
        "plan": milestone.plan_title,
        "plan_slug": milestone.plan_slug,
        "action": milestone.action_number,
        "number": milestone.number,
        "text": milestone.text,
        "is_same_plan": milestone.plan_id == seen_from.plan_id,
        "is_same_action": milestone.action_id == seen_from.action_id,
    }
