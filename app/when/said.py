"""Says back to a person what was understood: "That is any day up to 30 September 2013."."""

from __future__ import annotations

from app.when.english import days_in_words
from app.when.model import When


def said_back(when: When) -> str:
    """One or two plain sentences: the days, or that there are none and what is needed."""
    if not when.is_read:
        return f"That could not be read as days. {when.note or 'What day or month is meant?'}"
    if "split in" in when.kind:
        return f"{_parts(when)} {when.note or ''}".rstrip()
    if when.kind.startswith("recurring"):
        often = when.kind.removeprefix("recurring: ").removesuffix(" + dependency")
        bounds = f", {days_in_words(when.days)}" if when.is_dated else ""
        return f"That recurs {often}{bounds}. Say when to review it."
    if not when.is_dated:
        waits = f" It waits for {when.condition}." if when.condition else ""
        return f"That has no date.{waits} Say when to review it."
    sentence = f"That is {days_in_words(when.days)}."
    others = [each for each in when.readings if each != when.days]
    if others:
        sentence += f" It could also be {' or '.join(days_in_words(each) for each in others)}."
    if when.kind.startswith("event"):
        sentence += " Say on which day it is, if that is known."
    if when.kind.startswith("compound"):
        sentence += f" Then {when.kind.rpartition('+ ')[2]}."
    return f"{sentence} It waits for {when.condition}." if when.condition else sentence


def _parts(when: When) -> str:
    said = "; ".join(f"{part.raw.strip()}: {days_in_words(part.days)}" for part in when.parts)
    return f"That is more than one date: {said}."
