"""Says back to a person what was understood: "That is any day up to 30 September 2013."."""

from __future__ import annotations

from app.when.english import days_in_words
from app.when.model import When

# `said_back` says these in words of its own.
SAID_ALREADY = (
    "It has no date: it needs a review-by date.",
    "It has no date of its own: it needs a review-by date.",
    "It recurs: it needs a date to review it by.",
)


def said_back(when: When) -> str:
    """One or two plain sentences: the days, or that there are none and what is needed."""
    if not when.is_read:
        return f"That could not be read as days. {when.note or 'What day or month is meant?'}"
    if "split in" in when.kind:
        return f"{_parts(when)} {when.note or ''}".rstrip()
    if when.kind.startswith("recurring"):
        often = when.kind.removeprefix("recurring: ").removesuffix(" + dependency")
        span = days_in_words(when.days) if when.is_dated else ""
        is_bounded = when.earliest is not None and when.latest is not None
        bounds = f", {'from' if is_bounded else 'on'} {span}" if span else ""
        return f"That recurs {often}{bounds}.{_waits(when)} Say when to review it."
    if not when.is_dated:
        return f"That has no date.{_waits(when)} Say when to review it."
    sentence = f"That is {days_in_words(when.days)}."
    others = [each for each in when.readings if each != when.days]
    if others:
        sentence += f" It could also be {' or '.join(days_in_words(each) for each in others)}."
    if when.kind.startswith("event"):
        sentence += " Say on which day it is, if that is known."
    if when.kind.startswith("compound"):
        then = when.kind.rpartition("+ ")[2]
        often = then.removeprefix("recurring ")
        sentence += " Then it goes on." if often == then else f" Then it recurs {often}."
    return f"{sentence}{_waits(when)}"


def _waits(when: When) -> str:
    """What it waits for, in the words as written: "funding is agreed" is no English after "for"."""
    return f" It waits for “{when.condition}”." if when.condition else ""


def _parts(when: When) -> str:
    said = "; ".join(f"{part.raw.strip()}: {days_in_words(part.days)}" for part in when.parts)
    return f"That is more than one date: {said}."


def further_note(when: When) -> str:
    """What the note says beyond `said_back`, or nothing: no sentence is said twice."""
    note = when.note or ""
    if not when.is_read or when.is_several:
        return ""
    for said in (f"It waits for something else: “{when.condition}”.", *SAID_ALREADY):
        note = note.replace(said, "")
    return " ".join(note.split())
