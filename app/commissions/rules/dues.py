"""What is to be delivered and when, as briefs ask for it and quotes offer it.

Dates stay as they were written. What is said of one that is doubtful is a question, never a guess
(domain.md, "Dates" rule 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.plans.rules import LONGEST_WHEN
from app.when import When, further_note, read_when, said_back, split_trailing_when

LONGEST_DUE = 200
"""Characters of what one line says is to be delivered."""

MOST_OFFERED = 40
"""More lines than this are no timetable."""

_BULLET = re.compile(r"^\s*(?:[-–—*•·]|\(?[0-9]{1,2}[.)])\s+")
_SENTENCE = re.compile(r"(?<=[\w)])[.;!?]\s+")
_JOINED = re.compile(r"^(?:and|then|the|a|an|our)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class OfferedDue:
    """One thing that is asked for or offered, and when it is due, as it was written."""

    title: str
    when: str


@dataclass(frozen=True)
class ReadDue:
    """One such thing, and what the words of its date were understood to mean."""

    title: str
    when: When

    @property
    def is_dated(self) -> bool:
        """Whether its last day is known."""
        return self.when.is_read and self.when.latest is not None

    @property
    def doubt(self) -> str:
        """What is to be asked about its date; empty where the words can mean one thing only."""
        if not self.when.is_read:
            asked = self.when.note or "What day or month is meant?"
            return f"Not read as a date. {asked}"
        if self.when.is_several:
            return f"{said_back(self.when)} Which of them is this line’s?"
        if self.when.latest is None:
            return "Not read as a date with a last day. By when will it be done?"
        if len(self.when.readings) > 1:
            return said_back(self.when)
        return ""

    @property
    def meant(self) -> str:
        """The days it was understood to mean, in a sentence; else what is to be asked."""
        return self.doubt or f"{said_back(self.when)} {further_note(self.when)}".strip()


def read_due(due: OfferedDue, said_on: date) -> ReadDue:
    """A line with its date read; one without its year is read from `said_on`."""
    return ReadDue(due.title, read_when(due.when, said_on=said_on))


def read_dues(dues: Sequence[OfferedDue], said_on: date) -> tuple[ReadDue, ...]:
    """Each line with its date read, as `read_due`."""
    return tuple(read_due(due, said_on) for due in dues)


def dues_fault(dues: Sequence[OfferedDue]) -> str | None:
    """The sentence about lines that no timetable may hold; None where all are sound."""
    if len(dues) > MOST_OFFERED:
        return f"A timetable can have {MOST_OFFERED} lines at most"
    for number, due in enumerate(dues, 1):
        if fault := title_fault(due.title, number) or when_fault(due.when, number):
            return fault
    return None


def title_fault(title: str, number: int) -> str | None:
    """The sentence about what a line says is delivered; its number counts from 1."""
    if not title.strip():
        return f"Enter what you will deliver in line {number}"
    if len(title) > LONGEST_DUE:
        return f"What you will deliver in line {number} must be {LONGEST_DUE} characters or fewer"
    return None


def when_fault(when: str, number: int) -> str | None:
    """The sentence about a line's date, which may be in any words; its number counts from 1."""
    if not when.strip():
        return f"Enter when you will deliver line {number}"
    if len(when) > LONGEST_WHEN:
        return f"The date of line {number} must be {LONGEST_WHEN} characters or fewer"
    return None


def offered_dues(text: str, said_on: date) -> list[OfferedDue]:
    """The things due that a text names with a date that has a last day, in its order.

    A date without its year is read from `said_on`. What names no such date is left out.
    """
    found = [due for line in text.splitlines() for due in _in_line(line, said_on)]
    return found[:MOST_OFFERED]


def _in_line(line: str, said_on: date) -> Iterator[OfferedDue]:
    for sentence in _SENTENCE.split(_BULLET.sub("", line)):
        whole = _due(sentence, said_on)
        if whole is not None:
            yield whole
            continue
        parts = [_due(part, said_on) for part in sentence.split(", ")]
        if len(parts) > 1 and all(parts):
            yield from (part for part in parts if part is not None)


def _due(words: str, said_on: date) -> OfferedDue | None:
    split = split_trailing_when(words.strip().rstrip(".;,!"), said_on=said_on)
    if split is None or not split[1].is_read or split[1].latest is None:
        return None
    title = " ".join(_JOINED.sub("", split[0]).split())
    if not title or len(title) > LONGEST_DUE:
        return None
    return OfferedDue(title[0].upper() + title[1:], split[1].raw.strip())
