"""What every report says of itself: title, group, the day it stands on, when it was printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock
from app.formats import day_in_words, instant_in_words
from app.shell import group_name


@dataclass(frozen=True)
class Front:
    """The head of a report, and the words that its pages repeat in their margins."""

    title: str
    group: str
    as_at: str
    printed_at: str
    is_future: bool
    is_past: bool


def front(title: str, on: date, group: str | None = None) -> Front:
    """The head of a report as at a day, printed now on the group's calendar."""
    today = clock.today()
    return Front(
        title=title,
        group=group or group_name(),
        as_at=f"As at {day_in_words(on)}",
        printed_at=f"Printed at {instant_in_words(clock.now(), clock.zone())}",
        is_future=on > today,
        is_past=on < today,
    )
