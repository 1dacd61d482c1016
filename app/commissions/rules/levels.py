"""What each score from 0 to 4 means: the usual words, a brief's own, or one criterion's own."""

from __future__ import annotations

from collections.abc import Sequence

USUAL_LEVELS = (
    "does not meet the need",
    "meets little of it",
    "meets most of it",
    "meets all of it",
    "goes well beyond it",
)
"""What 0, 1, 2, 3 and 4 mean where a brief says nothing else."""

LONGEST_LEVEL = 500
"""Characters of what one score means."""

Levels = Sequence[str]
"""What 0, 1, 2, 3 and 4 mean, in this order; empty words stand for what is usual. Or nothing."""


def levels_of(own: Levels, for_all: Levels = ()) -> tuple[str, ...]:
    """What each score means on one criterion: its own words, else the brief's, else the usual."""
    usual = tuple(_at(for_all, place) or words for place, words in enumerate(USUAL_LEVELS))
    return tuple(_at(own, place) or words for place, words in enumerate(usual))


def tidy_levels(typed: Levels, usual: Levels = USUAL_LEVELS) -> list[str]:
    """What is to be kept of what was typed: only what differs; nothing where nothing does."""
    kept = [
        "" if words.strip() == _at(usual, place) else words.strip()
        for place, words in enumerate(typed)
    ]
    return kept if any(kept) else []


def levels_fault(levels: Levels) -> str | None:
    """The sentence about words that are too long; None where they are not."""
    if any(len(words.strip()) > LONGEST_LEVEL for words in levels):
        return f"What a score means must be {LONGEST_LEVEL} characters or fewer"
    return None


def levels_in_words(levels: Levels) -> str:
    """Own words as one text, one score a line; empty where there are none."""
    return "\n".join(f"{place}: {words}" for place, words in enumerate(levels) if words)


def _at(levels: Levels, place: int) -> str:
    return levels[place].strip() if place < len(levels) else ""
