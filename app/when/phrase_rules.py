"""The rules that read a date with its preposition or its range: "by …", "from … to …", "… – …"."""

from __future__ import annotations

from dataclasses import replace

from app.when.cursor import Cursor
from app.when.item import Item
from app.when.period_rules import bare_day, period
from app.when.periods import NEEDS_YEAR, Period
from app.when.quarter_rules import second_quarter
from app.when.relative_rules import band, counted, from_plan_start, of_the_plan, within
from app.when.vocabulary import (
    ABOUT,
    FRAMES,
    LABELS,
    LEADS,
    LENGTHS,
    MONTHS,
    PLAN_SPANS,
    SEASONS,
    TERM_NOUNS,
    TERMS,
)
from app.when.year_rules import numeric_day, short_years, year_or_years

TO_MARKS = frozenset({"-", "to", "until", "till", "through"})
OR_MARKS = frozenset({"/", "or"})
AND_MARKS = frozenset({"and", "&"})
YEAR_UNITS = frozenset({"year", "fiscal-year", "plan-year"})
WITHIN_YEAR = NEEDS_YEAR | {"fiscal-quarter", "fiscal-half"}


def led(cursor: Cursor) -> Item | None:
    """A date after words that change nothing: "In place by …", "Due: …", "Initial action by …"."""
    lead = LEADS.match(cursor) if cursor.labels else None
    if lead is None:
        return timed(cursor)
    if lead == "before a preposition":
        return timed(cursor) if FRAMES.match(cursor.copy()) else None
    cursor.take_mark(":-")
    found = timed(cursor)
    if found is None or lead != "start":
        return found
    return replace(found, frame="from") if found.is_bare else None


def labelled(cursor: Cursor) -> Item | None:
    """A date after a short label: "Draft: March 2014", "Phase 1 – March 2014"."""
    start = cursor.peek().start
    if not cursor.labels or cursor.take_word(LABELS) is None:
        return None
    cursor.take_word(LABELS)
    numbered = cursor.take_number(1, 2) is not None
    end = cursor.tokens[cursor.at - 1].end
    if not cursor.take_mark(":-") and numbered:
        return None
    found = cursor.attempt(led)
    return replace(found, label=(start, end)) if found else None


def termed(cursor: Cursor) -> Item | None:
    """ "Medium term activity (June – August)", or such words with no date at all."""
    term = TERMS.match(cursor) if cursor.labels else None
    if term is None:
        return None
    cursor.take_word(TERM_NOUNS)
    return cursor.attempt(_set_off) or Item(undated=term)


def _set_off(cursor: Cursor) -> Item | None:
    """A date in brackets, or after a dash or colon."""
    mark = cursor.take_mark("(-:")
    found = timed(cursor) if mark else None
    if found is None or (mark == "(" and not cursor.take_mark(")")):
        return None
    return found


def timed(cursor: Cursor) -> Item | None:
    """A period or range with its preposition."""
    marks = {ABOUT.match(cursor) or ""}
    if marks != {""}:
        cursor.take_mark(":")
    if PLAN_SPANS.match(cursor):
        return Item(frame="during", first=Period("plan"))
    if cursor.take_word(("between",)):
        return _ranged(cursor, "during", AND_MARKS | {"-"}, must=True)
    for rule in (_within_so_long, _over_a_band):
        counted = cursor.attempt(rule)
        if counted is not None:
            return counted
    frame = FRAMES.match(cursor) or "in"
    if frame != "in" and not cursor.peek().spaced:
        cursor.take_mark("-")
    ahead = cursor.attempt(_the_next_so_long) if frame in ("in", "during") else None
    if ahead is not None:
        return ahead
    marks = (marks | {ABOUT.match(cursor) or ""}) - {""}
    found = _framed(cursor, frame)
    return replace(found, marks=frozenset(marks)) if found else None


def _framed(cursor: Cursor, frame: str) -> Item | None:
    if frame in ("in", "during"):
        return _ranged(cursor, frame, TO_MARKS | OR_MARKS)
    if frame == "from":
        found = cursor.attempt(lambda here: _ranged(here, "during", TO_MARKS, must=True))
        if found is not None:
            return found
    if frame == "by":
        found = cursor.attempt(_by_neighbours)
        if found is not None:
            return found
    return _ranged(cursor, frame, OR_MARKS)


def _by_neighbours(cursor: Cursor) -> Item | None:
    """ "By March–April 2014", which says what "by March/April 2014" says."""
    found = _ranged(cursor, "by", frozenset({"-"}), must=True)
    if found is None or found.first is None or found.last is None:
        return None
    is_one_of_two = found.first.unit == found.last.unit in ("month", "season", "quarter")
    return replace(found, joined="/") if is_one_of_two else None


def _within_so_long(cursor: Cursor) -> Item | None:
    """ "Within (the next) 12 months", "within the first 6 months of the plan"."""
    if not cursor.take_word(("within",)):
        return None
    named = cursor.take_word(("the",))
    which = cursor.take_word(("next", "first"))
    found = cursor.attempt(within) if which or not named else None
    found = found or (_one_so_long(cursor) if which else None)
    if found is None:
        return None
    if cursor.attempt(from_plan_start) or (which and cursor.attempt(_of_the_plan)):
        found = replace(found, base="plan")
    elif which == "first" or cursor.word() in ("of", "from", "after", "following"):
        return None
    return Item(frame="by", first=replace(found, base=found.base or ("said" if which else "")))


def _of_the_plan(cursor: Cursor) -> bool | None:
    return of_the_plan(cursor) or None


def _the_next_so_long(cursor: Cursor) -> Item | None:
    """ "(over) the next 12 months", "over the next year": from the day it was said."""
    named = cursor.take_word(("the",))
    if not cursor.take_word(("next", "coming")):
        return None
    found = cursor.attempt(within) or (_one_so_long(cursor) if named else None)
    return Item(frame="during", first=replace(found, base="said")) if found else None


def _one_so_long(cursor: Cursor) -> Period | None:
    """The "year" of "the next year": the one to come, or the next of the calendar."""
    length = LENGTHS.get(cursor.take_word(LENGTHS) or "")
    found = counted(1, length)
    return replace(found, number=0) if found and length not in ("day", "fortnight") else None


def _over_a_band(cursor: Cursor) -> Item | None:
    """ "6–12 months (from the plan's start)", "in 1-3 years"."""
    cursor.take_word(("in", "within"))
    found = band(cursor)
    if found is None:
        return None
    if cursor.attempt(from_plan_start):
        found = replace(found, base="plan")
    return Item(frame="during", first=found)


def _ranged(
    cursor: Cursor, frame: str, joins: frozenset[str], *, must: bool = False
) -> Item | None:
    """A period, or two joined by one of `joins`; with `must`, two."""
    first = cursor.attempt(period)
    if first is None:
        return cursor.attempt(lambda here: _days_of_a_month(here, frame, joins))
    if first.unit in ("within", "next"):
        return None if must else Item(frame=frame, first=first)
    pair = cursor.attempt(lambda here: _joined_to(here, first, joins))
    if pair is None:
        return None if must else Item(frame=frame, first=first)
    return Item(frame=frame, first=first, last=pair[1], joined=pair[0])


def _joined_to(cursor: Cursor, first: Period, joins: frozenset[str]) -> tuple[str, Period] | None:
    token = cursor.take()
    if token.text not in joins:
        return None
    across = cursor.attempt(lambda here: _across_new_year(here, first))
    if across is not None:
        return token.text, across
    last = cursor.attempt(period) or cursor.attempt(lambda here: second_quarter(here, first))
    if last is None or not _can_be_joined(first, last, token.text):
        return None
    return token.text, last


def _can_be_joined(first: Period, last: Period, join: str) -> bool:
    is_in_year = first.unit in WITHIN_YEAR, last.unit in WITHIN_YEAR
    if join not in OR_MARKS and "fiscal-year" in (first.unit, last.unit):
        # "2013/14 – March 2016", "April 2014 to 2015/16": both ends are plain.
        other = last if first.unit == "fiscal-year" else first
        return first.unit == last.unit or (any(is_in_year) and not other.lacks_year)
    if first.unit in YEAR_UNITS:
        are_parts = first.parts is not None and last.parts is not None
        return first.unit == last.unit and (join not in OR_MARKS or are_parts)
    if join not in OR_MARKS and "doubt" in (first.unit, last.unit):
        return {first.unit, last.unit} <= {"doubt", "month", "day"}
    return all(is_in_year)


def _across_new_year(cursor: Cursor, first: Period) -> Period | None:
    """The "Feb 2014/15" of "Nov – Feb 2014/15", which can only end in 2015."""
    names = {"month": MONTHS, "season": SEASONS}.get(first.unit)
    word = cursor.take_word(names) if names and first.year is None else None
    if names is None or word is None or names[word] >= first.number:
        return None
    years = cursor.attempt(year_or_years) or cursor.attempt(
        lambda here: short_years(here, in_context=True)
    )
    if years is None or years.unit not in ("fiscal-year", "year-range"):
        return None
    is_one_winter = years.last_year == (years.year or 0) + 1
    return Period(first.unit, names[word], year=years.last_year) if is_one_winter else None


def _days_of_a_month(cursor: Cursor, frame: str, joins: frozenset[str]) -> Item | None:
    """ "21–31 March 2013", "21/22 March": the month stands at the second day only."""
    first = cursor.attempt(_numeric_without_year) or cursor.attempt(bare_day)
    token = cursor.take()
    if first is None or token.text not in joins:
        return None
    last = cursor.attempt(period)
    if last is None or last.unit != "day":
        return None
    return Item(frame=frame, first=first, last=last, joined=token.text)


def _numeric_without_year(cursor: Cursor) -> Period | None:
    """The 15/3 of "15/3 – 30/4/14"."""
    day = cursor.take_number(1, 2)
    mark = cursor.take_mark("/.") if day is not None else None
    month = cursor.take_number(1, 2) if mark else None
    if day is None or month is None or cursor.peek().text not in ("-", "to"):
        return None
    after = cursor.copy()
    after.take()
    return Period("day", month, day) if numeric_day(after) is not None else None
