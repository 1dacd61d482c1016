"""How wide words are in the pages' letters, and how they are broken into lines."""

from __future__ import annotations

from collections.abc import Iterable

_WIDTHS = {
    0.20: "ijl'’‘|",
    0.29: " .,:;!ft/\\I[]",
    0.34: 'r()-“”`"*',
    0.51: "ckszvxyJ",
    0.57: "abdeghnopqu0123456789L?$£_–",
    0.62: "TFZ+<>=~^#",
    0.68: "ABEKPSVXY&",
    0.74: "CDHNRUw",
    0.79: "GOQ",
    0.86: "mM",
    0.96: "W%…",
}
"""Widths of letters as a share of their size: at least those of Arial and Liberation Sans."""
_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_UNKNOWN = 1.05

BOLD = 1.12
"""How much wider bold letters are at most."""


def width_of(words: str, size: float, *, is_strong: bool = False) -> float:
    """How wide one line of words is at most, in the units of its size."""
    width = size * sum(_OF.get(letter, _UNKNOWN) for letter in words)
    return width * BOLD if is_strong else width


def lines_of(words: str, width: float, size: float, most: int) -> tuple[str, ...]:
    """The words in at most so many lines that fit a width; the last ends in "…" if it must."""
    lines: list[str] = []
    for word in _pieces(words.split(), width, size):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]} {lines[most]}", width, size)]
    return tuple(lines)


def _pieces(words: Iterable[str], width: float, size: float) -> Iterable[str]:
    """The words; one that is wider than a line in pieces that are not."""
    for word in words:
        rest = word
        while width_of(rest, size) > width:
            kept = _fitting(rest, width, size)
            yield kept
            rest = rest[len(kept) :]
        yield rest


def _cut(words: str, width: float, size: float) -> str:
    return f"{_fitting(words, width - width_of('…', size), size).rstrip()}…"


def _fitting(words: str, width: float, size: float) -> str:
    """As much from the beginning as fits; at least one letter."""
    used = 0.0
    for place, letter in enumerate(words):
        used += size * _OF.get(letter, _UNKNOWN)
        if used > width:
            return words[: max(1, place)]
    return words
