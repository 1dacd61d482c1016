"""The rules that read weeks and weekdays: "w/c 3 March 2014", "last Friday of March 2014"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.when.cursor import Cursor
from app.when.periods import Period
from app.when.vocabulary import LAST_WORDS, MONTHS, ORDINALS, WEEKDAYS
from app.when.year_rules import year_after

COMMENCING = frozenset({"commencing", "beginning", "starting", "comm", "beg", "c", "b"})
ENDING = frozenset({"ending", "e"})
LAST = -1


def weekday_name(cursor: Cursor) -> int | None:
    """Monday is 0."""
    word = cursor.take_word(WEEKDAYS)
    if word is None:
        return None
    if not cursor.peek().spaced:
        cursor.take_mark(".")
    cursor.take_mark(",")
    cursor.take_word(("the",))
    return WEEKDAYS[word]


def month_name(cursor: Cursor) -> int | None:
    """A month in full or short, with or without a dot; "May. 2014" is one date, "May. June" two."""
    word = cursor.take_word(MONTHS)
    if word is None:
        return None
    is_short = (len(word) < 4 and word != "may") or word in ("febr", "sept")
    follows = cursor.peek(1)
    has_year = follows.text == "'" or (follows.kind == "number" and len(follows.text) == 4)
    if (is_short or has_year) and not cursor.peek().spaced:
        cursor.take_mark(".")
    return MONTHS[word]


def week(cursor: Cursor, day_in: Callable[[Cursor], Period | None]) -> Period | None:
    """ "w/c 3 March 2014", "week commencing Monday 3 March", "fortnight ending 14 March 2014"."""
    word = cursor.take_word(("week", "w", "wk", "wc", "fortnight"))
    if word is None:
        return None
    style = "c" if word == "wc" else cursor.attempt(lambda here: _week_style(here, word))
    if style is None:
        return None
    cursor.take_mark(".:")
    found = day_in(cursor)
    if found is None:
        return None
    unit = "fortnight" if word == "fortnight" else "week"
    return replace(found, unit=unit, style="ending" if style in ENDING else "commencing")


def _week_style(cursor: Cursor, word: str) -> str | None:
    if word == "w" and not cursor.take_mark("/."):
        return None
    style = cursor.take_word(COMMENCING | ENDING)
    return style if style and (word == "w") == (len(style) == 1) else None


def place_in_month(cursor: Cursor) -> Period | None:
    """ "first Monday in May 2014", "last week of March 2014": the fifth may not be there."""
    place = _place(cursor)
    if place is None:
        return None
    is_week = cursor.take_word(("week",)) is not None
    weekday = None if is_week else cursor.take_word(WEEKDAYS)
    if not is_week and weekday is None:
        return None
    cursor.take_word(("of", "in"))
    month = cursor.attempt(month_name)
    if month is None:
        return None
    year = cursor.attempt(year_after)
    if is_week:
        return Period("week-of-month", month, place, year=year)
    return Period("weekday-of-month", month, place, year=year, style=str(WEEKDAYS[weekday or ""]))


def _place(cursor: Cursor) -> int | None:
    if cursor.take_word(LAST_WORDS):
        return LAST
    word = cursor.take_word(ORDINALS)
    place = ORDINALS[word] if word else cursor.take_number(ordinals=True)
    return place if place is not None and 1 <= place <= 4 else None


def monthly_weekday(cursor: Cursor) -> str | None:
    """ "First Monday of every month", "every Tuesday", "every other Friday": how often."""
    if cursor.take_word(("every", "each")):
        other = cursor.take_word(("other", "second", "alternate"))
        if cursor.attempt(weekday_name) is None:
            return None
        return "fortnightly" if other else "weekly"
    cursor.take_word(("the",))
    if _place(cursor) is None or cursor.take_word(WEEKDAYS) is None:
        return None
    if not cursor.take_word(("of", "in")) or not cursor.take_word(("every", "each", "the")):
        return None
    return "monthly" if cursor.take_word(("month",)) else None
