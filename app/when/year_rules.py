"""The rules that read years, pairs of years, and dates made only of numbers."""

from __future__ import annotations

from dataclasses import replace

from app.when.cursor import Cursor
from app.when.periods import FIRST_YEAR, LAST_YEAR, Period, century_year
from app.when.vocabulary import MONTHS

LONGEST_RANGE = 30


def four_digit_year(cursor: Cursor) -> int | None:
    """A year from 1900 to 2199."""
    number = cursor.take_number(4)
    return number if number is not None and FIRST_YEAR <= number <= LAST_YEAR else None


def year_after(cursor: Cursor) -> int | None:
    """The year that follows a month, day or season: "2014", ", 2014", "-2014", "of 2014", "'14"."""
    if cursor.peek().text in ("-", "/") and not cursor.peek().spaced:
        if cursor.peek(1).spaced:
            return None
        cursor.take()
    elif not cursor.take_mark(","):
        cursor.take_word(("of", "in"))
    if cursor.take_mark("'"):
        number = cursor.take_number(2)
        return None if number is None else century_year(number)
    return four_digit_year(cursor)


def iso_day(cursor: Cursor) -> Period | None:
    """2014-03-31, 2014/03/31."""
    year = four_digit_year(cursor)
    mark = cursor.take_mark("-/.")
    month = cursor.take_number(1, 2) if year and mark else None
    if month is None or not 1 <= month <= 12 or not cursor.take_mark(mark or ""):
        return None
    day = cursor.take_number(1, 2)
    return Period("day", month, day, year=year) if day is not None else None


def numeric_day(cursor: Cursor) -> Period | None:
    """31/5/2014, 31.5. 14: the day comes before the month (domain.md, "Dates" rule 2)."""
    day = cursor.take_number(1, 2)
    if cursor.peek().text == "-" and (cursor.peek().spaced or cursor.peek(1).spaced):
        return None
    mark = cursor.take_mark("-/.") if day is not None else None
    month = cursor.take_number(1, 2) if mark else None
    if day is None or month is None or not cursor.take_mark(mark or ""):
        return None
    year = cursor.attempt(four_digit_year)
    if year is None:
        short = cursor.take_number(2)
        year = None if short is None else century_year(short)
    return Period("day", month, day, year=year) if year is not None else None


def numeric_month(cursor: Cursor) -> Period | None:
    """03/2014, 03-2014, 2014-03 (which can be no pair of years)."""
    return cursor.attempt(_month_slash_year) or cursor.attempt(_iso_month)


def _month_slash_year(cursor: Cursor) -> Period | None:
    month = cursor.take_number(1, 2)
    if month is None or cursor.peek().spaced or not cursor.take_mark("-/"):
        return None
    if not 1 <= month <= 12 or cursor.peek().spaced:
        return None
    year = four_digit_year(cursor)
    return Period("month", month, year=year) if year is not None else None


def _iso_month(cursor: Cursor) -> Period | None:
    year = four_digit_year(cursor)
    if year is None or cursor.peek().spaced or not cursor.take_mark("-") or cursor.peek().spaced:
        return None
    month = cursor.take_number(2)
    if month is None or not 1 <= month <= 12 or _second_year(year, month) is not None:
        return None
    return Period("month", month, year=year)


def _second_year(first: int, number: int) -> int | None:
    """The later year that two digits after a year mean: 2012-13, 1999-00; None if it is none."""
    second = first - first % 100 + number
    if second <= first and number == 0 and first % 100 == 99:
        second += 100
    return second if first < second <= first + LONGEST_RANGE else None


def year_or_years(cursor: Cursor) -> Period | None:
    """ "2014", "2013/14", "2014-16", "2014-2016"; also "year 2014", "calendar year 2014"."""
    named = cursor.take_word(("calendar",))
    if not cursor.take_word(("year",)) and named:
        return None
    year = four_digit_year(cursor)
    if year is None:
        return None
    pair = cursor.attempt(lambda here: _pair(here, year)) if not named else None
    if pair is None:
        return _called_financial(cursor, year) or Period("year", year=year)
    is_plain = pair.unit == "fiscal-year" or is_consecutive(pair)
    if is_plain and cursor.attempt(_financial_year_words):
        return replace(pair, unit="fiscal-year", style="/")
    return pair


def is_consecutive(pair: Period) -> bool:
    """Two years, the second of them the next one."""
    return pair.last_year == (pair.year or 0) + 1


def _financial_year_words(cursor: Cursor) -> bool | None:
    """The words of "2013/14 financial year"."""
    if cursor.take_word(("fy",)):
        return True
    named = cursor.take_word(("financial", "fiscal"))
    return True if named and cursor.take_word(("year", "years")) else None


def _called_financial(cursor: Cursor, year: int) -> Period | None:
    """ "2014 financial year": the one that ends in it, or the one that starts in it."""
    named = cursor.attempt(_financial_year_words)
    return Period("fiscal-doubt", year=year) if named else None


def short_years(cursor: Cursor, *, in_context: bool = False) -> Period | None:
    """ "13/14" is a financial year; "11/12" may be a day, unless `in_context` after "Q1"."""
    if not (cursor.labels or in_context):
        return None
    first = cursor.take_number(2)
    mark = cursor.take_mark("/" if not in_context else "/-") if first is not None else None
    if mark is None or cursor.peek().spaced:
        return None
    second = cursor.take_number(2)
    follows = cursor.peek().text in ("/", "-", ".") and not cursor.peek().spaced
    if first is None or second is None or second != (first + 1) % 100:
        return None
    if follows or cursor.word() in MONTHS:
        return None
    year = century_year(first)
    if 1 <= second <= 12 and not in_context:
        return Period("years-doubt", second, first, year=year, last_year=year + 1)
    return Period("fiscal-year", year=year, last_year=year + 1, style="/")


def _pair(cursor: Cursor, year: int) -> Period | None:
    style = cursor.take_mark("-/")
    token = cursor.peek()
    number = cursor.take_number(2, 4) if style else None
    if number is None or style is None:
        return None
    if len(token.text) == 2:
        second = _second_year(year, number)
        consecutive = "fiscal-year"
    else:
        second = number if year < number <= year + LONGEST_RANGE else None
        consecutive = "fiscal-year" if style == "/" else "year-range"
        style = "/" if style == "/" else "to"
    if second is None:
        return None
    unit = consecutive if second == year + 1 else "year-range"
    return Period(unit, year=year, last_year=second, style=style)


def financial_year(cursor: Cursor) -> Period | None:
    """ "financial year 2013/14", "FY 2013-14", "FY13/14": said outright, so never ambiguous."""
    named = cursor.take_word(("fy",)) or (
        cursor.take_word(("financial", "fiscal")) and cursor.take_word(("year", "years"))
    )
    if not named:
        return None
    year = cursor.attempt(four_digit_year)
    if year is None:
        short = cursor.take_number(2)
        year = None if short is None else century_year(short)
    if year is None:
        return None
    found = cursor.attempt(lambda here: _pair(here, year))
    if found is None or found.year is None or found.last_year is None:
        follows = cursor.peek().text in ("-", "/", ".")
        return None if follows else Period("fiscal-doubt", year=year)
    if found.last_year == found.year + 1:
        return Period("fiscal-year", year=found.year, last_year=found.last_year, style="/")
    return Period("fiscal-year-range", year=found.year, last_year=found.last_year)
