"""The rules that read words with no day of their own: recurrences, "ongoing", "TBC"."""

from __future__ import annotations

from dataclasses import replace

from app.when.cursor import Cursor
from app.when.item import Item
from app.when.open_words import UNDATED
from app.when.phrase_rules import timed
from app.when.rate_rules import rate

LASTING = frozenset({"year", "year-range", "fiscal-year", "fiscal-year-range", "plan"})


def recurring(cursor: Cursor) -> Item | None:
    """A recurrence, alone or within dates: "monthly ongoing", "quarterly from May 2014"."""
    slug = rate(cursor)
    if slug is None:
        return None
    cursor.attempt(_and_ongoing)
    bounded = cursor.attempt(_rate_bounds)
    return replace(bounded, rate=slug) if bounded else Item(rate=slug)


def _and_ongoing(cursor: Cursor) -> bool | None:
    bracket = cursor.take_mark("(")
    if not bracket:
        cursor.skip(",-/", "and")
    if UNDATED.match(cursor) != "ongoing" or (bracket and not cursor.take_mark(")")):
        return None
    return True


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


def undated(cursor: Cursor) -> Item | None:
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
    cursor.skip(",-/;", "and")
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
