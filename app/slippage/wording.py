"""Slippage in plain English (domain.md, "Slippage", rules 3 and 7)."""

from datetime import date
from typing import Literal

from app.slippage.lateness import is_after
from app.slippage.terms import Certainty, Facts, Standing, State

Against = Literal["first", "agreed"]


def days_late_words(standing: Standing, against: Against = "first") -> str:
    """How late it is against the first or the agreed date, last day against last day.

    "at least" while it is not met, past its date, and nobody names a later day; "up to" where
    only the latest finish is late. "365 days late" is exact by definition: ``range_words`` has
    what the days within a month or a season leave open.
    """
    if standing.state is State.WITHDRAWN:
        return "withdrawn"
    slip, certainty, interval = _against(standing, against)
    if slip is None:
        is_open = certainty is Certainty.POSSIBLE
        return "may be late: no last day is given" if is_open else "no date to count from"
    if slip <= 0:
        return _not_late_words(standing, interval)
    if standing.still_counting:
        return f"at least {_days(slip)} late"
    if certainty is Certainty.POSSIBLE:
        return f"up to {_days(slip)} late"
    return f"{_days(slip)} late"


def range_words(standing: Standing, against: Against = "first") -> str:
    """What a definite slip can be: "at least 335 and up to 375 days"; empty if to the day.

    Empty too for a slip that is only possible, or that is still counting and has no most.
    """
    _, certainty, interval = _against(standing, against)
    if certainty is not Certainty.DEFINITE or interval is None or standing.still_counting:
        return ""
    least, most = interval
    return "" if least == most else f"at least {least:,} and up to {_days(most)}"


def receipt_words(facts: Facts, on: date) -> str:
    """What had been received by that day, in a sentence; "nothing" is said too (rule 7)."""
    if facts.actual is not None and facts.actual <= on:
        return f"Accepted on {_day(facts.actual)}."
    if facts.received is not None and facts.received <= on:
        return f"Received on {_day(facts.received)} and waiting for acceptance."
    if is_after(on, facts.baseline) or is_after(on, facts.agreed):
        return f"Nothing had been received by {_day(on)}."
    return "Nothing has been received yet."


def _against(
    standing: Standing, against: Against
) -> tuple[int | None, Certainty, tuple[int, int] | None]:
    if against == "first":
        return standing.slip_first_days, standing.certainty, standing.slip_first_interval
    return standing.slip_agreed_days, standing.certainty_agreed, standing.slip_agreed_interval


def _not_late_words(standing: Standing, interval: tuple[int, int] | None) -> str:
    is_met = standing.state in (State.MET, State.MET_LATE)
    if is_met and interval is not None and interval[1] < 0:
        return "early"
    return "not late yet" if standing.still_counting else "on time"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
