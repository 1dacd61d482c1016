"""How dates on record have moved, as a trend chart takes them: of milestones and deliverables."""

from __future__ import annotations

from datetime import date

from app.pictures import DateShown, Said, TrendOf
from app.plans.models import Agreement
from app.plans.queries.written import AgreedEntry, ForecastEntry, MilestoneDates, Written


def shown(entry: Written | None) -> DateShown | None:
    """A date on record as a picture shows it."""
    return DateShown(entry.as_written, entry.earliest, entry.latest) if entry else None


def trend_of(dates: MilestoneDates, key: str, label: str, done: date | None = None) -> TrendOf:
    """What was agreed and forecast by the day that `dates` were read for; done when met."""
    return TrendOf(
        key=key,
        label=label,
        agreed=tuple(
            _agreed(each, each.decided_on)
            for each in dates.agreed_history
            if each.outcome is Agreement.APPROVED and each.decided_on is not None
        ),
        forecasts=tuple(_forecast(each) for each in dates.forecast_history),
        done=done or dates.met_on,
        is_current=dates.forecast is not None,
    )


def _agreed(entry: AgreedEntry, day: date) -> Said:
    return Said(day, entry.latest, entry.as_written)


def _forecast(entry: ForecastEntry) -> Said:
    return Said(entry.day, entry.latest, entry.as_written)
