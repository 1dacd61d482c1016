"""What a company considers confidential in its quote, why, and until when. Plain values only.

It is the company's opinion (Freedom of Information (Scotland) Act 2002, sections 33 and 36): who
is asked for the words decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

PRICES, TIMETABLE = "prices", "timetable"
"""The parts of a quote that are one each. Others are named by `answer_part` and `file_part`."""

LONGEST_WHY = 500
LONGEST_UNTIL = 200
"""Characters of a reason, and of the words that say until when."""


@dataclass(frozen=True)
class Marked:
    """One part that a company considers confidential; `until` is in its own words."""

    part: str
    reason: str
    until: str

    @property
    def sentence(self) -> str:
        """Until when, and why, as others are told."""
        return f"Until: {self.until}. Reason: {self.reason}"


@dataclass(frozen=True)
class MarkFault:
    """What is wrong with a mark: its place from 0, the field, and a sentence."""

    place: int
    field: str
    sentence: str


def answer_part(key: str) -> str:
    """The name of the part that is the answer to the question with this key."""
    return f"answer:{key}"


def file_part(file_id: int) -> str:
    """The name of the part that is this file."""
    return f"file:{file_id}"


def in_a_sentence(part: str) -> str:
    """What a part is called in the middle of a sentence: "your file Plan B.txt"."""
    return part[0].lower() + part[1:]


def mark_faults(marks: Sequence[Marked], named: Mapping[str, str]) -> list[MarkFault]:
    """What keeps these marks from being kept; `named` are the parts there are, in words."""
    return [fault for place, mark in enumerate(marks) for fault in _faults(place, mark, named)]


def _faults(place: int, mark: Marked, named: Mapping[str, str]) -> Iterator[MarkFault]:
    what = named.get(mark.part)
    if what is None:
        yield MarkFault(place, "is_marked", "This part is not in your quote any more")
        return
    what = in_a_sentence(what)
    if not mark.reason.strip():
        yield MarkFault(place, "reason", f"Enter a reason for {what}")
    elif len(mark.reason) > LONGEST_WHY:
        sentence = f"The reason for {what} must be {LONGEST_WHY} characters or fewer"
        yield MarkFault(place, "reason", sentence)
    if not mark.until.strip():
        yield MarkFault(place, "until", f"Enter until when, for {what}")
    elif len(mark.until) > LONGEST_UNTIL:
        sentence = f"Until when, for {what}, must be {LONGEST_UNTIL} characters or fewer"
        yield MarkFault(place, "until", sentence)


def marks_of(marks: Iterable[Marked], parts: Iterable[str]) -> dict[str, Marked]:
    """The marks of the parts that are there, by part."""
    there = set(parts)
    return {mark.part: mark for mark in marks if mark.part in there}


def moved(marks: Iterable[Marked], files: Mapping[int, int]) -> tuple[Marked, ...]:
    """The same marks in a copy, in which each file has another id."""
    ids = {file_part(old): file_part(new) for old, new in files.items()}
    return tuple(Marked(ids.get(each.part, each.part), each.reason, each.until) for each in marks)
