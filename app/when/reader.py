"""Reads a whole cell: one date, several, or none that can be understood."""

from __future__ import annotations

from datetime import date

from app.when.asking import what_to_ask
from app.when.cell_rules import cell
from app.when.compounds import compound
from app.when.cursor import Cursor, Seen
from app.when.meaning import when_of
from app.when.model import DayRange, When
from app.when.setting import Setting
from app.when.spelling import corrected, spelling_note, with_note
from app.when.tokens import Token, tokenise

LONGEST = 300
QUOTED = (('"', '"'), ("“", "”"), ("'", "'"))


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
    written = _unquoted(_trimmed(tokenise(words)))
    if not written:
        return unread(words, "Nothing was written. When is it due?")
    tokens = corrected(written)
    items = cell(Cursor(tokens, labels=labels))
    if items is None or (len(items) == 1 and items[0].is_freely_labelled):
        return unread(words, what_to_ask(tokens))
    if len(items) == 1:
        when = when_of(items[0], words, setting, words)
    else:
        when = compound(items, words, setting)
    return with_note(when, spelling_note(written, words))


class Tails:
    """The tails of one line. What stands at a place is read once, however many tails hold it."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = corrected(_trimmed(tokens))
        self._seen: Seen = {}

    def is_understood(self, at: int) -> bool:
        """True where the grammar takes everything from that token on to the last."""
        here = Cursor(self._tokens, labels=False, at=at, seen=self._seen)
        return not here.is_done and cell(here) is not None


def unread(words: str, note: str) -> When:
    """Words that are kept, shown as unread, and asked about."""
    return When(words, None, None, "none", "unread", None, False, note)


def _trimmed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens without full stops, commas and semicolons at the end."""
    end = len(tokens)
    while end and tokens[end - 1].kind == "mark" and tokens[end - 1].text in ".,;…":
        end -= 1
    return tokens[:end]


def _unquoted(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens without quotation marks round them all."""
    if len(tokens) > 2 and (tokens[0].text, tokens[-1].text) in QUOTED:
        return tokens[1:-1]
    return tokens
