"""How a commission's last deliverable carries its milestone (domain.md, "Slippage", rule 7)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.slippage.lateness import is_after
from app.slippage.terms import Facts


def last_deliverable(deliverables: Sequence[Facts]) -> Facts | None:
    """The one agreed to end last; without a last day comes after all; of equals the later given.

    Withdrawn ones are left out. None where none is left.
    """
    due = [each for each in deliverables if not each.withdrawn]
    return max(reversed(due), key=_last_day, default=None)


def carried(milestone: Facts, deliverables: Sequence[Facts]) -> Facts:
    """The milestone with the forecast, receipt and acceptance of its last deliverable.

    Its own dates stay, and its own actual counts for nothing while a deliverable carries it.
    A deliverable without a forecast, but agreed for later than the milestone, forecasts that;
    otherwise the milestone's own forecast stays. Without deliverables nothing changes.
    """
    last = last_deliverable(deliverables)
    if last is None:
        return milestone
    forecast = last.forecast
    if forecast is None and last.agreed is not None and last.agreed.latest is not None:
        is_later = is_after(last.agreed.latest, milestone.agreed)
        forecast = last.agreed if is_later else None
    return replace(
        milestone,
        forecast=forecast or milestone.forecast,
        actual=last.actual,
        received=last.received,
    )


def _last_day(deliverable: Facts) -> date:
    agreed = deliverable.agreed
    if agreed is None or agreed.latest is None:
        return date.max
    return agreed.latest
