"""Date laundering: slippage that no longer shows (domain.md, "Slippage", rule 8)."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.slippage.editions import EditionMilestone
from app.slippage.terms import Rating, Standing, State

GREEN = frozenset({"green", "on track", "on target", "on schedule", "g"})


class Laundering(StrEnum):
    """How a date stopped being one that can be missed."""

    DATE_TAKEN_AWAY = "date taken away"
    """A dated milestone is now "ongoing" or "TBC"."""
    STAYED_GREEN = "stayed green"
    """It is called on track in both editions, and its date moved later."""


@dataclass(frozen=True, slots=True)
class Laundered:
    """One laundered date. Months are whole ones, at least; 0 where its day has not passed."""

    how: Laundering
    first_latest: date
    months: int
    days: int
    words: str


def laundering(
    before: EditionMilestone, after: EditionMilestone, first_latest: date | None, on: date
) -> Laundered | None:
    """What is laundered in an edition of the day ``on``; None where nothing is, or it was met.

    ``first_latest`` is the last day that was first named for it in any edition. "By December,
    then ongoing" keeps its date; words that cannot be read as a date are not taken for "ongoing".
    """
    first = first_latest or before.latest
    if first is None or before.met_on is not None or after.met_on is not None:
        return None
    how = _how(before, after)
    if how is None:
        return None
    days = max(0, (on - first).days)
    months = whole_months(first, on)
    return Laundered(how, first, months, days, at_least_late(first, on))


def laundered_on(standing: Standing, first_latest: date | None, on: date) -> Laundered | None:
    """What of rule 8 a milestone's own record shows on a day, with no edition to compare.

    ``first_latest`` is the last day of the first date agreed for it that had one. It is laundered
    once the agreed date has no last day any more and nothing was met, received or withdrawn.
    """
    if first_latest is None or standing.state is not State.UNDATED:
        return None
    return Laundered(
        Laundering.DATE_TAKEN_AWAY,
        first_latest,
        whole_months(first_latest, on),
        max(0, (on - first_latest).days),
        at_least_late(first_latest, on),
    )


def kept_green_on(standing: Standing, first_latest: date | None, on: date) -> Laundered | None:
    """What of rule 8 a date that was moved hides on a day: green, and late from the first date.

    ``first_latest`` as in ``laundered_on``. None once it was met: it is late by then and no more.
    """
    if first_latest is None or not is_bought_green(standing):
        return None
    if standing.state in (State.MET, State.MET_LATE, State.RECEIVED):
        return None
    return Laundered(
        Laundering.STAYED_GREEN,
        first_latest,
        whole_months(first_latest, on),
        max(0, (on - first_latest).days),
        at_least_late(first_latest, on),
    )


def is_bought_green(standing: Standing) -> bool:
    """Whether it is green against the agreed date only because that date was moved (rule 8)."""
    is_late = standing.rating_first in (Rating.AMBER, Rating.RED)
    return is_late and standing.rating_agreed is Rating.GREEN


def is_without_date(milestone: EditionMilestone) -> bool:
    """Whether it says "ongoing", "TBC", "as soon as possible" or the like instead of a date."""
    return not milestone.is_dated and milestone.kind.startswith("unparseable")


def is_green(milestone: EditionMilestone) -> bool:
    """Whether the edition itself calls it on track."""
    return milestone.state is not None and " ".join(milestone.state.casefold().split()) in GREEN


def whole_months(first: date, last: date) -> int:
    """Whole months from one day to another, 0 if it is not after; 31 March to 30 April is one."""
    if last <= first:
        return 0
    months = (last.year - first.year) * 12 + last.month - first.month
    same_day = min(first.day, calendar.monthrange(last.year, last.month)[1])
    return months if last.day >= same_day else months - 1


def at_least_late(first: date, on: date) -> str:
    """ "at least 8 months late", in days below one month; "not late yet" up to the day itself."""
    if on <= first:
        return "not late yet"
    months, days = whole_months(first, on), (on - first).days
    if months:
        return f"at least {_counted(months, 'month')} late"
    return f"at least {_counted(days, 'day')} late"


def _how(before: EditionMilestone, after: EditionMilestone) -> Laundering | None:
    if before.latest is not None and is_without_date(after):
        return Laundering.DATE_TAKEN_AWAY
    has_moved = before.latest and after.latest and after.latest > before.latest
    if has_moved and is_green(before) and is_green(after):
        return Laundering.STAYED_GREEN
    return None


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"
