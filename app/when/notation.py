"""Ranges of days in the Extended Date/Time Format (ISO 8601-2), levels 0 and 1.

Seasons and financial periods are written as days or months: the `edtf` package reads the
format's own season codes a month or two short.
"""

from __future__ import annotations

from datetime import date, timedelta

from app.when.model import DayRange


def edtf_of(days: DayRange, *, sign: str = "") -> str | None:
    """The shortest notation of exactly these days, with `sign` ("~" approximate, "?" unsure)."""
    first, last = days.earliest, days.latest
    if first is None and last is None:
        return None
    if first is None or last is None:
        left = f"{first.isoformat()}{sign}" if first else ".."
        return f"{left}/{f'{last.isoformat()}{sign}' if last else '..'}"
    starts, ends = _short_ends(first, last)
    return f"{starts}{sign}" if starts == ends else f"{starts}{sign}/{ends}{sign}"


def _short_ends(first: date, last: date) -> tuple[str, str]:
    """Both ends as years if they bound whole years, else as months, else as days."""
    ends_month = (last + timedelta(days=1)).day == 1
    if first.day == 1 and ends_month:
        if first.month == 1 and last.month == 12:
            return f"{first.year:04d}", f"{last.year:04d}"
        return f"{first.year:04d}-{first.month:02d}", f"{last.year:04d}-{last.month:02d}"
    return first.isoformat(), last.isoformat()
