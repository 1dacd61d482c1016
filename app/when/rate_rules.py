"""The rules that read how often something happens: "monthly", "every eight weeks"."""

from __future__ import annotations

from app.when.cursor import Cursor
from app.when.vocabulary import (
    LENGTHS,
    NUMBERS,
    ORDINALS,
    RATE_NOUNS,
    RATE_OF_LENGTH,
    RATES,
    REPEATED,
)

ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}


def rate(cursor: Cursor) -> str | None:
    """How often: "monthly", "twice a year", "every 8 weeks", with the words round it."""
    cursor.take_word(REPEATED)
    if cursor.take_word(("at",)) and not cursor.take_word(("least",)):
        return None
    basis = cursor.take_word(("on",)) and cursor.take_word(("a", "an"))
    for rule in (_counted_adverb, RATES.match, _every, _times_a):
        found = cursor.attempt(rule)
        if found is not None:
            break
    else:
        return None
    noun = cursor.take_word(RATE_NOUNS)
    if basis and noun != "basis":
        return None
    if not cursor.take_word(("thereafter",)) and cursor.word() == "after":
        cursor.attempt(_after_that)
    return found


def _after_that(cursor: Cursor) -> bool | None:
    return True if cursor.take_word(("after",)) and cursor.take_word(("that",)) else None


def _count(cursor: Cursor) -> int | None:
    word = cursor.take_word(NUMBERS)
    return NUMBERS[word] if word else cursor.take_number(1, 2)


def _counted_adverb(cursor: Cursor) -> str | None:
    """ "Six monthly", "6-weekly"."""
    number = _count(cursor)
    cursor.take_mark("-")
    length = ADVERBS.get(cursor.take_word(ADVERBS) or "")
    return _every_so_many(number, length) if number and length else None


def _every_so_many(number: int, length: str) -> str:
    return RATE_OF_LENGTH[length] if number == 1 else f"every {number} {length}s"


def _every(cursor: Cursor) -> str | None:
    """ "Every month", "each quarter", "every other week", "every eight weeks"."""
    if not cursor.take_word(("every", "each", "per")):
        return None
    number = 2 if cursor.take_word(("other",)) else cursor.attempt(_count)
    if number is None:
        word = cursor.take_word(ORDINALS)
        number = ORDINALS[word] if word else cursor.take_number(ordinals=True)
    length = LENGTHS.get(cursor.take_word(LENGTHS) or "")
    if length is None or number == 0:
        return None
    return _every_so_many(1 if number is None else number, length)


def _times_a(cursor: Cursor) -> str | None:
    """ "Once a month", "twice a year", "four times a year", "twice per term"."""
    word = cursor.take_word(("once", "twice"))
    number = {"once": 1, "twice": 2}.get(word or "") or cursor.attempt(_count)
    if number is None or (word is None and not cursor.take_word(("times",))):
        return None
    if not cursor.take_word(("a", "per", "each", "every")):
        return None
    cursor.take_word(("calendar",))
    length = LENGTHS.get(cursor.take_word(LENGTHS) or "")
    if length is None:
        return None
    if number == 1:
        return RATE_OF_LENGTH[length]
    return f"twice a {length}" if number == 2 else f"{number} times a {length}"
