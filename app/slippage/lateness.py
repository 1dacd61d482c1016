"""When a thing will be finished, and how late that is (domain.md, "Slippage", rules 1 to 3)."""

from datetime import date

from app.slippage.terms import Certainty, Days, Facts

NO_DAYS = Days(None, None)


def is_met(facts: Facts, on: date) -> bool:
    """Whether it had been met by that day."""
    return facts.actual is not None and facts.actual <= on


def is_after(day: date, due: Days | None) -> bool:
    """Whether the day is after the last day due; never so where there is no last day."""
    return due is not None and due.latest is not None and day > due.latest


def has_last_day(days: Days | None) -> bool:
    """Whether it is dated well enough for something to be late against it."""
    return days is not None and days.latest is not None


def has_forecast_after(facts: Facts, on: date) -> bool:
    """Whether the owner still names a day to come; "from X" does so until X."""
    if facts.forecast is None:
        return False
    named = facts.forecast.latest or facts.forecast.earliest
    return named is not None and named > on


def finish(facts: Facts, on: date) -> Days | None:
    """The effective finish on that day (rule 1), or None for what was withdrawn.

    What is not met finishes no earlier than the day asked, so its ``earliest`` is always known.
    ``latest`` is None where the date that counts has no last day ("from X", "ongoing", none).
    What was met stays met, even if it was withdrawn as well.
    """
    if facts.actual is not None and facts.actual <= on:
        return Days(facts.actual, facts.actual)
    if facts.withdrawn:
        return None
    expected = facts.forecast or facts.agreed or NO_DAYS
    earliest = on if expected.earliest is None else max(expected.earliest, on)
    latest = None if expected.latest is None else max(expected.latest, on)
    return Days(earliest, latest)


def late(finished: Days, due: Days | None) -> int | None:
    """Days from the last day due to the last day of the finish (rule 2); below 0 is early.

    A finish without a last day is late by what is sure already, counted from its first day.
    None where that is not late yet, or where there is no last day due.
    """
    if due is None or due.latest is None:
        return None
    if finished.latest is not None:
        return (finished.latest - due.latest).days
    if finished.earliest is not None and finished.earliest > due.latest:
        return (finished.earliest - due.latest).days
    return None


def slip_interval(finished: Days, due: Days | None) -> tuple[int, int] | None:
    """The least and the most days that the slip can be (rule 3); None if any end is open."""
    if due is None or due.earliest is None or due.latest is None:
        return None
    if finished.earliest is None or finished.latest is None:
        return None
    return (finished.earliest - due.latest).days, (finished.latest - due.earliest).days


def certainty_of(finished: Days, due: Days | None) -> Certainty:
    """How sure it is that the finish comes after the last day due (rule 3).

    A date that was widened, or that lost its last day, is a possible slip.
    """
    if due is None or due.latest is None:
        return Certainty.UNKNOWN
    if finished.earliest is not None and finished.earliest > due.latest:
        return Certainty.DEFINITE
    if finished.latest is None or finished.latest > due.latest:
        return Certainty.POSSIBLE
    return Certainty.NONE
