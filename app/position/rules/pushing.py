"""The words of the date to which a milestone is pushed (domain.md, "Slippage", rule 6)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from app.slippage import Days


def pushed_wording(expected: Days, finish: Days) -> str:
    """A pushed finish in words that read back to its days: "16 June 2014", "by 2 July 2014".

    `expected` is the date that is pushed: one that is open at its beginning stays so. A finish of
    a whole month is called by its name. Empty where the finish has no last day.
    """
    first, last = finish.earliest, finish.latest
    if last is None:
        return ""
    if expected.earliest is None or first is None:
        return f"by {_day(last)}"
    if first == last:
        return _day(last)
    if first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1]):
        return f"{first:%B} {first.year}"
    return f"{_day(first)} to {_day(last)}"


def kept_words(wanted: date, last: date) -> str:
    """How a last day stands to the one that the knock-on asks for, as a sentence."""
    days = (last - wanted).days
    if days == 0:
        return "It ends on the day that the knock-on asks for."
    counted = "1 day" if abs(days) == 1 else f"{abs(days):,} days"
    return f"It ends {counted} {'later' if days > 0 else 'sooner'} than the knock-on asks for."


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
