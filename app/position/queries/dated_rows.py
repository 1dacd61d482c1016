"""Dates on record as the rules of flags take them: by their rows, in order, and how they moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from app.plans.models import Agreement
from app.plans.queries import AgreedEntry, ForecastEntry, MilestoneDates
from app.position.queries.milestone_position import MilestonePosition
from app.position.rules import DatedRow, Forecasts, is_moved_quietly


def agreed_dates(position: MilestonePosition, knock_ons: Collection[int]) -> list[DatedRow]:
    """The agreed dates of a milestone; `knock_ons` are the ids of those that a push moved."""
    dates, last = position.dates, position.carrier.last if position.carrier else None
    expected = [*forecasts_of(dates), *(forecasts_of(last.dates, with_agreed=True) if last else ())]
    expected.sort(key=lambda each: each[0])
    return list(agreed_rows("agreed_date", dates.agreed_history, expected, knock_ons))


def deliverable_dates(dates: MilestoneDates) -> list[DatedRow]:
    """The agreed dates of a deliverable."""
    return list(agreed_rows("deliverable_date", dates.agreed_history, forecasts_of(dates)))


def agreed_rows(
    table: str,
    history: Iterable[AgreedEntry],
    expected: Forecasts = (),
    knock_ons: Collection[int] = (),
) -> Iterator[DatedRow]:
    """What was agreed, the oldest first. Nothing that a push moved has moved quietly."""
    before: AgreedEntry | None = None
    for each in history:
        if each.outcome is not Agreement.APPROVED:
            continue
        is_quiet = (
            before is not None
            and each.id not in knock_ons
            and is_moved_quietly(before.days, each.days, each.decided_on, expected)
        )
        yield DatedRow(f"{table} {each.id}", each.as_written, each.days, is_quiet)
        before = each


def forecast_rows(table: str, history: Iterable[ForecastEntry]) -> Iterator[DatedRow]:
    """What was forecast, the oldest first."""
    for each in history:
        yield DatedRow(f"{table} {each.id}", each.as_written, each.days)


def expected_rows(position: MilestonePosition) -> list[DatedRow]:
    """The forecasts behind the one that counts: the milestone's, or its last deliverable's."""
    counts, carrier = position.facts.forecast, position.carrier
    last = carrier.last if carrier else None
    sources = [list(forecast_rows("forecast", position.dates.forecast_history))]
    if last is not None:
        sources.insert(0, list(agreed_rows("deliverable_date", last.dates.agreed_history)))
        sources.insert(0, list(forecast_rows("deliverable_forecast", last.dates.forecast_history)))
    for rows in sources:
        if rows and rows[-1].days == counts:
            return rows
    if counts is None:
        return []
    said = position.forecast.as_written if position.forecast else ""
    return [DatedRow(f"commission {carrier.id}" if carrier else "forecast", said, counts)]


def forecasts_of(dates: MilestoneDates, *, with_agreed: bool = False) -> Forecasts:
    """The days of forecasts and what they said; `with_agreed`, of what was agreed as well."""
    found = [(each.day, each.days) for each in dates.forecast_history]
    if with_agreed:
        agreed = (each for each in dates.agreed_history if each.outcome is Agreement.APPROVED)
        found += [(each.decided_on, each.days) for each in agreed if each.decided_on is not None]
    return found
