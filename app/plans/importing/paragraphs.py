"""Wrapped lines of text put back together."""

import re
from dataclasses import replace

from app.plans.importing.lines import Line
from app.plans.importing.not_measures import MONTH
from app.plans.importing.numbering import BULLET, starts_with_a_number

ENDS_A_SENTENCE = re.compile(r"[.!?:;|)\]]$")
HANGING = re.compile(r"(?:[,–—-]|\band|\bor|\bof|\bthe|\bto|&)$", re.IGNORECASE)
ENDS_IN_MONTH = re.compile(rf"\b{MONTH}\.?$", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(?:19|20)\d\d\b")
# Mail and editors wrap near 72 characters; a line that long without an end goes on below.
WRAPPED_LENGTH = 60
LONGEST_PARAGRAPH = 20_000


def joined(lines: list[Line], *, by_length: bool = True) -> list[Line]:
    """Join each line that is plainly the rest of the one above it; the first one's line holds.

    `by_length` also joins after a long line without a full stop.
    """
    found: list[Line] = []
    parts: list[str] = []
    width = 0
    for line in lines:
        is_open = bool(parts) and width < LONGEST_PARAGRAPH
        if is_open and goes_on(parts[-1], line, by_length=by_length):
            parts.append(line.text)
            width += len(line.text)
            continue
        _close(found, parts)
        found.append(line)
        parts, width = [line.text], len(line.text)
    _close(found, parts)
    return found


def _close(found: list[Line], parts: list[str]) -> None:
    if len(parts) > 1:
        found[-1] = replace(found[-1], text=" ".join(parts))


def goes_on(above: str, line: Line, *, by_length: bool) -> bool:
    """Say whether a line is the rest of the words above it."""
    if not line.follows or BULLET.match(line.text) or starts_with_a_number(line.text):
        return False
    if ENDS_A_SENTENCE.search(above[-1:]):
        return False
    if ENDS_IN_MONTH.search(above[-12:]) and YEAR_FIRST.match(line.text):
        return True
    if line.text[0].islower() or HANGING.search(above[-10:]):
        return True
    return by_length and len(above) >= WRAPPED_LENGTH


def unwrapped(lines: list[Line]) -> list[Line]:
    """Join lines of one comma-separated list: there a new line is no new item."""
    if not any("," in line.text for line in lines):
        return joined(lines, by_length=False)
    found: list[Line] = []
    parts: list[str] = []
    for line in lines:
        if parts and line.follows and not BULLET.match(line.text):
            parts.append(line.text)
            continue
        _close(found, parts)
        found.append(line)
        parts = [line.text]
    _close(found, parts)
    return found
