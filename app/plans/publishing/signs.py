"""Where the reader of pages would take an edition's words for something else, its sign goes first.

Each paragraph is tried with the reader itself, so that neither says another thing than the other.
"""

from __future__ import annotations

from app.plans.importing.front import REVIEW, begins_footer
from app.plans.importing.headings import heading_in
from app.plans.importing.lines import KEPT, Line, tidy
from app.plans.importing.milestones import DatesContext, read_milestones
from app.plans.importing.numbering import MARKER, without_bullet
from app.plans.importing.text_page import lines_of_text
from app.when import read_when

_WORDS_AT_A_TIME = 80
"""A longer paragraph is no period, whatever it says."""


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, tidied; each begins with the sign where it needs it."""
    bare = [words for line in text.split("\n") if (words := tidy(line))]
    return tuple(words if reads_as_words(words) else f"{KEPT}{words}" for words in bare)


def reads_as_words(words: str) -> bool:
    """Whether the reader takes a paragraph for these words and for nothing else."""
    lines = lines_of_text(words)
    if len(lines) != 1 or lines[0].text != words:
        return False
    line = lines[0]
    return not (
        line.is_kept
        or heading_in(words) is not None
        or heading_in(words, is_marked=True) is not None
        or begins_footer(line, is_at_an_end=True)
        or MARKER.match(words)
        or without_bullet(words) != words
        or "~~" in words
    )


def may_stand_for_more(words: str) -> bool:
    """Whether a paragraph before the first action could be read as a period or as a title."""
    if REVIEW.match(words):
        return True
    return len(words) <= _WORDS_AT_A_TIME and read_when(words.strip(" ().")).is_dated


def milestone_reads_back(number: int, text: str, when: str, dates: DatesContext) -> bool:
    """Whether the reader finds a milestone's text and date in a plain line."""
    said = f"{text} – {when}"
    if not reads_as_words(text) or not reads_as_words(said):
        return False
    read = read_milestones([Line(f"{number}. {said}", 1)], dates)
    return [(each.number, each.text, each.when_written, each.is_met) for each in read.found] == [
        (number, text, when, False)
    ]
