"""The planned dates of a version of the brief, by the steps of its timetable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock
from app.commissions.models import Brief
from app.commissions.rules import PLANNED_IN_WORDS, TimetableStep
from app.formats import day_in_words


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
