"""How a commission goes on where few quotes came."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Course(StrEnum):
    """How a commission goes on where few quotes came."""

    GO_ON = "go on with the quotes that came"
    START_AGAIN = "stop, and ask for quotes again"
    TAKE_ADVICE = "wait for advice on procurement"


ENOUGH_QUOTES = 3
"""With fewer, those who sent none are asked why (Procurement Journey, Route 1)."""


def few_quotes_fault(course: Course, quotes: int, advice: str, reason: str) -> str | None:
    """The sentence about a decision on few quotes that lacks something; None where it is whole.

    With one quote the guidance sends the officer to whoever advises on procurement before going on.
    """
    if not reason.strip():
        return "Give the reason for the decision"
    if quotes == 1 and course is Course.GO_ON and not advice.strip():
        return "Say who advised on going on with one quote, and what they said"
    return None


@dataclass(frozen=True)
class Settled:
    """What was decided last: with how many quotes, and how it goes on."""

    quotes: int
    course: Course


def is_unsettled(quotes: int, last: Settled | None) -> bool:
    """Whether few quotes came and nobody has said since how it goes on with so many."""
    return quotes < ENOUGH_QUOTES and (last is None or last.quotes != quotes)


def why_award_waits(quotes: int, last: Settled | None, *, is_for_a_quote: bool) -> str | None:
    """Why few quotes hold a proposal of an award back, as a sentence; None where they do not."""
    if is_unsettled(quotes, last):
        return "Few quotes came. Before you propose an award, put on file how it goes on."
    if quotes < ENOUGH_QUOTES and last and is_for_a_quote and last.course is not Course.GO_ON:
        return f"With few quotes it was decided to {last.course.value}. First decide anew."
    return None
