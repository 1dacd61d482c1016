"""What counts as an outage, and when one is near a deadline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_SILENCE = timedelta(minutes=5)
"""Without a sign of life for longer is an outage. The watch asks each minute."""


class Watched(StrEnum):
    """What is asked each minute whether it answers."""

    SERVICE = "the service"
    SCANNER = "the virus scanner"


class Standing(StrEnum):
    """How one part of the service stands, in the words of the page."""

    WORKS = "Works"
    LOOK = "Look at this"
    FAILS = "Does not work"


@dataclass(frozen=True)
class Failure:
    """A time in which something did not work, on the group's calendar; files refused for it."""

    what: Watched
    began_at: datetime
    ended_at: datetime
    files_refused: int = 0


def is_outage(last_sign: datetime, next_sign: datetime) -> bool:
    """Whether there was no sign of life for too long."""
    return next_sign - last_sign > LONGEST_SILENCE


def near(
    failures: Iterable[Failure], deadline: datetime, hours: int, set_at: datetime | None = None
) -> list[Failure]:
    """The failures in the last hours before a deadline, the first first.

    Not those that were over when the deadline was set (`set_at`): whoever set it knew of them.
    """
    start = deadline - timedelta(hours=hours)
    found = [
        each
        for each in failures
        if each.ended_at > start
        and each.began_at < deadline
        and (set_at is None or each.ended_at > set_at)
    ]
    return sorted(found, key=lambda each: each.began_at)


def worst(standings: Sequence[Standing]) -> Standing:
    """The worst of these."""
    order = list(Standing)
    return max(standings, key=order.index, default=Standing.WORKS)
