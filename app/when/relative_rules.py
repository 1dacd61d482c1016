"""The rules that read periods counted from a day: "next year", "within 12 months", "Year 2"."""

from __future__ import annotations

from app.when.cursor import Cursor
from app.when.periods import Period
from app.when.vocabulary import LENGTHS, MONTHS, NUMBERS, SEASONS


def plan_year(cursor: Cursor) -> Period | None:
    """ "Year 2" of the plan."""
    number = cursor.take_number(1) if cursor.take_word(("year", "yr")) else None
    return Period("plan-year", number) if number else None


def relative(cursor: Cursor) -> Period | None:
    """ "next year", "this quarter", "next financial year", "this autumn", "this March"."""
    which = cursor.take_word(("this", "next", "current"))
    if which is None:
        return None
    ahead = 1 if which == "next" else 0
    if cursor.word() in MONTHS or cursor.word() in SEASONS:
        word = cursor.take().text
        name, number = ("month", MONTHS[word]) if word in MONTHS else ("season", SEASONS[word])
        return Period(name, number, style=which)
    if cursor.take_word(("financial", "fiscal")):
        return Period("next", ahead, style="fiscal-year") if cursor.take_word(("year",)) else None
    if cursor.take_word(("calendar",)):
        return Period("next", ahead, style="calendar") if cursor.take_word(("year",)) else None
    word = cursor.take_word(("week", "month", "quarter", "year"))
    return Period("next", ahead, style=word) if word else None


def the_current(cursor: Cursor) -> Period | None:
    """The rest of "the end of the year", "the end of the financial year"."""
    if cursor.take_word(("financial", "fiscal")):
        return Period("next", 0, style="fiscal-year") if cursor.take_word(("year",)) else None
    word = cursor.take_word(("month", "quarter", "year"))
    return Period("next", 0, style=word) if word else None


def within(cursor: Cursor) -> Period | None:
    """The "12 months" of "within 12 months"; how long is in `day`, the unit in `style`."""
    word = cursor.take_word(NUMBERS)
    number = NUMBERS[word] if word else cursor.take_number(1, 2)
    length = LENGTHS.get(cursor.take_word(LENGTHS) or "")
    if not number or length not in ("day", "week", "month", "year"):
        return None
    return Period("within", day=number, style=length)
