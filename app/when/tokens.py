"""Cuts words as written into words, numbers, ordinals and marks, in one pass over the text."""

from __future__ import annotations

from typing import NamedTuple

DIGITS = frozenset("0123456789")
# The two of the C1 range are the dashes of Windows pages that were read as Latin-1.
DASHES = frozenset(
    "-\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d\x96\x97"
)
SLASHES = frozenset("/\u2044\u2215")
QUOTES = frozenset("'\u2018\u2019\u02bc`\x91\x92")
UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
NEW_LINES = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
BRACKETS = {"[": "(", "]": ")"}


class Token(NamedTuple):
    """One word, number, ordinal or mark, and where it stands in the text as written."""

    kind: str
    text: str
    start: int
    end: int
    spaced: bool = False
    new_line: bool = False


END = Token("end", "", -1, -1, spaced=True)


def tokenise(written: str) -> tuple[Token, ...]:
    """Every token of the text, lower case, with all dashes, slashes and spaces alike."""
    tokens: list[Token] = []
    at, spaced, new_line = 0, False, False
    while at < len(written):
        character = written[at]
        if character.isspace():
            spaced, new_line = True, new_line or character in NEW_LINES
            at += 1
        elif character in UNSEEN:
            at += 1
        else:
            kind, text, end = _token_at(written, at)
            tokens.append(Token(kind, text, at, end, spaced, new_line))
            at, spaced, new_line = end, False, False
    return tuple(tokens)


def _token_at(written: str, at: int) -> tuple[str, str, int]:
    character = written[at]
    if character in DIGITS:
        return _number_at(written, at)
    if character.isalpha():
        end = _run_end(written, at)
        return "word", written[at:end].lower(), end
    if character in DASHES:
        return "mark", "-", at + 1
    if character in SLASHES:
        return "mark", "/", at + 1
    if character in QUOTES:
        return "mark", "'", at + 1
    return "mark", BRACKETS.get(character, character), at + 1


def _number_at(written: str, at: int) -> tuple[str, str, int]:
    end = at
    while end < len(written) and written[end] in DIGITS:
        end += 1
    digits = written[at:end]
    word_end = _run_end(written, end)
    if len(digits) <= 2 and written[end:word_end].lower() == ordinal_suffix(int(digits)):
        return "ordinal", digits, word_end
    return "number", digits, end


def _run_end(written: str, at: int) -> int:
    while at < len(written) and written[at].isalpha():
        at += 1
    return at


def ordinal_suffix(number: int) -> str:
    """The two letters that follow a number: 1st, 2nd, 3rd, 11th."""
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
