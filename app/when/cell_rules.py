"""The rules that read a whole cell: its dates, undated words, recurrences, and what trails them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.when.cursor import Cursor
from app.when.item import Item
from app.when.phrase_rules import labelled, led, termed, timed
from app.when.rate_rules import rate
from app.when.vocabulary import (
    AFTERWORDS,
    CONDITIONS,
    DATE_WORDS,
    EVENTS,
    LABELS,
    TURNING_WORDS,
    UNDATED,
)

MOST_ITEMS = 6
LASTING = frozenset({"year", "year-range", "fiscal-year", "fiscal-year-range", "plan"})
LONGEST_FREE_TEXT = 14
STOPS = DATE_WORDS | TURNING_WORDS


def cell(cursor: Cursor) -> list[Item] | None:
    """Every date of the cell, or None if a single word of it was not understood."""
    items: list[Item] = []
    join = ""
    while len(items) < MOST_ITEMS:
        found = cursor.attempt(item)
        if found is None:
            return None
        items.append(replace(found, join=join))
        if cursor.is_done:
            return items
        join = cursor.attempt(_separator) or ""
        if not join:
            return None
        if cursor.is_done:
            return items if join == "." else None
    return None


def _separator(cursor: Cursor) -> str | None:
    """What stands between two dates of one cell."""
    mark = cursor.take_mark(".;,&")
    if mark == "&":
        return "and"
    word = cursor.take_word(("and", "then"))
    if word == "and":
        cursor.take_word(("then",))
        return "and"
    if word or mark:
        return word or mark
    return "new line" if cursor.peek().new_line else None


def item(cursor: Cursor) -> Item | None:
    """One date or undated phrase, and what trails it."""
    start = cursor.peek().start
    wrapped = cursor.take_mark("(")
    for rule in (led, _recurring, termed, _undated, _condition_alone, labelled):
        found = cursor.attempt(rule)
        if found is not None:
            break
    else:
        return None
    if wrapped and not cursor.take_mark(")"):
        return None
    found = _with_tails(cursor, found)
    return replace(found, start=start, end=cursor.tokens[cursor.at - 1].end)


def _recurring(cursor: Cursor) -> Item | None:
    """A recurrence, alone or within dates: "monthly ongoing", "quarterly from May 2014"."""
    slug = rate(cursor)
    if slug is None:
        return None
    cursor.attempt(_and_ongoing)
    bounded = cursor.attempt(_rate_bounds)
    return replace(bounded, rate=slug) if bounded else Item(rate=slug)


def _and_ongoing(cursor: Cursor) -> bool | None:
    cursor.skip(",-/", "and")
    return True if UNDATED.match(cursor) == "ongoing" else None


def _rate_bounds(cursor: Cursor) -> Item | None:
    cursor.take_mark(",")
    bracket = cursor.take_mark("(")
    found = timed(cursor)
    if found is None or found.first is None or (bracket and not cursor.take_mark(")")):
        return None
    if found.frame == "in" and not (_lasts(found) or found.first.lacks_year):
        return None
    return found if found.frame in ("from", "until", "during", "in") else None


def _lasts(found: Item) -> bool:
    """True for a range, or a year or more."""
    first = found.first
    return found.last is not None or (first is not None and first.unit in LASTING)


def _undated(cursor: Cursor) -> Item | None:
    """ "Ongoing", "TBC"; "Ongoing, monthly"; "Ongoing (2014-16)"."""
    slug = UNDATED.match(cursor)
    if slug != "ongoing":
        return Item(undated=slug) if slug else None
    return (
        cursor.attempt(_then_recurring)
        or cursor.attempt(_ongoing_window)
        or Item(undated="ongoing")
    )


def _then_recurring(cursor: Cursor) -> Item | None:
    cursor.skip(",-/", "and")
    bracket = cursor.take_mark("(")
    slug = rate(cursor)
    if slug is None or (bracket and not cursor.take_mark(")")):
        return None
    return Item(rate=slug)


def _ongoing_window(cursor: Cursor) -> Item | None:
    """The window of "ongoing 2014-16"; a single date after "ongoing" is not understood."""
    bracket = cursor.take_mark("(")
    if not bracket:
        cursor.take_mark(",-")
    found = timed(cursor)
    if found is None or found.first is None or (bracket and not cursor.take_mark(")")):
        return None
    if not _lasts(found) and found.frame not in ("from", "until", "during"):
        return None
    return replace(found, frame="during") if found.frame == "in" else found


def _condition_alone(cursor: Cursor) -> Item | None:
    found = _condition(cursor)
    return Item(condition=found) if found else None


def _with_tails(cursor: Cursor, found: Item) -> Item:
    """The item with each afterthought that stands behind it, each kind at most once."""
    rules: list[Callable[[Cursor, Item], Item | None]] = [
        _event, _afterword, _open_end, _condition_tail, _purpose, _bracketed_label,
    ]  # fmt: skip
    while rules:
        for rule in rules:
            longer = cursor.attempt(lambda here, rule=rule, item=found: rule(here, item))
            if longer is not None:
                found = longer
                rules.remove(rule)
                break
        else:
            return found
    return found


def _event(cursor: Cursor, found: Item) -> Item | None:
    if not found.is_bare or found.first is None or found.first.unit != "month":
        return None
    word = cursor.take_word(EVENTS)
    return replace(found, event=word) if word and found.first.parts is None else None


def _afterword(cursor: Cursor, found: Item) -> Item | None:
    """ "(estimate)", "TBC", "at the latest", "onwards"."""
    if found.first is None:
        return None
    bracket = cursor.take_mark("(")
    if not bracket:
        cursor.take_mark(",-")
    meaning = AFTERWORDS.match(cursor)
    if meaning is None or (bracket and not cursor.take_mark(")")):
        return None
    if meaning in ("approximate", "tentative"):
        return replace(found, marks=found.marks | {meaning})
    if found.frame not in ("in", meaning) or found.last is not None:
        return None
    return replace(found, frame=meaning)


def _open_end(cursor: Cursor, found: Item) -> Item | None:
    """ "March 2014 – ongoing", "March 2014 (ongoing)", "from March 2014, ongoing"."""
    if found.first is None or found.frame not in ("in", "from") or found.last or found.rate:
        return None
    bracket = cursor.take_mark("(")
    joined = bracket or cursor.take_mark("-") or cursor.take_word(("to",))
    if not joined and found.frame == "from":
        joined = cursor.take_mark(",") or "ongoing"
    if not joined or UNDATED.match(cursor) != "ongoing":
        return None
    return None if bracket and not cursor.take_mark(")") else replace(found, frame="from")


def _condition_tail(cursor: Cursor, found: Item) -> Item | None:
    if found.condition:
        return None
    cursor.take_mark(",")
    bracket = cursor.take_mark("(")
    place = _condition(cursor)
    if place is None or (bracket and not cursor.take_mark(")")):
        return None
    return replace(found, condition=place)


def _condition(cursor: Cursor) -> tuple[int, int] | None:
    return _free_text(cursor) if CONDITIONS.match(cursor) else None


def _purpose(cursor: Cursor, found: Item) -> Item | None:
    """ "Mid Feb for initial engagement": what the date is for changes no day."""
    if not cursor.labels or found.first is None or not cursor.take_word(("for",)):
        return None
    return found if _free_text(cursor) else None


def _bracketed_label(cursor: Cursor, found: Item) -> Item | None:
    if not cursor.labels or found.first is None or not cursor.take_mark("("):
        return None
    named = cursor.take_word(LABELS)
    cursor.take_word(LABELS)
    return found if named and cursor.take_mark(")") else None


def _free_text(cursor: Cursor) -> tuple[int, int] | None:
    """The place of some plain words that hold no number and no word that turns the sense."""
    start, end = cursor.peek().start, -1
    for _ in range(LONGEST_FREE_TEXT):
        token = cursor.peek()
        is_joint = token.kind == "mark" and token.text in "-'&/" and end > 0
        if is_joint or (token.kind == "word" and token.text not in STOPS):
            end = cursor.take().end
        else:
            break
    stopped = cursor.is_done or (cursor.peek().kind == "mark" and cursor.peek().text in ".;,)")
    return (start, end) if stopped and end > 0 else None
