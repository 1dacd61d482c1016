"""How the date of one milestone moved between two editions (domain.md, "Slippage", rule 9)."""

from dataclasses import dataclass
from datetime import date

from app.slippage.editions import ChangeKind, EditionMilestone
from app.slippage.lateness import slip_interval
from app.slippage.terms import Days


@dataclass(frozen=True, slots=True)
class Move:
    """What a date did: ``kind`` None where it means the same days. Days above 0 are later."""

    kind: ChangeKind | None
    days: int | None = None
    interval: tuple[int, int] | None = None


def move(before: EditionMilestone, after: EditionMilestone) -> Move:
    """From the days of one wording to those of the other. "From X" has no last day to be late by.

    Days are from last day to last day; from first to first where neither has a last one.
    """
    old, new = before.days, after.days
    if old == new:
        is_dated = before.is_dated and after.is_dated
        return Move(None, 0, (0, 0)) if is_dated else Move(None)
    if old.latest is None and new.latest is None:
        return _first_day_moved(old, new)
    if new.latest is None:
        return Move(ChangeKind.LOST_DATE)
    if old.latest is None:
        return Move(ChangeKind.GAINED_DATE)
    days = (new.latest - old.latest).days
    return Move(_kind(old, new, days), days, slip_interval(new, old))


def _first_day_moved(old: Days, new: Days) -> Move:
    """Both are open at the end, or one of them says no day at all."""
    if old.earliest is None:
        return Move(ChangeKind.GAINED_DATE)
    if new.earliest is None:
        return Move(ChangeKind.LOST_DATE)
    days = (new.earliest - old.earliest).days
    return Move(ChangeKind.LATER if days > 0 else ChangeKind.EARLIER, days)


def _kind(old: Days, new: Days, days: int) -> ChangeKind:
    starts = _compared(old.earliest, new.earliest)
    if days == 0:
        return ChangeKind.NARROWED if starts > 0 else ChangeKind.WIDENED
    is_open_at_start = old.earliest is None and new.earliest is None
    if days < 0:
        return ChangeKind.EARLIER if starts < 0 or is_open_at_start else ChangeKind.NARROWED
    return ChangeKind.LATER if starts > 0 or is_open_at_start else ChangeKind.WIDENED


def _compared(old: date | None, new: date | None) -> int:
    """Above 0 where the first day is later; no first day is before every day."""
    left = old.toordinal() if old else 0
    right = new.toordinal() if new else 0
    return right - left
