"""When a thing will be finished, and how late that is (domain.md, "Slippage", rules 1 to 3).

Inside, a day is its ordinal number: a plan has many days, and whole numbers are quick to compare.
"""

from datetime import date

from app.slippage.terms import Certainty, Days, Facts

Ends = tuple[int, int | None]
"""First and last day of a finish as ordinals; the last is None where it has no last day."""

Slip = tuple[int | None, Certainty, int | None, int | None]
"""How late a finish is against one due date, in days; how surely; at least; and at most."""

_NOTHING_DUE: Slip = (None, Certainty.UNKNOWN, None, None)


def is_met(facts: Facts, on: date) -> bool:
    """Whether it had been met by that day."""
    return facts.actual is not None and facts.actual <= on


def is_after(day: date, due: Days | None) -> bool:
    """Whether the day is after the last day due; never so where there is no last day."""
    return due is not None and due.latest is not None and day > due.latest


def has_forecast_after(facts: Facts, on: date) -> bool:
    """Whether the owner still names a day to come; "from X" does so until X."""
    if facts.forecast is None:
        return False
    named = facts.forecast.latest or facts.forecast.earliest
    return named is not None and named > on


def ends(facts: Facts, today: int) -> Ends | None:
    """The effective finish on a day (rule 1), or None for what was withdrawn.

    What is not met finishes no earlier than the day asked, so its first day is always known.
    It has no last day where the date that counts has none ("from X", "ongoing", no date at all).
    What was met stays met, even if it was withdrawn as well.
    """
    if facts.actual is not None:
        met = facts.actual.toordinal()
        if met <= today:
            return (met, met)
    if facts.withdrawn:
        return None
    expected = facts.forecast or facts.agreed
    if expected is None:
        return today, None
    first = today if expected.earliest is None else expected.earliest.toordinal()
    last = None if expected.latest is None else expected.latest.toordinal()
    if first < today:
        first = today
    if last is not None and last < today:
        last = today
    return first, last


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


def slip_against(finished: Ends, due: Days | None) -> Slip:
    """``late`` and ``slip_interval`` of an effective finish, and how sure it is (rule 3).

    Definite where even the first day comes after the last day due; possible where only the last
    day does, or where it was lost: a date that was widened is a slip too.
    """
    if due is None or due.latest is None:
        return _NOTHING_DUE
    first, last = finished
    due_last = due.latest.toordinal()
    least = first - due_last
    if last is None:
        if least > 0:
            return least, Certainty.DEFINITE, None, None
        return None, Certainty.POSSIBLE, None, None
    days = last - due_last
    certainty = Certainty.NONE
    if days > 0:
        certainty = Certainty.DEFINITE if least > 0 else Certainty.POSSIBLE
    if due.earliest is None:
        return days, certainty, None, None
    return days, certainty, least, last - due.earliest.toordinal()
