"""The timetable of a commission: its steps, and the order in which they can be planned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class TimetableStep(StrEnum):
    """The steps of a commission that can have a planned date, in their order."""

    ISSUE = "issue of the brief"
    DEADLINE = "deadline for quotes"
    OPENING = "opening of the quotes"
    AWARD = "award"
    START = "start of the work"
    DELIVERY = "delivery"


PLANNED_IN_WORDS = {
    TimetableStep.ISSUE: "issue",
    TimetableStep.OPENING: "opening",
    TimetableStep.AWARD: "award",
    TimetableStep.START: "start",
    TimetableStep.DELIVERY: "delivery",
}
"""The steps whose date is a *when*, by the name that the fields of a brief begin with."""


def order_fault(
    step: TimetableStep, planned: Mapping[TimetableStep, tuple[date | None, date]]
) -> str | None:
    """The sentence about a step that would be over before one that comes first can begin.

    `planned` are the first and the last day of each step that has a date.
    """
    order = list(TimetableStep)
    if step not in planned:
        return None
    for other in order:
        if other is step or other not in planned:
            continue
        first, second = sorted((step, other), key=order.index)
        begins, ends = planned[first][0] or planned[first][1], planned[second][1]
        if ends < begins:
            is_first = first is step
            order_words = "after" if is_first else "before"
            return f"The {step} cannot be planned {order_words} the {other}."
    return None


def planned_unread(words: str) -> str:
    """The sentence about a planned date whose last day is not known."""
    return (
        f"“{words.strip()[:100]}” could not be read as a date. "
        "Write it like “March 2014”, “end March 2014” or “14 March 2014”."
    )
