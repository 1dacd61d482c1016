"""What a late milestone pushes back, through any chain (domain.md, "Slippage", rule 6).

A knock-on is proposed, never applied: nothing here changes a date.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from app.slippage.circles import in_order
from app.slippage.lateness import finish, is_met
from app.slippage.terms import Certainty, Days, Facts

Key = TypeVar("Key", bound=Hashable)


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


@dataclass(frozen=True, slots=True)
class Push:
    """By how many days a milestone is pushed past its last day; at least one of the two is > 0.

    ``days_definite`` is the push if all before it finishes as early as it can, 0 if that is none;
    ``days_possible`` if all finishes as late as it can. ``days`` is the one that its certainty
    names, so a definite push by 2 days may still possibly be 20.
    """

    certainty: Literal[Certainty.DEFINITE, Certainty.POSSIBLE]
    days: int
    days_definite: int
    days_possible: int


@dataclass(frozen=True, slots=True)
class KnockOn(Generic[Key]):
    """One milestone that is pushed, and by what."""

    push: Push
    cause: Key
    """What it waits for directly and is pushed by most."""
    root: Key
    """Where the chain of causes begins."""
    finish: Days
    """Its effective finish if pushed: first day by the definite push, last by the possible."""


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
    return _push_of(definite, max(definite, _days_past(effective.latest, gap, second.latest)))


def knock_ons(
    facts: Mapping[Key, Facts], dependencies: Iterable[Dependency[Key]], on: date
) -> dict[Key, KnockOn[Key]]:
    """Every milestone that is pushed on that day, with its nearest cause and its root.

    A pushed milestone pushes on from its pushed finish. What waits for several is pushed by the
    most of them. What is met or withdrawn is not pushed; what is withdrawn pushes nothing.
    Dependencies on what is not in ``facts`` (not yet in the plan that day) count for nothing.
    Time in line with the dependencies. Raises CircularDependency.
    """
    links = [link for link in dependencies if link.before in facts and link.after in facts]
    waits_for: dict[Key, list[Dependency[Key]]] = {}
    for link in links:
        waits_for.setdefault(link.after, []).append(link)
    finishes: dict[Key, Days] = {}
    pushed: dict[Key, KnockOn[Key]] = {}
    for key in in_order(links):
        own = finish(facts[key], on)
        if own is None:
            continue
        finishes[key] = own
        if key in waits_for and not is_met(facts[key], on):
            knock_on = _most_pushed(own, waits_for[key], finishes, pushed)
            if knock_on is not None:
                pushed[key] = knock_on
                finishes[key] = knock_on.finish
    return pushed


def _most_pushed(
    own: Days,
    waits_for: Iterable[Dependency[Key]],
    finishes: Mapping[Key, Days],
    pushed: Mapping[Key, KnockOn[Key]],
) -> KnockOn[Key] | None:
    """What all the milestones that it waits for do to one finish; the first of equals is cause."""
    pushes = [
        (link.before, found)
        for link in waits_for
        if link.before in finishes and (found := push(finishes[link.before], link.gap, own))
    ]
    total = _push_of(
        max((found.days_definite for _, found in pushes), default=0),
        max((found.days_possible for _, found in pushes), default=0),
    )
    if total is None:
        return None
    cause = next(before for before, found in pushes if _governing(found, total) == total.days)
    behind = pushed.get(cause)
    # A cause that was itself only possibly pushed is definitely late by its own doing.
    root = behind.root if behind is not None and _governing(behind.push, total) > 0 else cause
    return KnockOn(
        push=total,
        cause=cause,
        root=root,
        finish=Days(
            _later(own.earliest, total.days_definite), _later(own.latest, total.days_possible)
        ),
    )


def _governing(found: Push, total: Push) -> int:
    """The days of one push that bear on the certainty of the whole."""
    return found.days_definite if total.certainty is Certainty.DEFINITE else found.days_possible


def _push_of(definite: int, possible: int) -> Push | None:
    if definite > 0:
        return Push(Certainty.DEFINITE, definite, definite, possible)
    if possible > 0:
        return Push(Certainty.POSSIBLE, possible, 0, possible)
    return None


def _days_past(day: date | None, gap: int, last: date) -> int:
    return 0 if day is None else max(0, (day - last).days + gap)


def _later(day: date | None, days: int) -> date | None:
    """The day moved on; the calendar's last day where a gap typed by hand would pass it."""
    if day is None:
        return None
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
