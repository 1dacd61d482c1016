"""How feedback in an outcome letter is drafted from the reasons of scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

LONGEST_FEEDBACK = 20_000
"""Characters of the feedback in one letter."""


class Reasons(NamedTuple):
    """Why a quote was scored as it was on one criterion: what a meeting agreed on, or comments."""

    criterion: str
    consensus: str
    comments: Sequence[str]


def drafted_feedback(given: Iterable[Reasons], longest: int = LONGEST_FEEDBACK) -> str:
    """One paragraph for each criterion that has a reason; of members' comments each once.

    What would make it longer than `longest` characters is left out, from the end.
    """
    paragraphs: list[str] = []
    room = longest
    for reasons in given:
        paragraph = _paragraph(reasons)
        if paragraph and len(paragraph) + 2 <= room:
            paragraphs.append(paragraph)
            room -= len(paragraph) + 2
    return "\n\n".join(paragraphs)


def names_said(text: str, names: Iterable[str]) -> list[str]:
    """The names that a text has in it, whatever their case; each once."""
    words = text.casefold()
    return [name for name in dict.fromkeys(names) if name.casefold() in words]


def _paragraph(reasons: Reasons) -> str:
    if reasons.consensus.strip():
        return f"{reasons.criterion}: {reasons.consensus.strip()}"
    comments = list(dict.fromkeys(each.strip() for each in reasons.comments if each.strip()))
    if not comments:
        return ""
    if len(comments) == 1:
        return f"{reasons.criterion}: {comments[0]}"
    return "\n".join([f"{reasons.criterion}:", *(f"– {comment}" for comment in comments)])
