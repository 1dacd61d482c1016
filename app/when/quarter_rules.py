"""The rules that read quarters and halves, of calendar and of financial years."""

from __future__ import annotations

from collections.abc import Callable

from app.when.cursor import Cursor
from app.when.periods import Period
from app.when.vocabulary import LAST_WORDS, MONTHS, NUMBERS, ORDINALS, QUARTER_WORDS
from app.when.week_rules import month_name
from app.when.year_rules import (
    financial_year,
    is_consecutive,
    short_years,
    year_after,
    year_or_years,
)

MORE_OF_A_DAY = frozenset({*MONTHS, "/", ".", "-", "of"})


def quarter(cursor: Cursor) -> Period | None:
    """ "Q1 2013", "first quarter of 2013/14", "2013/14 Q1", "Q2", "quarter ending June 2013"."""
    for rule in (_quarter_then_year, _year_then_quarter, _quarter_to_month):
        found = cursor.attempt(rule)
        if found is not None:
            return found
    return None


def _quarter_to_month(cursor: Cursor) -> Period | None:
    """The three months to the end of March, June, September or December."""
    if not cursor.take_word(("quarter",)) or not cursor.take_word(("ending", "ended", "to")):
        return None
    cursor.take_word(("end",))
    cursor.take_word(("of",))
    number = cursor.attempt(month_name)
    if number is None or number % 3:
        return None
    return Period("quarter", number // 3, year=cursor.attempt(year_after), style="settled")


def _quarter_number(cursor: Cursor) -> int | None:
    if cursor.take_word(QUARTER_WORDS):
        word = cursor.take_word(NUMBERS)
        number = NUMBERS[word] if word else cursor.take_number(1)
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
    return _year_then(cursor, "quarter", _quarter_number)


def _year_then(
    cursor: Cursor, unit_name: str, numbered: Callable[[Cursor], int | None]
) -> Period | None:
    """ "2013/14 Q1", "2013/14: Q1", "2013/14 (H2)", "13/14 Q1"."""
    year = cursor.attempt(financial_year) or cursor.attempt(year_or_years)
    year = year or cursor.attempt(lambda here: short_years(here, in_context=True))
    mark = cursor.take_mark(",:(")
    number = numbered(cursor) if year is not None else None
    if number is None or year is None or (mark == "(" and not cursor.take_mark(")")):
        return None
    return _in_year(unit_name, number, year)


def half_year(cursor: Cursor) -> Period | None:
    """ "H1 2014", "H2 2013/14", "2013/14 H2"."""
    return cursor.attempt(_half_then_year) or _year_then(cursor, "half", _half_number)


def _half_number(cursor: Cursor) -> int | None:
    number = cursor.take_number(1) if cursor.take_word(("h",)) else None
    return number if number in (1, 2) else None


def _half_then_year(cursor: Cursor) -> Period | None:
    number = _half_number(cursor)
    return _shared_year(cursor, "half", number) if number is not None else None


def second_quarter(cursor: Cursor, first: Period) -> Period | None:
    """The "2 2014/15" of "Q1-2 2014/15": a quarter without its Q, whose year is the first's too."""
    if first.unit not in ("quarter", "fiscal-quarter") or first.style == "settled":
        return None
    number = cursor.take_number(1)
    if number is None or not first.number < number <= 4 or cursor.peek().text in MORE_OF_A_DAY:
        return None
    return (
        _shared_year(cursor, "quarter", number) if first.year is None else Period("quarter", number)
    )


def _shared_year(cursor: Cursor, unit_name: str, number: int) -> Period | None:
    """A quarter or half with the calendar or financial year that follows it, if one does."""

    def following(here: Cursor) -> Period | None:
        here.skip(",-/", "of", "in")
        here.take_word(("the",))
        bracket = here.take_mark("(")
        found = here.attempt(financial_year) or here.attempt(year_or_years)
        found = found or here.attempt(lambda there: short_years(there, in_context=True))
        return None if bracket and not here.take_mark(")") else found

    year = cursor.attempt(following)
    return Period(unit_name, number) if year is None else _in_year(unit_name, number, year)


def _in_year(unit_name: str, number: int, year: Period) -> Period | None:
    if year.unit == "year":
        return Period(unit_name, number, year=year.year)
    # "Q3 2013-2014": no quarter of a calendar year has two years.
    has_two = year.unit == "year-range" and is_consecutive(year)
    is_financial = year.unit == "fiscal-year" or has_two
    return Period(f"fiscal-{unit_name}", number, year=year.year) if is_financial else None
