"""The rules that read periods counted from a day: "next year", "within 12 months", "Year 2"."""

from __future__ import annotations

from dataclasses import replace

from app.when.cursor import Cursor
from app.when.periods import Period
from app.when.vocabulary import LENGTHS, MONTHS, NUMBERS, ORDINALS, SEASONS

PLAN_UNITS = {
    "year": "plan-year", "years": "plan-year", "yr": "plan-year", "yrs": "plan-year",
    "y": "plan-year", "month": "plan-month", "months": "plan-month",
}  # fmt: skip
COUNTED = ("day", "week", "fortnight", "month", "year")
TO_THE_YEAR_END = ("end", "end")


def plan_time(cursor: Cursor) -> Period | None:
    """ "Year 2", "Y1", "Years 2-3", "Year 1 Q2", "Q2 of Year 1", "Months 1 to 6" of the plan."""
    found = cursor.attempt(_quarter_of_plan_year) or cursor.attempt(_plan_years)
    return found or cursor.attempt(_ordinal_plan_year)


def _plan_years(cursor: Cursor) -> Period | None:
    word = cursor.take_word(PLAN_UNITS)
    if word is None or (word == "y" and cursor.peek().spaced):
        return None
    first = _small_number(cursor)
    if not first:
        return None
    quarter = cursor.attempt(_then_quarter) if PLAN_UNITS[word] == "plan-year" else None
    if quarter is not None:
        return Period("plan-quarter", first, quarter)
    last = cursor.attempt(lambda here: _last_number(here, first))
    return Period(PLAN_UNITS[word], first, last or first)


def _small_number(cursor: Cursor) -> int | None:
    word = cursor.take_word(NUMBERS)
    number = NUMBERS[word] if word else cursor.take_number(1, 2)
    return number if number and not (cursor.peek().text == "/" and not word) else None


def _last_number(cursor: Cursor, first: int) -> int | None:
    """The 3 of "Years 2-3", "Years 2 and 3", "Year 2 to Year 3"."""
    join = cursor.take_mark("-&") or cursor.take_word(("to", "and"))
    if join is None:
        return None
    cursor.take_word(PLAN_UNITS)
    last = _small_number(cursor)
    if last is None or last <= first or (join in ("&", "and") and last != first + 1):
        return None
    return last


def _then_quarter(cursor: Cursor) -> int | None:
    cursor.skip(",-")
    if not cursor.take_word(("q", "quarter")):
        return None
    number = cursor.take_number(1)
    return number if number in (1, 2, 3, 4) else None


def _quarter_of_plan_year(cursor: Cursor) -> Period | None:
    quarter = _then_quarter(cursor)
    if quarter is None:
        return None
    cursor.skip(",-", "of", "in")
    found = _plan_years(cursor)
    is_one_year = found is not None and found.unit == "plan-year" and found.day == found.number
    return Period("plan-quarter", found.number, quarter) if found and is_one_year else None


def _ordinal_plan_year(cursor: Cursor) -> Period | None:
    """ "(the) second year of the plan"."""
    word = cursor.take_word(ORDINALS)
    number = ORDINALS[word] if word else cursor.take_number(ordinals=True)
    if not number or number > 4 or not cursor.take_word(("year",)) or not of_the_plan(cursor):
        return None
    return Period("plan-year", number, number)


def of_the_plan(cursor: Cursor) -> bool:
    """True after "of the plan", which is taken."""
    return bool(cursor.take_word(("of",))) and cursor.attempt(whole_plan) is not None


def whole_plan(cursor: Cursor) -> Period | None:
    """The "(the) plan (period)" of "by the end of the plan"; alone, it names no time."""
    cursor.take_word(("the", "this"))
    cursor.take_word(("action", "community"))
    if not cursor.take_word(("plan",)):
        return None
    cursor.take_word(("period",))
    return Period("plan")


def relative(cursor: Cursor) -> Period | None:
    """ "next year", "this quarter", "next financial year", "this autumn", "year end"."""
    year_end = cursor.attempt(_year_end)
    if year_end is not None:
        return year_end
    which = cursor.take_word(("this", "next", "current"))
    if which is None:
        return None
    ahead = 1 if which == "next" else 0
    if cursor.word() in MONTHS or cursor.word() in SEASONS:
        word = cursor.take().text
        name, number = ("month", MONTHS[word]) if word in MONTHS else ("season", SEASONS[word])
        return Period(name, number, style=which)
    if cursor.take_word(("fy",)):
        return Period("next", ahead, style="fiscal-year")
    found = cursor.attempt(_named_year)
    if found is not None:
        return replace(found, number=ahead)
    word = cursor.take_word(("week", "month", "quarter", "year"))
    return Period("next", ahead, style=word) if word else None


def _named_year(cursor: Cursor) -> Period | None:
    """ "financial year", "calendar year"."""
    word = cursor.take_word(("financial", "fiscal", "calendar"))
    if word is None or not cursor.take_word(("year",)):
        return None
    return Period("next", 0, style="calendar" if word == "calendar" else "fiscal-year")


def _year_end(cursor: Cursor) -> Period | None:
    """ "year end", "financial year-end": the end of the one that it is."""
    found = cursor.attempt(_named_year)
    if found is None and not cursor.take_word(("year",)):
        return None
    cursor.take_mark("-")
    if not cursor.take_word(("end",)) or cursor.word() == "of":
        return None
    return replace(found or Period("next", 0, style="year"), parts=TO_THE_YEAR_END)


def the_current(cursor: Cursor) -> Period | None:
    """The rest of "the end of the year", "the end of the financial year"."""
    found = cursor.attempt(_named_year)
    if found is not None:
        return found
    word = cursor.take_word(("month", "quarter", "year"))
    return Period("next", 0, style=word) if word else None


def within(cursor: Cursor) -> Period | None:
    """The "12 months" of "within 12 months"; how long is in `day`, the unit in `style`."""
    word = cursor.take_word(NUMBERS) or cursor.take_word(("a", "an"))
    number = NUMBERS.get(word, 1) if word else cursor.take_number(1, 2)
    length = LENGTHS.get(cursor.take_word(LENGTHS) or "")
    return counted(number, length)


def counted(number: int | None, length: str | None) -> Period | None:
    """So many days, weeks, fortnights, months or years."""
    if not number or length not in COUNTED:
        return None
    if length == "fortnight":
        return Period("within", day=2 * number, style="week")
    return Period("within", day=number, style=length)


def band(cursor: Cursor) -> Period | None:
    """ "6-12 months", "1 to 3 years": from so long after a day until so long after it."""
    first = cursor.take_number(1, 2)
    if first is None or not (cursor.take_mark("-") or cursor.take_word(("to",))):
        return None
    last = cursor.take_number(1, 2)
    found = counted(last, LENGTHS.get(cursor.take_word(LENGTHS) or ""))
    if found is None or last is None or last <= first or found.style not in ("month", "year"):
        return None
    return replace(found, after=first)


def from_plan_start(cursor: Cursor) -> bool | None:
    """ "of the start of the plan", "of the plan start", "from the plan's start"."""
    if not cursor.take_word(("of", "from", "after")):
        return None
    cursor.take_word(("the",))
    if cursor.take_word(("start", "beginning")):
        return of_the_plan(cursor) or None
    if not cursor.take_word(("plan",)):
        return None
    if cursor.take_mark("'"):
        cursor.take_word(("s",))
    return True if cursor.take_word(("start", "starting", "starts", "beginning")) else None
