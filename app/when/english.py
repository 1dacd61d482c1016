"""Days and ranges of days in British English: "21 to 31 March 2013"."""

from __future__ import annotations

from datetime import date

from app.when.model import DayRange
from app.when.vocabulary import DAY_NAMES, MONTH_NAMES


def day_in_words(day: date) -> str:
    """ "9 April 2013": no leading nought."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def weekday_in_words(day: date) -> str:
    """ "Tuesday"."""
    return DAY_NAMES[day.weekday()]


def days_in_words(days: DayRange) -> str:
    """A range of days as people say it; an open end is said in words."""
    first, last = days.earliest, days.latest
    if first is None or last is None:
        if last is not None:
            return f"any day up to {day_in_words(last)}"
        return f"any day from {day_in_words(first)}" if first else "no known day"
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_in_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTH_NAMES[first.month - 1]} to {day_in_words(last)}"
    return f"{day_in_words(first)} to {day_in_words(last)}"
