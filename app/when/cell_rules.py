"""The rules that read a whole cell: its dates, undated words, recurrences, and what trails them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.when.condition_rules import condition, free_text, plain_label
from app.when.cursor import Cursor
from app.when.item import Item
from app.when.open_rules import recurring, undated
from app.when.open_words import UNDATED
from app.when.phrase_rules import labelled, led, termed, timed
from app.when.rate_rules import rate
from app.when.relative_rules import plan_time
from app.when.vocabulary import AFTERWORDS, EVENTS, LABELS
from app.when.year_rules import year_or_years

MOST_ITEMS = 6
ROMAN = ("i", "ii", "iii", "iv", "v", "vi")


def cell(cursor: Cursor) -> list[Item] | None:
    """Every date of the cell, or None if a single word of it was not understood."""
    items: list[Item] = []
    join = ""
    while len(items) < MOST_ITEMS:
        found = cursor.recall(item)
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
    if cursor.peek().new_line:
        return "new line"
    return "number" if cursor.labels and _enumerator(cursor.copy()) else None


def _enumerator(cursor: Cursor) -> bool | None:
    """ "1)", "a)" or "(ii)" before one date of a cell."""
    opened = cursor.take_mark("(")
    token = cursor.take()
    is_number = token.kind == "number" and len(token.text) == 1
    is_letter = token.kind == "word" and (len(token.text) == 1 or token.text in ROMAN)
    if not (is_number or is_letter) or not cursor.take_mark(")"):
        return None
    return True if not opened or is_letter else None


def item(cursor: Cursor) -> Item | None:
    """One date or undated phrase, and what trails it."""
    start = cursor.peek().start
    if cursor.labels:
        cursor.attempt(_enumerator)
    wrapped = cursor.take_mark("(")
    for rule in ITEM_RULES:
        found = cursor.attempt(rule)
        if found is not None:
            break
    else:
        return None
    if wrapped and not cursor.take_mark(")"):
        return None
    found = _with_tails(cursor, found)
    return replace(found, start=start, end=cursor.tokens[cursor.at - 1].end)


def _condition_first(cursor: Cursor) -> Item | None:
    """ "Once funding is agreed", alone or before its date: "Subject to funding – March 2014"."""
    place = condition(cursor)
    if place is None:
        return None
    dated = cursor.attempt(_date_of_condition)
    return replace(dated, condition=place) if dated else Item(condition=place)


def _date_of_condition(cursor: Cursor) -> Item | None:
    if not cursor.take_mark(",:") and not (cursor.peek().spaced and cursor.take_mark("-")):
        return None
    found = timed(cursor)
    return found if found and found.first else None


def _event_first(cursor: Cursor) -> Item | None:
    """ "AGM (June 2014)", "Board meeting – 12 March 2014"."""
    word = cursor.take_word(EVENTS) if cursor.labels else None
    if word is None:
        return None
    cursor.take_word(("meeting",))
    mark = cursor.take_mark("(-:,")
    found = cursor.attempt(led)
    if found is None or not found.is_bare or (mark == "(" and not cursor.take_mark(")")):
        return None
    first = found.first
    if first is None or first.unit not in ("day", "month") or first.parts:
        return None
    return replace(found, event=word) if first.unit == "month" else found


def _freely_labelled(cursor: Cursor) -> Item | None:
    """The "Survey – March 2014" of a cell with several: any few words, then a date."""
    label = plain_label(cursor) if cursor.labels else None
    found = timed(cursor) if label else None
    if label is None or found is None or found.first is None:
        return None
    return replace(found, label=label, is_freely_labelled=True)


def _year_of_plan_named(cursor: Cursor) -> Item | None:
    """ "Year 1 (2013/14)", "Year 2 – 2014/15": the years that are written out say when."""
    if not cursor.labels or cursor.attempt(plan_time) is None:
        return None
    mark = cursor.take_mark("(-:")
    years = cursor.attempt(year_or_years) if mark else None
    if years is None or years.unit == "year" or (mark == "(" and not cursor.take_mark(")")):
        return None
    return Item(first=years)


ITEM_RULES: tuple[Callable[[Cursor], Item | None], ...] = (
    _year_of_plan_named, led, recurring, termed, undated, _condition_first, labelled,
    _event_first, _freely_labelled,
)  # fmt: skip


def _with_tails(cursor: Cursor, found: Item) -> Item:
    """The item with each afterthought that stands behind it, each kind at most once."""
    rules: list[Callable[[Cursor, Item], Item | None]] = [
        _event, _afterword, _open_end, _yearly, _condition_tail, _purpose, _bracketed_label,
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
    if found.first is None or found.first.unit not in ("day", "month") or found.first.parts:
        return None
    if not replace(found, frame="in").is_bare or found.frame not in ("in", "by"):
        return None
    bracket = found.first.unit == "day" and cursor.take_mark("(")
    word = cursor.take_word(EVENTS)
    cursor.take_word(("meeting",))
    if word is None or (bracket and not cursor.take_mark(")")):
        return None
    return replace(found, event=word) if found.first.unit == "month" else found


def _yearly(cursor: Cursor, found: Item) -> Item | None:
    """ "By 31 March each year", "March annually": no one year is meant."""
    if found.first is None or not found.first.lacks_year or found.rate or found.marks:
        return None
    cursor.take_mark(",-")
    cursor.take_word(("of",))
    return replace(found, frame="in", rate="annually") if rate(cursor) == "annually" else None


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
    if meaning in ("approximate", "tentative", "revised"):
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
    cursor.take_mark(",-")
    bracket = cursor.take_mark("(")
    place = condition(cursor)
    if place is None or (bracket and not cursor.take_mark(")")):
        return None
    return replace(found, condition=place)


def _purpose(cursor: Cursor, found: Item) -> Item | None:
    """ "Mid Feb for initial engagement": what the date is for changes no day."""
    if not cursor.labels or found.first is None or not cursor.take_word(("for",)):
        return None
    place = free_text(cursor)
    return replace(found, label=found.label or place) if place else None


def _bracketed_label(cursor: Cursor, found: Item) -> Item | None:
    if not cursor.labels or found.first is None or not cursor.take_mark("("):
        return None
    start = cursor.peek().start
    named = cursor.take_word(LABELS)
    cursor.take_word(LABELS)
    end = cursor.tokens[cursor.at - 1].end
    if not named or not cursor.take_mark(")"):
        return None
    return replace(found, label=found.label or (start, end))
