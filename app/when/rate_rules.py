"""The rules that read how often something happens: "monthly", "every eight weeks"."""

from __future__ import annotations

from app.when.cursor import Cursor
from app.when.open_words import RATE_NOUNS, RATE_OF_LENGTH, RATES, REPEATED
from app.when.vocabulary import LENGTHS, MONTHS, NUMBERS, ORDINALS, PARTS, SEASONS
from app.when.week_rules import month_name, monthly_weekday

ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}


def rate(cursor: Cursor) -> str | None:
    """How often: "monthly", "twice a year", "every 8 weeks", with the words round it."""
    cursor.take_word(REPEATED)
    if cursor.word() == "at" and cursor.word(1) == "least":
        cursor.take()
        cursor.take()
    basis = cursor.take_word(("on",)) and cursor.take_word(("a", "an"))
    for rule in RULES:
        found = cursor.attempt(rule)
        if found is not None:
            break
    else:
        return None
    noun = cursor.take_word(RATE_NOUNS)
    if basis and noun != "basis":
        return None
    slug = found
    found = cursor.attempt(lambda here: _in_named_months(here, slug)) or slug
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
    most = cursor.attempt(_upper_count)
    cursor.take_mark("-")
    length = ADVERBS.get(cursor.take_word(ADVERBS) or "")
    return _every_so_many(number, length, most) if number and length else None


def _upper_count(cursor: Cursor) -> int | None:
    """The 8 of "6-8 weekly", "every 6 to 8 weeks"."""
    return _count(cursor) if cursor.take_mark("-") or cursor.take_word(("to", "or")) else None


def _every_so_many(number: int, length: str, most: int | None = None) -> str:
    if most is not None and most > number:
        return f"every {number} to {most} {length}s"
    return RATE_OF_LENGTH[length] if number == 1 else f"every {number} {length}s"


def _every_named(cursor: Cursor) -> str | None:
    """ "Every March", "each spring and autumn": so many times a year."""
    if not cursor.take_word(("every", "each")):
        return None
    return _times_in_year(_names(cursor))


def _in_named_months(cursor: Cursor, found: str) -> str | None:
    """The months of "annually in March and September", "quarterly (Jan, Apr, Jul, Oct)"."""
    bracket = cursor.take_mark("(")
    if not bracket:
        cursor.take_mark(",-:")
        cursor.take_word(("in", "every", "each", "by"))
        PARTS.match(cursor)
    count = _names(cursor)
    if not count or (bracket and not cursor.take_mark(")")) or cursor.peek().kind == "number":
        return None
    return _times_in_year(count) if found == "annually" else found


def _names(cursor: Cursor) -> int:
    """How many months or seasons stand here in a row."""
    count = 0
    while count < 12 and cursor.attempt(_month_or_season):
        count += 1
        cursor.attempt(_another)
    return count


def _month_or_season(cursor: Cursor) -> bool | None:
    return True if cursor.attempt(month_name) or cursor.take_word(SEASONS) else None


def _another(cursor: Cursor) -> bool | None:
    """A comma or "and" before one more name."""
    joined = cursor.take_mark(",&/") or cursor.take_word(("and",))
    is_name = cursor.word() in MONTHS or cursor.word() in SEASONS
    return True if joined and is_name else None


def _times_in_year(count: int) -> str | None:
    named = {1: "annually", 2: "twice a year"}
    return named.get(count, f"{count} times a year") if count else None


def _every(cursor: Cursor) -> str | None:
    """ "Every month", "each quarter", "every other week", "every eight weeks"."""
    if not cursor.take_word(("every", "each", "per")):
        return None
    number = 2 if cursor.take_word(("other",)) else cursor.attempt(_count)
    if number is None:
        word = cursor.take_word(ORDINALS)
        number = ORDINALS[word] if word else cursor.take_number(ordinals=True)
    most = cursor.attempt(_upper_count) if number else None
    length = LENGTHS.get(cursor.take_word(LENGTHS) or "")
    if length is None or number == 0:
        return None
    return _every_so_many(1 if number is None else number, length, most)


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


RULES = (monthly_weekday, _counted_adverb, RATES.match, _every, _every_named, _times_a)
