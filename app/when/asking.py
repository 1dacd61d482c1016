"""What is asked of words that were not understood: the likeliest thing that stood in the way."""

from __future__ import annotations

from app.when.tokens import Token

_SCHOOL = (
    "School terms and academic years are not the same days everywhere. "
    "On which day, or in which month, is it due?"
)
_FEAST = "It names a holiday, not a day. On which day is it due?"
_DONE = "It says that something was done, not when it is due. When was it due?"
_MOVED = "It seems to name more than the date that holds now. Which date is that?"
_ASKED_ABOUT = {
    "academic": _SCHOOL,
    "school": _SCHOOL,
    "session": _SCHOOL,
    "holidays": _SCHOOL,
    "recess": _SCHOOL,
    "easter": _FEAST,
    "christmas": _FEAST,
    "xmas": _FEAST,
    "hogmanay": _FEAST,
    "midnight": "Midnight may begin that day or end it. Up to which day is it due?",
    "complete": _DONE,
    "completed": _DONE,
    "achieved": _DONE,
    "done": _DONE,
    "cancelled": "It says that this was cancelled. Is it still due, and when?",
    "was": _MOVED,
    "originally": _MOVED,
    "previously": _MOVED,
    "extended": _MOVED,
    "today": "It depends on the day it was said. What day is meant?",
    "tomorrow": "It depends on the day it was said. What day is meant?",
    "yesterday": "It depends on the day it was said. What day is meant?",
}
_PLAN_TERMS = frozenset({"short", "shorter", "medium", "mid", "long", "longer"})
_UNKNOWN = "This could not be read as a date. What day or month is meant?"


def what_to_ask(tokens: tuple[Token, ...]) -> str:
    """A question that a person can answer."""
    words = [token.text for token in tokens]
    if "term" in words and not _PLAN_TERMS.intersection(words):
        return _SCHOOL
    for token in tokens:
        if token.kind == "word" and token.text in _ASKED_ABOUT:
            return _ASKED_ABOUT[token.text]
    return _UNKNOWN
