"""The rules that read one period: `[the] [part] [of] [the] day | month | season | … | year`.

Each rule takes a cursor and gives a Period, or None. Rules look a fixed number of tokens ahead.
"""

from __future__ import annotations

from dataclasses import replace

from app.when.cursor import Cursor
from app.when.periods import DAY_UNITS, IN_MONTH_UNITS, Period, century_year
from app.when.quarter_rules import half_year, quarter
from app.when.relative_rules import plan_time, relative, the_current, whole_plan
from app.when.time_rules import time_after_day, time_before_day
from app.when.vocabulary import (
    MONTHS,
    PARTS,
    SEASONS,
)
from app.when.week_rules import month_name, place_in_month, week, weekday_name
from app.when.year_rules import (
    financial_year,
    iso_day,
    numeric_day,
    numeric_month,
    short_years,
    year_after,
    year_or_years,
)

WITHOUT_PARTS = frozenset(
    {*DAY_UNITS, *IN_MONTH_UNITS, "doubt", "years-doubt", "fiscal-doubt", "plan-quarter"}
)


def period(cursor: Cursor) -> Period | None:
    """One period, with the part of it that is named, if any."""
    cursor.take_word(("the",))
    part = cursor.attempt(_part_of_something)
    if part is None:
        return cursor.attempt(unit)
    second = cursor.attempt(_second_part) or part
    if not cursor.peek().spaced:
        cursor.take_mark("-")
    cursor.take_word(("of", "in"))
    named = cursor.take_word(("the",))
    found = cursor.attempt(unit) or (
        cursor.attempt(the_current) if named or part == "end" else None
    )
    found = found or cursor.attempt(whole_plan)
    if found is None or found.parts is not None or found.unit in WITHOUT_PARTS:
        return None
    return replace(found, parts=(part, second))


def _part_of_something(cursor: Cursor) -> str | None:
    return cursor.attempt(_numbered_half) or PARTS.match(cursor)


def _numbered_half(cursor: Cursor) -> str | None:
    """ "1st half of", "2nd half"."""
    number = cursor.take_number(ordinals=True)
    if number not in (1, 2) or not cursor.take_word(("half",)):
        return None
    cursor.take_word(("of",))
    return "first half" if number == 1 else "second half"


def _second_part(cursor: Cursor) -> str | None:
    """The second of "mid to late", "mid-to-late" or "early/mid"."""
    mark = cursor.take_mark("/-")
    word = cursor.take_word(("to", "or")) if mark != "/" else None
    if mark and word:
        cursor.take_mark("-")
    return PARTS.match(cursor) if mark or word else None


def unit(cursor: Cursor) -> Period | None:
    """One period with no part named; the first rule that fits. Longer forms come first."""
    for rule in (
        _day_with_time,
        numeric_month,
        place_in_month,
        _week,
        month_first,
        season,
        plan_time,
        quarter,
        half_year,
        financial_year,
        relative,
        year_or_years,
        short_years,
    ):
        found = cursor.attempt(rule)
        if found is not None:
            return found
    return None


def _one_day(cursor: Cursor) -> Period | None:
    return cursor.attempt(_day_in_numbers) or cursor.attempt(day)


def _day_in_numbers(cursor: Cursor) -> Period | None:
    """ "30/10/2012", "Tuesday 30/10/2012", "2012-10-30"."""
    weekday = cursor.attempt(weekday_name)
    found = cursor.attempt(iso_day) or cursor.attempt(numeric_day)
    return replace(found, weekday=weekday) if found is not None else None


def _day_with_time(cursor: Cursor) -> Period | None:
    """A day, with the time of day that is written before or after it."""
    is_timed = cursor.attempt(time_before_day) or False
    found = _one_day(cursor) or cursor.attempt(_month_then_day)
    if found is None or (is_timed and found.unit != "day"):
        return None
    is_timed = is_timed or cursor.attempt(time_after_day) or False
    return _with_weekday(cursor, replace(found, is_timed=is_timed))


def _month_then_day(cursor: Cursor) -> Period | None:
    found = month_first(cursor)
    return found if found is not None and found.unit == "day" else None


def _with_weekday(cursor: Cursor, found: Period) -> Period:
    """The weekday of "30 October 2012 (Tuesday)"."""

    def named(here: Cursor) -> int | None:
        weekday = weekday_name(here) if here.take_mark("(") else None
        return weekday if here.take_mark(")") else None

    weekday = cursor.attempt(named) if found.weekday is None else None
    return found if weekday is None else replace(found, weekday=weekday)


def _week(cursor: Cursor) -> Period | None:
    return week(cursor, _one_day)


def bare_day(cursor: Cursor) -> Period | None:
    """A day whose month comes later: the 21 of "21 to 31 March"."""
    weekday = cursor.attempt(weekday_name)
    cursor.take_word(("the",))
    number = cursor.take_number(1, 2, ordinals=True)
    return Period("day", 0, number, weekday=weekday) if number else None


def day(cursor: Cursor) -> Period | None:
    """ "Tuesday 30th of October[, 2012]", "30-Oct-12"; the year may be left out."""
    start = cursor.attempt(bare_day)
    if start is None:
        return None
    joined = cursor.peek().text if cursor.peek().text in ("-", "/", ".") else " "
    if joined != " ":
        # "1. March 2014" is an item of a list, "30.October" a day.
        if cursor.peek().spaced or cursor.peek(1).spaced:
            return None
        cursor.take()
    else:
        cursor.take_word(("of",))
    number = cursor.attempt(month_name)
    if number is None:
        return None
    year = cursor.attempt(year_after) or cursor.attempt(lambda here: _short_year(here, joined))
    return replace(start, number=number, year=year)


def _short_year(cursor: Cursor, joined: str) -> int | None:
    """The 12 of "30 Oct 12" or "30-Oct-12": joined on as the month is, and no new date begun."""
    if joined != " ":
        if cursor.peek().spaced or not cursor.take_mark(joined):
            return None
    elif cursor.peek().text == "-":
        return None
    number = cursor.take_number(2)
    if number is None or cursor.word() in MONTHS | {"am": 0, "pm": 0, "noon": 0}:
        return None
    return None if cursor.peek().text in ("-", "/", ".", ":") else century_year(number)


def month_first(cursor: Cursor) -> Period | None:
    """ "March 2014", "Mar-2011", "March '14", "March", "October 30th[, 2012]", "May 14" (doubt)."""
    if cursor.take_word(("month",)) and not cursor.take_word(("of",)):
        return None
    weekday = cursor.attempt(weekday_name)
    number = cursor.attempt(month_name)
    if number is None:
        return None
    year = cursor.attempt(year_after)
    if year is not None:
        return Period("month", number, year=year) if weekday is None else None
    return cursor.attempt(lambda here: _day_after(here, number, weekday)) or (
        Period("month", number) if weekday is None else None
    )


def _day_after(cursor: Cursor, month: int, weekday: int | None) -> Period | None:
    unspaced = not cursor.peek().spaced and cursor.take_mark("-/")
    cursor.take_word(("the",))
    two_digits = cursor.peek().kind == "number" and len(cursor.peek().text) == 2
    number = cursor.take_number(1, 2, ordinals=not unspaced)
    if number is None or (unspaced and not two_digits):
        return None
    if cursor.word() in MONTHS or cursor.word() == "of":
        return None
    year = cursor.attempt(year_after) if not unspaced else None
    if year is None and two_digits and weekday is None:
        return Period("doubt", month, number)
    return Period("day", month, number, year=year, weekday=weekday)


def season(cursor: Cursor) -> Period | None:
    """ "Spring 2014", "the summer of 2013", "Winter 2013/14", "winter"."""
    word = cursor.take_word(SEASONS)
    if word is None:
        return None
    number = SEASONS[word]
    if number == 4:
        pair = cursor.attempt(_winter_years)
        if pair is not None:
            return Period("season", number, year=pair)
    return Period("season", number, year=cursor.attempt(year_after))


def _winter_years(cursor: Cursor) -> int | None:
    """The first year of "winter 2013/14", "winter 2013-14" or "winter 13/14"."""
    cursor.take_word(("of",))
    found = cursor.attempt(year_or_years)
    found = found or cursor.attempt(lambda here: short_years(here, in_context=True))
    if found is None or found.unit not in ("fiscal-year", "year-range"):
        return None
    apart = (found.last_year or 0) - (found.year or 0)
    return found.year if apart == 1 else None
