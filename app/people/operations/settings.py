"""Settings that administrators keep: the group's name and a demonstration's day."""

from __future__ import annotations

from datetime import date

from app import access, clock
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.formats import day_in_words
from app.people.models import KeptSetting
from app.people.rules import FIRST_DAY, LAST_DAY


def keep_setting(
    key: str,
    value: str,
    by: access.Person | None = None,
    *,
    act: str = "setting kept",
    before: str | None = None,
    after: str | None = None,
) -> None:
    """Set a setting that is kept in the database; `before` and `after` say it in words."""
    found = db.session.query(KeptSetting).filter_by(key=key).one_or_none()
    had = found.value if found else ""
    if found is None:
        found = KeptSetting(key=key, value=value)
        db.session.add(found)
    elif had == value:
        return
    found.value = value
    record(
        act,
        found,
        key.replace("_", " "),
        by=by,
        before=had if before is None else before,
        after=value if after is None else after,
    )


def name_group(name: str, by: access.Person) -> None:
    """Change the group's public name."""
    keep_setting("group_name", name, by, act="group's name changed")


def move_day(day: date, by: access.Person) -> None:
    """Move the demonstration's calendar to a day. Raises RuleBroken outside a demonstration."""
    standing = clock.pinned_day()
    if standing is None:
        raise RuleBroken("Only a demonstration's calendar can be moved.")
    if not FIRST_DAY <= day <= LAST_DAY:
        span = f"{day_in_words(FIRST_DAY)} and {day_in_words(LAST_DAY)}"
        raise RuleBroken(f"Day must be between {span}", "day")
    words = {"before": day_in_words(standing), "after": day_in_words(day)}
    keep_setting("demonstration_day", day.isoformat(), by, act="calendar moved", **words)
    clock.forget_pinned_day()
