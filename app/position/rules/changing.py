"""What became of a milestone between two days, such as since the last meeting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.formats import counted
from app.slippage import Rating, Standing, State

_MET = frozenset({State.MET, State.MET_LATE})
_LATE = frozenset({Rating.AMBER, Rating.RED})


class Change(StrEnum):
    """Kinds of change, in the order in which they are told."""

    NEWLY_LATE = "newly late"
    WORSE = "got worse"
    LOST_DATE = "lost its date"
    MOVED = "moved"
    BETTER = "got better"
    MET = "newly met"
    NEW = "new in the plan"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Stood:
    """How a milestone stood on a day: its standing and the agreed date as written."""

    standing: Standing
    agreed: str


def changes_between(then: Stood | None, now: Stood) -> list[tuple[Change, str]]:
    """Every change with its words; none where nothing changed. `then` None: not in the plan."""
    if now.standing.state is State.WITHDRAWN:
        was_there = then is not None and then.standing.state is not State.WITHDRAWN
        return [(Change.WITHDRAWN, "withdrawn")] if was_there else []
    if then is None:
        return [(Change.NEW, f"new in the plan: {now.agreed or 'no date'}")]
    found: list[tuple[Change, str]] = []
    if now.standing.state in _MET and then.standing.state not in _MET:
        return [(Change.MET, str(now.standing.state))]
    if now.standing.state in _MET:
        return []
    found += _lateness(then.standing, now.standing)
    if then.agreed != now.agreed:
        moved = f"agreed date moved from {then.agreed or 'no date'} to {now.agreed or 'no date'}"
        lost = now.standing.state is State.UNDATED and then.standing.state is not State.UNDATED
        found.append((Change.LOST_DATE if lost else Change.MOVED, moved))
    return found


def _lateness(then: Standing, now: Standing) -> list[tuple[Change, str]]:
    before, after = _days_late(then), _days_late(now)
    if _is_late(now) and not _is_late(then):
        return [(Change.NEWLY_LATE, f"newly late, by {counted(after, 'day')}")]
    if after > before:
        return [(Change.WORSE, f"got worse by {counted(after - before, 'day')}")]
    if after < before:
        return [(Change.BETTER, f"got better by {counted(before - after, 'day')}")]
    return []


def _is_late(standing: Standing) -> bool:
    return not _LATE.isdisjoint({standing.rating_first, standing.rating_agreed})


def _days_late(standing: Standing) -> int:
    """Against the first date; against the agreed one where there is no first to count from."""
    slip = standing.slip_first_days
    return max(0, (standing.slip_agreed_days if slip is None else slip) or 0)
