"""The instant up to which a page as at a day looks."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from app import clock


def last_instant(on: date) -> datetime:
    """Now, for today; for any other day its last instant in the group's time zone (UTC, aware)."""
    if on == clock.today():
        return clock.now()
    if on == date.max:
        return datetime.combine(on, time.min, clock.zone())
    following = datetime.combine(on + timedelta(days=1), time.min, clock.zone())
    return following - timedelta(microseconds=1)
