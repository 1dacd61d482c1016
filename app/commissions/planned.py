"""The planned dates of a version of the brief, by the steps of its timetable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock
from app.commissions.models import Brief
from app.commissions.rules import PLANNED_IN_WORDS, OfferedDue, TimetableStep, offered_dues
from app.formats import day_in_words

_ALL_OF_IT = "The finished work"


@dataclass(frozen=True)
class Planned:
    """What a brief says of one step: as written, with the days it means."""

    words: str
    earliest: date | None
    latest: date


def planned_dates(brief: Brief) -> dict[TimetableStep, Planned]:
    """The steps that have a planned last day, in their order."""
    found: dict[TimetableStep, Planned] = {}
    for step in TimetableStep:
        if step is TimetableStep.DEADLINE:
            if brief.quote_deadline is not None:
                day = clock.day_of(brief.quote_deadline)
                found[step] = Planned(day_in_words(day), day, day)
            continue
        name = PLANNED_IN_WORDS[step]
        latest = getattr(brief, f"{name}_latest")
        if latest is not None:
            words, earliest = getattr(brief, f"{name}_written"), getattr(brief, f"{name}_earliest")
            found[step] = Planned(words, earliest, latest)
    return found


def day_asked(brief: Brief) -> date:
    """The day from which dates of a brief that name no year are read: that of its issue."""
    return clock.day_of(brief.issued_at) if brief.issued_at else clock.today()


def asked_dues(brief: Brief) -> list[OfferedDue]:
    """What a brief wants delivered, each with its date: as its timetable names it, else as one."""
    dues = offered_dues(brief.timetable, day_asked(brief))
    if not dues and brief.delivery_written and brief.delivery_latest:
        return [OfferedDue(_ALL_OF_IT, brief.delivery_written)]
    return dues
