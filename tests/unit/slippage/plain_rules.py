"""Rules 1 to 6 once more, as domain.md words them: slow, with dates, to hold the engine against."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from app.slippage import Certainty, Days, Dependency, Facts

Key = TypeVar("Key", bound=Hashable)
Pushes = dict[Key, tuple[int, int]]


def effective_finish(facts: Facts, on: date) -> Days | None:
    """Rule 1: E is the actual if met; else F, else A; and unmet, neither end is before D."""
    if facts.actual and facts.actual <= on:
        return Days(facts.actual, facts.actual)
    if facts.withdrawn:
        return None
    expected = facts.forecast or facts.agreed or Days(None, None)
    return Days(
        max(expected.earliest or on, on),
        max(expected.latest, on) if expected.latest else None,
    )


def slip(finish: Days, due: Days | None) -> int | None:
    """Rule 2, and what is sure already of a finish without a last day."""
    if due is None or due.latest is None:
        return None
    if finish.latest:
        return (finish.latest - due.latest).days
    assert finish.earliest is not None
    sure = (finish.earliest - due.latest).days
    return sure if sure > 0 else None


def certainty(finish: Days, due: Days | None) -> Certainty:
    """Rule 3."""
    if due is None or due.latest is None:
        return Certainty.UNKNOWN
    assert finish.earliest is not None
    if finish.earliest > due.latest:
        return Certainty.DEFINITE
    if finish.latest is None or finish.latest > due.latest:
        return Certainty.POSSIBLE
    return Certainty.NONE


def pushes(
    facts: Mapping[Key, Facts], dependencies: Sequence[Dependency[Key]], on: date
) -> Pushes[Key]:
    """Rule 6, by applying it to every pair again until nothing moves any more.

    The days that each milestone is definitely and possibly pushed. For chains without a circle.
    """
    own = {key: effective_finish(each, on) for key, each in facts.items()}
    finish = dict(own)
    pushed: Pushes[Key] = {}
    has_moved = True
    while has_moved:
        has_moved = False
        for link in dependencies:
            before, due = finish.get(link.before), own.get(link.after)
            if before is None or due is None or due.latest is None:
                continue
            actual = facts[link.after].actual
            if actual and actual <= on:
                continue
            gap = timedelta(days=link.gap)
            assert before.earliest is not None
            assert due.earliest is not None
            definite = (before.earliest + gap - due.latest).days
            possible = ((before.latest or before.earliest) + gap - due.latest).days
            known = pushed.get(link.after, (0, 0))
            most = max(known[0], definite), max(known[1], definite, possible)
            if most != known:
                pushed[link.after] = most
                finish[link.after] = Days(
                    due.earliest + timedelta(days=most[0]), due.latest + timedelta(days=most[1])
                )
                has_moved = True
    return pushed
