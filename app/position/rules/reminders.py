"""When somebody is reminded: before and on a date, and while something waits. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

ON_THE_DAY = 0


def mark_before(due: date, on: date, marks: Sequence[int], last_check: date | None) -> int | None:
    """The reminder of something due: the nearest of the marks that has come; None before them all.

    `marks` are days before. After its day only the reminder of the day itself is left, and only
    where no check came on that day or since.
    """
    left = (due - on).days
    if left < 0:
        return ON_THE_DAY if last_check is not None and due > last_check else None
    return min((mark for mark in (ON_THE_DAY, *marks) if mark >= left), default=None)


def mark_after(since: date, on: date, marks: Sequence[int]) -> int | None:
    """The reminder of something that waits: the newest of the marks that has come.

    `marks` are days since it began to wait; the first reminder comes on that day itself.
    """
    waited = (on - since).days
    return max((mark for mark in (ON_THE_DAY, *marks) if mark <= waited), default=None)


def digest_subject(things: Sequence[str]) -> str:
    """The subject line of a mail with these things to do: what the first is, and how many more."""
    more = len(things) - 1
    if more < 1:
        return f"To do: {things[0]}"
    return f"To do: {things[0]}, and {more} more {'thing' if more == 1 else 'things'}"
