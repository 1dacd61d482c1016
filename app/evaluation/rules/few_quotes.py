"""How a commission goes on where few quotes came."""

from __future__ import annotations

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
