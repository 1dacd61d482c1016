"""The rules that read one period: `[the] [part] [of] [the] day | month | season | … | year`.

Each rule takes a cursor and gives a Period, or None. Rules look a fixed number of tokens ahead.
"""

from __future__ import annotations

from dataclasses import replace

from app.when.cursor import Cursor
from app.when.periods import Period
from app.when.relative_rules import plan_year, relative, the_current
from app.when.vocabulary import (
    LAST_WORDS,
    MONTHS,
    ORDINALS,
    PARTS,
    QUARTER_WORDS,
    SEASONS,
    WEEKDAYS,
)
from app.when.year_rules import (
    century_year,
    financial_year,
    iso_day,
    numeric_day,
    numeric_month,
    year_after,
    year_or_years,
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
    if found is None or found.parts is not None or found.unit in ("day", "week", "doubt"):
        return None
    return replace(found, parts=(part, second))


def _part_of_something(cursor: Cursor) -> str | None:
    return PARTS.match(cursor)


def _second_part(cursor: Cursor) -> str | None:
    """The second of "mid to late" or "early/mid"."""
    if not (cursor.take_mark("/-") or cursor.take_word(("to", "or"))):
        return None
    return PARTS.match(cursor)


def unit(cursor: Cursor) -> Period | None:
    """One period with no part named; the first rule that fits. Longer forms come first."""
    for rule in (
        iso_day,
        numeric_day,
        numeric_month,
        week,
        day,
        month_first,
        season,
        quarter,
        half_year,
        financial_year,
        plan_year,
        relative,
        year_or_years,
    ):
        found = cursor.attempt(rule)
        if found is not None:
            return found
    return None


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
    """A month in full or short, with or without a dot."""
    word = cursor.take_word(MONTHS)
    if word is None:
        return None
    if not cursor.peek().spaced and (len(word) < 4 or word == "sept"):
        cursor.take_mark(".")
    return MONTHS[word]


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
    if number is None or cursor.word() in MONTHS or cursor.peek().text in ("-", "/", ".", ":"):
        return None
    return century_year(number)


def month_first(cursor: Cursor) -> Period | None:
    """ "March 2014", "Mar-2011", "March '14", "March", "October 30th[, 2012]", "May 14" (doubt)."""
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
    """The first year of "winter 2013/14" or "winter 2013-14"."""
    cursor.take_word(("of",))
    found = cursor.attempt(year_or_years)
    if found is None or found.unit not in ("fiscal-year", "year-range"):
        return None
    apart = (found.last_year or 0) - (found.year or 0)
    return found.year if apart == 1 else None


def quarter(cursor: Cursor) -> Period | None:
    """ "Q1 2013", "first quarter of 2013/14", "2013/14 Q1", "Q2"."""
    return cursor.attempt(_quarter_then_year) or cursor.attempt(_year_then_quarter)


def _quarter_number(cursor: Cursor) -> int | None:
    if cursor.take_word(QUARTER_WORDS):
        number = cursor.take_number(1)
    else:
        number = _ordinal(cursor, last=4)
        if number is None or not cursor.take_word(("quarter", "qtr")):
            return None
    return number if number in (1, 2, 3, 4) else None


def _ordinal(cursor: Cursor, last: int) -> int | None:
    if cursor.take_word(LAST_WORDS):
        return last
    word = cursor.take_word(ORDINALS)
    if word is not None:
        return ORDINALS[word]
    return cursor.take_number(ordinals=True)


def _quarter_then_year(cursor: Cursor) -> Period | None:
    says_last = cursor.word() in LAST_WORDS
    number = _quarter_number(cursor)
    found = _shared_year(cursor, "quarter", number) if number is not None else None
    # "Last quarter" with no year is as likely the quarter that has gone.
    return None if found is None or (says_last and found.year is None) else found


def _year_then_quarter(cursor: Cursor) -> Period | None:
    year = cursor.attempt(financial_year) or cursor.attempt(year_or_years)
    cursor.take_mark(",")
    number = _quarter_number(cursor) if year is not None else None
    return _in_year("quarter", number, year) if year and number else None


def half_year(cursor: Cursor) -> Period | None:
    """ "H1 2014", "H2 2013/14"."""
    number = cursor.take_number(1) if cursor.take_word(("h",)) else None
    return _shared_year(cursor, "half", number) if number in (1, 2) else None


def _shared_year(cursor: Cursor, unit_name: str, number: int) -> Period | None:
    """A quarter or half with the calendar or financial year that follows it, if one does."""

    def following(here: Cursor) -> Period | None:
        here.skip(",-/", "of", "in")
        here.take_word(("the",))
        bracket = here.take_mark("(")
        found = here.attempt(financial_year) or here.attempt(year_or_years)
        return None if bracket and not here.take_mark(")") else found

    year = cursor.attempt(following)
    return Period(unit_name, number) if year is None else _in_year(unit_name, number, year)


def _in_year(unit_name: str, number: int, year: Period) -> Period | None:
    if year.unit == "year":
        return Period(unit_name, number, year=year.year)
    is_financial = year.unit == "fiscal-year"
    return Period(f"fiscal-{unit_name}", number, year=year.year) if is_financial else None


def week(cursor: Cursor) -> Period | None:
    """ "w/c 3 March 2014", "week commencing Monday 3 March", "week ending 7 March 2014"."""
    word = cursor.take_word(("week", "w", "wk"))
    if word is None:
        return None
    if word == "w" and not cursor.take_mark("/"):
        return None
    style = cursor.take_word(("commencing", "beginning", "starting", "ending", "c", "b", "e"))
    if style is None or (word == "w") != (len(style) == 1):
        return None
    found = cursor.attempt(iso_day) or cursor.attempt(numeric_day) or cursor.attempt(day)
    if found is None:
        return None
    return replace(found, unit="week", style="ending" if style in ("ending", "e") else "commencing")
