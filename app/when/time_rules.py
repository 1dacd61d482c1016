"""The rules that read a time of day beside a day. A date is whole days: the time changes none."""

from __future__ import annotations

from app.when.cursor import Cursor, Phrasebook

NOON_OR_NIGHT = frozenset({"am", "pm"})
NAMED = Phrasebook(
    dict.fromkeys(
        (
            "noon", "midday", "cob", "close of business", "close of play", "end of the day",
            "end of day", "lunchtime",
        ),
        True,
    )
)  # fmt: skip


def time_before_day(cursor: Cursor) -> bool | None:
    """The "5pm on" of "5pm on 28 March 2014"."""
    if time_of_day(cursor) is None:
        return None
    if not cursor.take_mark(","):
        cursor.take_word(("on", "of"))
    return True


def time_after_day(cursor: Cursor) -> bool | None:
    """The ", 5pm" or "(at 17:00)" that follows a day."""
    bracket = cursor.take_mark("(")
    if not bracket:
        cursor.take_mark(",-")
    cursor.take_word(("at", "by", "before"))
    if time_of_day(cursor) is None or (bracket and not cursor.take_mark(")")):
        return None
    return True


def time_of_day(cursor: Cursor) -> bool | None:
    """ "5pm", "5.30 pm", "17:00", "12 noon", "close of business"; never midnight, which is two."""
    if NAMED.match(cursor):
        return True
    if not cursor.peek().spaced:
        cursor.take_word(("t",))
    hour = cursor.take_number(1, 2)
    if hour is None or hour > 23:
        return None
    if cursor.word() == "noon":
        return cursor.take().text == "noon" if hour == 12 else None
    has_minutes = cursor.attempt(_minutes)
    if has_minutes and cursor.attempt(_seconds) is None and cursor.peek().text == ":":
        return None
    named = cursor.attempt(_half) if hour <= 12 else None
    is_by_clock = has_minutes == ":" or (has_minutes and named)
    return True if named or is_by_clock else None


def _minutes(cursor: Cursor) -> str | None:
    mark = cursor.take_mark(":.")
    if mark is None or cursor.peek().spaced:
        return None
    minute = cursor.take_number(2)
    return mark if minute is not None and minute < 60 else None


def _seconds(cursor: Cursor) -> bool | None:
    second = cursor.take_number(2) if cursor.take_mark(":") else None
    return True if second is not None and second < 60 else None


def _half(cursor: Cursor) -> bool | None:
    """ "pm", "p.m."."""
    if cursor.take_word(NOON_OR_NIGHT):
        return True
    if not cursor.take_word(("a", "p")) or not cursor.take_mark("."):
        return None
    if not cursor.take_word(("m",)):
        return None
    cursor.take_mark(".")
    return True
