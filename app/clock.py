"""The only reader of the clock.

`now()` and `today()` are the group's calendar: in a demonstration the calendar stands on a pinned
day with the real time of day. `real_now()` is the world's clock and is used for whatever guards
people: sign-in links, sessions, attempt limits and the audit's own instants.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app, g

_DEFAULT_ZONE = ZoneInfo("Europe/London")


def real_now() -> datetime:
    """The instant by the world's clock, aware, UTC."""
    given: Callable[[], datetime] | None = (
        current_app.extensions.get("clock") if current_app else None
    )
    return given() if given else datetime.now(UTC)


def now() -> datetime:
    """The instant on the group's calendar, aware, UTC."""
    instant = real_now()
    pinned = pinned_day()
    if pinned is None:
        return instant
    local = instant.astimezone(zone())
    return datetime.combine(pinned, local.timetz(), tzinfo=zone()).astimezone(UTC)


def today() -> date:
    """The day on the group's calendar, in its own time zone."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The group's day on which an instant falls."""
    return instant.astimezone(zone()).date()


def zone() -> ZoneInfo:
    """The group's time zone."""
    return ZoneInfo(current_app.config["TIME_ZONE"]) if current_app else _DEFAULT_ZONE


def pinned_day() -> date | None:
    """The day at which a demonstration's calendar stands; None where it is the world's."""
    if not current_app or not current_app.config["IS_DEMONSTRATION"]:
        return None
    if "pinned_day" not in g:
        g.pinned_day = current_app.extensions["pinned_day"]()
    return g.pinned_day


def forget_pinned_day() -> None:
    """Read the pinned day afresh: called when an administrator has moved it."""
    g.pop("pinned_day", None)
