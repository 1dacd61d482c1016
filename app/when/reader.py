"""Reads a whole cell: one date, several, or none that can be understood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from app.when.cell_rules import cell
from app.when.cursor import Cursor
from app.when.item import Item
from app.when.meaning import when_of
from app.when.model import DayRange, When
from app.when.settling import CannotSettle, Setting, pair_span, settle
from app.when.tokens import Token, tokenise
from app.when.vocabulary import NUMBER_NAMES

LONGEST = 300


def read_when(
    words: str, *, said_on: date | None = None, plan_period: DayRange | None = None
) -> When:
    """What a date as written means, by `domain.md`, "Dates" rule 2. Raises nothing.

    `said_on` is the day of the meeting that set the date and gives a year to one without;
    `plan_period` bounds "2014-16" and fixes "within 12 months". Words that were not understood
    to the last are unread, never guessed.
    """
    return read_cell(words, Setting(said_on, plan_period), labels=True)


def read_cell(words: str, setting: Setting, *, labels: bool) -> When:
    """As `read_when`; without `labels`, words that are no part of the date are not passed over."""
    if len(words) > LONGEST:
        return unread(words, f"This is longer than {LONGEST} characters: no date is that long.")
    tokens = _trimmed(tokenise(words))
    if not tokens:
        return unread(words, "Nothing was written. When is it due?")
    items = cell(Cursor(tokens, labels=labels))
    if items is None:
        return unread(words, "This could not be read as a date. What day or month is meant?")
    if len(items) == 1:
        return when_of(items[0], words, setting, words)
    return _compound(items, words, setting)


def unread(words: str, note: str) -> When:
    """Words that are kept, shown as unread, and asked about."""
    return When(words, None, None, "none", "unread", None, False, note)


def _trimmed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens without full stops, commas and semicolons at the end."""
    end = len(tokens)
    while end and tokens[end - 1].kind == "mark" and tokens[end - 1].text in ".,;":
        end -= 1
    return tokens[:end]


def _compound(items: list[Item], words: str, setting: Setting) -> When:
    """Two or more dates of one cell."""
    joined = _one_window(items, setting)
    if joined is not None:
        return when_of(joined, words, setting, words)
    shared = _with_shared_years(items, setting)
    parts = tuple(when_of(each, words, setting, words[each.start : each.end]) for each in shared)
    if len(parts) == 2 and not items[1].first and parts[0].kind != "unread" and items[0].first:
        if items[1].rate:
            return _then(parts, words, f"recurring {items[1].rate}")
        if items[1].undated == "ongoing":
            return _then(parts, words, "ongoing")
    goes_on = items[1].rate or items[1].undated == "ongoing"
    if len(parts) == 2 and goes_on and items[0].first and not items[1].first:
        return replace(parts[0], raw=words, parts=parts)
    for part in parts:
        if not part.is_read and part.precision == "none":
            return replace(part, raw=words, readings=(), parts=parts)
    return _split(parts, words)


def _one_window(items: list[Item], setting: Setting) -> Item | None:
    """ "March and April 2014" is one run of days; "March and June 2014" is two dates."""
    if len(items) != 2 or items[1].join != "and" or not (items[0].is_bare and items[1].is_bare):
        return None
    first, last = items[0].first, items[1].first
    if first is None or last is None or first.unit != last.unit or first.parts or last.parts:
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
    if first.unit != last.unit and not {first.unit, last.unit} <= {"month", "day"}:
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
