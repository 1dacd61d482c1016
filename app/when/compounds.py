"""Puts the dates of one cell together: a run of days, a date and what goes on, or milestones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.when.item import Item
from app.when.meaning import when_of
from app.when.model import When
from app.when.setting import CannotSettle, Setting
from app.when.settling import pair_span, settle
from app.when.vocabulary import NUMBER_NAMES

BOTH = "It names a date, and also something that has none. Which of them is meant?"


# Units of which one may take its year from the other, in a list.
ALIKE = ({"month", "day"}, {"quarter", "fiscal-quarter"}, {"half", "fiscal-half"})


def compound(items: list[Item], words: str, setting: Setting) -> When:
    """What a cell with several dates or phrases means. Nothing in it is passed over."""
    joined = _one_window(items, setting) or _with_its_condition(items)
    if joined is not None:
        return when_of(joined, words, setting, words)
    if not any(item.first for item in items):
        return when_of(_telling(items), words, setting, words)
    shared = _with_shared_years(items, setting)
    parts = tuple(when_of(each, words, setting, words[each.start : each.end]) for each in shared)
    if len(items) > 1 and items[-1].rate == "annually" and _lack_years(items):
        return when_of(replace(items[-1], first=None, rate=_so_often(items)), words, setting, words)
    if len(parts) == 2 and items[0].first and not items[1].first:
        goes_on = _going_on(items[1])
        if goes_on:
            is_read = parts[0].is_read
            return _then(parts, words, goes_on) if is_read else replace(parts[0], raw=words)
    for part in parts:
        if not part.is_read and part.precision == "none":
            return replace(part, raw=words, readings=(), parts=parts)
    if not all(item.first for item in items):
        return When(words, None, None, "none", "unread", None, False, BOTH, parts=parts)
    if asks := _which_year(items, shared, words):
        return When(words, None, None, "none", "unread", None, False, asks, parts=parts)
    return _split(parts, words)


def _lacks_any_year(item: Item) -> bool:
    return all(each.lacks_year for each in (item.first, item.last) if each is not None)


def _which_year(items: list[Item], shared: list[Item], words: str) -> str:
    """Asks for the year of one date, where others of the list have one that it does not take."""
    has_years = any(not _lacks_any_year(item) for item in items if not item.rate)
    bare = [item for item in shared if not item.rate and _lacks_any_year(item)]
    if not has_years or not bare:
        return ""
    return f"“{words[bare[0].start : bare[0].end]}” has no year of its own. Which year is meant?"


def _going_on(item: Item) -> str:
    """What goes on after a date: "recurring quarterly", "ongoing", or nothing."""
    return f"recurring {item.rate}" if item.rate else "ongoing" * (item.undated == "ongoing")


def _with_its_condition(items: list[Item]) -> Item | None:
    """ "March 2014. Subject to funding": the second is no date of its own."""
    if len(items) != 2 or items[0].condition or not items[0].first:
        return None
    second = items[1]
    is_condition = not (second.first or second.rate or second.undated)
    return replace(items[0], condition=second.condition) if is_condition else None


def _telling(items: list[Item]) -> Item:
    """The one of several undated phrases that says most: how often, else the last."""
    return next((item for item in items if item.rate), items[-1])


def _lack_years(items: list[Item]) -> bool:
    return all(item.first is not None and item.first.lacks_year for item in items)


def _so_often(items: list[Item]) -> str:
    return "twice a year" if len(items) == 2 else f"{len(items)} times a year"


def _one_window(items: list[Item], setting: Setting) -> Item | None:
    """ "March and April 2014" is one run of days; "March and June 2014" is two dates."""
    if len(items) != 2 or items[1].join != "and" or not (items[0].is_bare and items[1].is_bare):
        return None
    first, last = items[0].first, items[1].first
    if first is None or last is None or first.parts or last.parts:
        return None
    if last.unit not in (first.unit, f"fiscal-{first.unit}"):
        return None
    try:
        pair = settle(first, last, setting).pairs[0]
    except CannotSettle:
        return None
    left, right = pair_span((pair[0], None)), pair_span((pair[1], None)) if pair[1] else None
    if not left or not right or right[0] != left[1] + timedelta(days=1):
        return None
    return replace(items[0], last=last, joined="and", end=items[1].end)


def _with_shared_years(items: list[Item], setting: Setting) -> list[Item]:
    """A date without a year takes it from the next in its list, else from the one before it."""
    shared = list(items)
    for at in range(len(shared) - 2, -1, -1):
        if shared[at + 1].join in ("and", ","):
            shared[at] = _years_from(shared[at], shared[at + 1], setting, takes_first=True)
    for at in range(1, len(shared)):
        shared[at] = _years_from(shared[at - 1], shared[at], setting, takes_first=False)
    return shared


def _years_from(left: Item, right: Item, setting: Setting, *, takes_first: bool) -> Item:
    taker, giver = (left, right) if takes_first else (right, left)
    first, last = left.first, right.first
    if first is None or last is None or taker.first is None or not taker.first.lacks_year:
        return taker
    if giver.first is None or taker.last is not None or giver.last is not None:
        return taker
    if giver.first.lacks_year and takes_first:
        return taker
    units = {first.unit, last.unit}
    if len(units) == 2 and units not in ALIKE:
        return taker
    try:
        pair = settle(first, last, setting).pairs[0]
    except CannotSettle:
        return taker
    # In a list, unlike a range, nothing says that "November and February 2014" begins in 2013.
    if takes_first and pair[0].year != last.year:
        return taker
    return replace(taker, first=pair[0] if takes_first else pair[1])


def _then(parts: tuple[When, ...], words: str, what: str) -> When:
    """A milestone that goes on afterwards: "by December, updated quarterly"."""
    first = parts[0]
    note = f"A date, and then something that goes on: {what}."
    return replace(
        first,
        raw=words,
        kind=f"compound: milestone + {what}",
        note=f"{first.note} {note}" if first.note else note,
        parts=parts,
    )


def _split(parts: tuple[When, ...], words: str) -> When:
    """Several milestones in one cell, from the first day of any to the last of any."""
    count = NUMBER_NAMES[len(parts)]
    starts, ends = [each.earliest for each in parts], [each.latest for each in parts]
    known = all(each.is_dated for each in parts)
    asks = [each.note for each in parts if each.note]
    notes = [f"There are {count} dates in one place: make each a milestone of its own.", *asks]
    return When(
        raw=words,
        earliest=min((day for day in starts if day), default=None)
        if known and all(starts)
        else None,
        latest=max((day for day in ends if day), default=None) if known and all(ends) else None,
        precision=f"{count}-milestones",
        kind=f"compound: split in {count}",
        edtf=None,
        ambiguous=any(each.ambiguous for each in parts),
        note=" ".join(dict.fromkeys(notes)),
        parts=parts,
    )
