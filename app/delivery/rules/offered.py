"""The timetable that was offered, as the officer checks it line by line. Plain values only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.commissions.rules import LONGEST_DUE, OfferedDue, offered_dues
from app.when import read_when

MOST_DUE = 60


class DraftedFrom(StrEnum):
    """Where the deliverables that an officer is to check were drafted from."""

    TIMETABLE = "timetable"
    QUOTE = "quote"
    BRIEF = "brief"
    NOTHING = "nothing"


@dataclass(frozen=True)
class CheckedDue:
    """A line as the officer leaves it. `offered` is its place among what was offered, from 0."""

    title: str
    when: str
    reason: str = ""
    offered: int | None = None
    is_left_out: bool = False


@dataclass(frozen=True)
class DueFault:
    """What is wrong in a line: its place from 0, the field, and a sentence that names the line."""

    place: int
    field: str
    sentence: str


def checked_faults(
    checked: Sequence[CheckedDue], offered: Sequence[OfferedDue], said_on: date, today: date
) -> list[DueFault]:
    """What keeps these lines from being made deliverables; empty where nothing does."""
    names: dict[str, int] = {}
    found: list[DueFault] = []
    for place, line in enumerate(checked):
        number = place + 1
        was = offered[line.offered] if line.offered is not None else None
        if line.is_left_out:
            if was is not None and not line.reason.strip():
                found.append(DueFault(place, "reason", f"Enter why line {number} is left out"))
            continue
        found.extend(_line_faults(place, line, day_said(line, offered, said_on, today)))
        if was is not None and is_changed(line, was) and not line.reason.strip():
            sentence = f"Enter why line {number} is not as it was offered"
            found.append(DueFault(place, "reason", sentence))
        key = " ".join(line.title.casefold().split())
        if key and names.setdefault(key, number) != number:
            sentence = f"Line {number} has the name of line {names[key]}. Give it another"
            found.append(DueFault(place, "title", sentence))
    return found


def is_changed(line: CheckedDue, was: OfferedDue) -> bool:
    """Whether the officer changed the name or the date that was offered."""
    return (_words(line.title), _words(line.when)) != (_words(was.title), _words(was.when))


def day_said(line: CheckedDue, offered: Sequence[OfferedDue], said_on: date, today: date) -> date:
    """The day from which a line's date is read: that of the offer while it is as offered."""
    was = offered[line.offered] if line.offered is not None else None
    return said_on if was is not None and _words(line.when) == _words(was.when) else today


def _line_faults(place: int, line: CheckedDue, said_on: date) -> Iterator[DueFault]:
    number = place + 1
    if not line.title.strip():
        yield DueFault(place, "title", f"Enter what is to be delivered in line {number}")
    elif len(_words(line.title)) > LONGEST_DUE:
        sentence = f"The name in line {number} must be {LONGEST_DUE} characters or fewer"
        yield DueFault(place, "title", sentence)
    if not line.when.strip():
        yield DueFault(place, "when", f"Enter when line {number} is due")
        return
    when = read_when(line.when.strip(), said_on=said_on)
    if not when.is_read or not when.is_dated:
        sentence = f"“{line.when.strip()}” in line {number} could not be read as a date"
        yield DueFault(place, "when", sentence)
    elif when.latest is None:
        sentence = f"Enter a date with a last day in line {number}, such as “end March 2014”"
        yield DueFault(place, "when", sentence)


def _words(text: str) -> str:
    return " ".join(text.split())


__all__ = [
    "CheckedDue",
    "DraftedFrom",
    "DueFault",
    "OfferedDue",
    "checked_faults",
    "day_said",
    "is_changed",
    "offered_dues",
]
