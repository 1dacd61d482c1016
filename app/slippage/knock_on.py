"""What a late milestone pushes back, through any chain (domain.md, "Slippage", rule 6).

A knock-on is proposed, never applied: nothing here changes a date.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, NamedTuple, TypeVar, cast

from app.slippage.circles import in_order
from app.slippage.lateness import Ends, ends, is_met
from app.slippage.terms import Certainty, Days, Facts

Key = TypeVar("Key", bound=Hashable)
_LAST_DAY = date.max.toordinal()
"""Where a gap typed by hand would pass the end of the calendar, it stops there."""


@dataclass(frozen=True, slots=True)
class Dependency(Generic[Key]):
    """``after`` waits for ``before`` and keeps ``gap`` days from it.

    Raises ValueError for a gap below 0.
    """

    before: Key
    after: Key
    gap: int

    def __post_init__(self) -> None:
        if self.gap < 0:
            raise ValueError("The gap between two milestones cannot be less than 0 days")


class Push(NamedTuple):
    """By how many days a milestone is pushed past its last day; at least one of the two is > 0.

    ``days_definite`` is the push if all before it finishes as early as it can, 0 if that is none;
    ``days_possible`` if all finishes as late as it can.
    """

    days_definite: int
    days_possible: int

    @property
    def certainty(self) -> Literal[Certainty.DEFINITE, Certainty.POSSIBLE]:
        """Definite where it is pushed even if all before it finishes as early as it can."""
        return Certainty.DEFINITE if self.days_definite > 0 else Certainty.POSSIBLE

    @property
    def days(self) -> int:
        """The days that its certainty names: a definite push by 2 days may possibly be 20."""
        return self.days_definite or self.days_possible


class KnockOn(NamedTuple, Generic[Key]):
    """One milestone that is pushed, and by what. Days are ordinals until they are asked for."""

    cause: Key
    """What it waits for directly and is pushed by most."""
    root: Key
    """Where the chain of causes begins."""
    days_definite: int
    days_possible: int
    first: int
    last: int

    @property
    def push(self) -> Push:
        """By how much it is pushed."""
        return Push(self.days_definite, self.days_possible)

    @property
    def finish(self) -> Days:
        """Its effective finish if pushed: first day by the definite push, last by the possible."""
        return Days(date.fromordinal(self.first), date.fromordinal(self.last))


def gap_between(first: Days, second: Days) -> int | None:
    """Days to keep from the end of the first to the start of the second, 0 if they overlap.

    None where the first has no last day or the second no first day: it is then set by hand.
    """
    if first.latest is None or second.earliest is None:
        return None
    return max(0, (second.earliest - first.latest).days)


def push(effective: Days, gap: int, second: Days) -> Push | None:
    """What a finish does to the second effective finish, ``gap`` days on; None if nothing.

    A second without a last day cannot be pushed. A first without a last day pushes by what its
    first day makes certain, and no more is claimed; without a first day, nothing is certain.
    """
    if second.latest is None:
        return None
    definite = _days_past(effective.earliest, gap, second.latest)
    possible = max(definite, _days_past(effective.latest, gap, second.latest))
    return Push(definite, possible) if possible > 0 else None


def knock_ons(
    facts: Mapping[Key, Facts], dependencies: Iterable[Dependency[Key]], on: date
) -> dict[Key, KnockOn[Key]]:
    """Every milestone that is pushed on that day, with its nearest cause and its root.

    A pushed milestone pushes on from its pushed finish. What waits for several is pushed by the
    most of them. What is met or withdrawn is not pushed; what is withdrawn pushes nothing.
    Dependencies on what is not in ``facts`` (not yet in the plan that day) count for nothing.
    One pass, in time in line with the dependencies. Raises CircularDependency.
    """
    today = on.toordinal()
    return carried_on(
        facts, {key: ends(each, today) for key, each in facts.items()}, dependencies, on
    )


def carried_on(
    facts: Mapping[Key, Facts],
    finishes: dict[Key, Ends | None],
    dependencies: Iterable[Dependency[Key]],
    on: date,
) -> dict[Key, KnockOn[Key]]:
    """``knock_ons`` where the effective finishes are known; the pushed ones take their place."""
    waits_for: dict[Key, list[Dependency[Key]]] = {}
    for link in dependencies:
        if link.before in facts and link.after in facts:
            waits_for.setdefault(link.after, []).append(link)
    pushed: dict[Key, KnockOn[Key]] = {}
    for key in in_order(waits_for):
        own, links = finishes[key], waits_for.get(key)
        if links is None or own is None or own[1] is None:
            continue
        found = _most_pushed(own[0], own[1], links, finishes, pushed)
        if found is not None and not is_met(facts[key], on):
            pushed[key] = found
            finishes[key] = found.first, found.last
    return pushed


def _most_pushed(
    first: int,
    last: int,
    waits_for: Iterable[Dependency[Key]],
    finishes: Mapping[Key, Ends | None],
    pushed: Mapping[Key, KnockOn[Key]],
) -> KnockOn[Key] | None:
    """What all that a milestone waits for does to its finish; the first of equals is the cause."""
    definite = possible = 0
    surest = furthest = None
    for link in waits_for:
        before = finishes[link.before]
        if before is None:
            continue
        earliest, latest = before
        spare = last - link.gap
        if earliest - spare > definite:
            definite, surest = earliest - spare, link.before
        # Without a last day no more is claimed than its first day makes certain.
        furthest_day = earliest if latest is None else latest
        if furthest_day - spare > possible:
            possible, furthest = furthest_day - spare, link.before
    if possible == 0:
        return None
    cause = cast(Key, surest if definite else furthest)
    behind = pushed.get(cause)
    # A cause that was itself only possibly pushed is definitely late by its own doing.
    is_root = behind is None or (definite > 0 and behind.days_definite == 0)
    return KnockOn(
        cause,
        cause if behind is None or is_root else behind.root,
        definite,
        possible,
        min(first + definite, _LAST_DAY),
        min(last + possible, _LAST_DAY),
    )


def _days_past(day: date | None, gap: int, last: date) -> int:
    return 0 if day is None else max(0, (day - last).days + gap)
