"""A date that moves later while it is green (domain.md, "Slippage", rule 8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.slippage import Days, at_least_late

Forecasts = Sequence[tuple[date, Days]]
"""The day of each forecast and what it said, the oldest first."""


def is_moved_quietly(before: Days, now: Days, moved_on: date | None, expected: Forecasts) -> bool:
    """Whether a date moved later that was green until then: not past, not at risk."""
    if not moves_later(before, now) or moved_on is None or before.latest is None:
        return False
    said = [days for day, days in expected if day <= moved_on]
    return moved_on <= before.latest and not (said and moves_later(before, said[-1], opens=True))


def moves_later(before: Days, now: Days, *, opens: bool = False) -> bool:
    """Whether the last day moves to a later one; with `opens`, to none at all as well."""
    if before.latest is None or now.latest is None:
        return opens and before.latest is not None
    return now.latest > before.latest


def kept_green_words(was: str, now: str, first: Days | None, effective: Days | None) -> str:
    """Which date was moved, and how late that makes it: "at least 3 months late"."""
    moved = f"Its date was moved from “{was}” to “{now}” while it was green"
    if first is None or first.latest is None or effective is None or effective.latest is None:
        return f"{moved}."
    return f"{moved}: {at_least_late(first.latest, effective.latest)} against its first date."
