"""The rules that read a date with its preposition or its range: "by …", "from … to …", "… – …"."""

from __future__ import annotations

from dataclasses import replace

from app.when.cursor import Cursor
from app.when.item import Item
from app.when.period_rules import bare_day, period
from app.when.periods import NEEDS_YEAR, Period
from app.when.relative_rules import within
from app.when.vocabulary import ABOUT, FRAMES, LABELS, LEADS, PLAN_SPANS, TERM_NOUNS, TERMS

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
        return timed(cursor) if FRAMES.match(_copy(cursor)) else None
    cursor.take_mark(":-")
    found = timed(cursor)
    if found is None or lead != "start":
        return found
    return replace(found, frame="from") if found.is_bare else None


def _copy(cursor: Cursor) -> Cursor:
    copied = Cursor(cursor.tokens, labels=cursor.labels)
    copied.at = cursor.at
    return copied


def labelled(cursor: Cursor) -> Item | None:
    """A date after a short label: "Draft: March 2014", "Phase 1 – March 2014"."""
    if not cursor.labels or cursor.take_word(LABELS) is None:
        return None
    cursor.take_word(LABELS)
    numbered = cursor.take_number(1, 2) is not None
    if not cursor.take_mark(":-") and numbered:
        return None
    return cursor.attempt(led)


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
    if PLAN_SPANS.match(cursor):
        return Item(frame="during", first=Period("plan"))
    if cursor.take_word(("between",)):
        return _ranged(cursor, "during", AND_MARKS | {"-"}, must=True)
    if cursor.word() == "within":
        counted = cursor.attempt(_within_so_long)
        if counted is not None:
            return counted
    frame = FRAMES.match(cursor) or "in"
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
    return _ranged(cursor, frame, OR_MARKS)


def _within_so_long(cursor: Cursor) -> Item | None:
    cursor.take()
    cursor.take_word(("the",))
    cursor.take_word(("next",))
    found = within(cursor)
    return Item(frame="by", first=found) if found else None


def _the_next_so_long(cursor: Cursor) -> Item | None:
    """ "(over) the next 12 months": from the day it was said."""
    cursor.take_word(("the",))
    found = within(cursor) if cursor.take_word(("next",)) else None
    return Item(frame="during", first=found) if found else None


def _ranged(
    cursor: Cursor, frame: str, joins: frozenset[str], *, must: bool = False
) -> Item | None:
    """A period, or two joined by one of `joins`; with `must`, two."""
    first = cursor.attempt(period)
    if first is None:
        return cursor.attempt(lambda here: _days_of_a_month(here, frame, joins))
    if first.unit in ("within", "next", "doubt"):
        return None if must else Item(frame=frame, first=first)
    pair = cursor.attempt(lambda here: _joined_to(here, first, joins))
    if pair is None:
        return None if must else Item(frame=frame, first=first)
    return Item(frame=frame, first=first, last=pair[1], joined=pair[0])


def _joined_to(cursor: Cursor, first: Period, joins: frozenset[str]) -> tuple[str, Period] | None:
    token = cursor.take()
    if token.text not in joins:
        return None
    last = cursor.attempt(period)
    if last is None or not _can_be_joined(first, last, token.text):
        return None
    return token.text, last


def _can_be_joined(first: Period, last: Period, join: str) -> bool:
    if first.unit in YEAR_UNITS:
        return first.unit == last.unit and join not in OR_MARKS
    return first.unit in WITHIN_YEAR and last.unit in WITHIN_YEAR


def _days_of_a_month(cursor: Cursor, frame: str, joins: frozenset[str]) -> Item | None:
    """ "21–31 March 2013", "21/22 March": the month stands at the second day only."""
    first = cursor.attempt(bare_day)
    token = cursor.take()
    if first is None or token.text not in joins:
        return None
    last = cursor.attempt(period)
    if last is None or last.unit != "day":
        return None
    return Item(frame=frame, first=first, last=last, joined=token.text)
