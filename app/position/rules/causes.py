"""Why a milestone is late, as far as the record says (domain.md, "Slippage", rules 2 and 7)."""

from __future__ import annotations

from datetime import date

from app.slippage import Days, Facts

NOTHING_RECEIVED = "nothing received"
COMPANY_LATE = "company late"


def cause_of(
    facts: Facts, on: date, *, is_bought: bool, forecast: str | None, redated: str | None
) -> str | None:
    """The cause of a slip on a day; None where there is none, or none on record.

    `forecast` and `redated` are the causes given with the forecast and the last agreed date. A
    forecast after the agreed date says why first. Bought work that is past its agreed date says
    what came. Else it is why the date was last moved.
    """
    if _ends_after(facts.forecast, facts.agreed) and forecast:
        return forecast
    if is_bought and facts.actual is None and _is_past(facts.agreed, on):
        return COMPANY_LATE if _is_here(facts, on) else NOTHING_RECEIVED
    if is_bought and facts.actual is not None and _is_past(facts.agreed, facts.actual):
        return COMPANY_LATE
    return redated


def _is_here(facts: Facts, on: date) -> bool:
    return facts.received is not None and facts.received <= on


def _is_past(due: Days | None, on: date) -> bool:
    return due is not None and due.latest is not None and on > due.latest


def _ends_after(new: Days | None, old: Days | None) -> bool:
    if new is None or old is None or old.latest is None:
        return False
    return new.latest is None or new.latest > old.latest
