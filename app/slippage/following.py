"""Editions of one plan, one after another: each milestone keeps one identity through them all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from app.slippage.comparing import compare
from app.slippage.editions import (
    NO_ANSWERS,
    Answers,
    Change,
    ChangeKind,
    EditionMilestone,
    PublishedEdition,
)


@dataclass(frozen=True, slots=True)
class Followed:
    """One edition, its milestones with their identities, and what it changed; none for the first.

    Identities below 0 are of milestones that are not kept here yet.
    """

    edition: PublishedEdition
    changes: tuple[Change, ...]

    @property
    def doubts(self) -> tuple[tuple[EditionMilestone, EditionMilestone], ...]:
        """The doubtful pairs, each once, in the order of the comparison."""
        pairs = [pair for change in self.changes for pair in change.doubts]
        return tuple({(a.wording, b.wording): (a, b) for a, b in pairs}.values())


def follow(
    editions: Sequence[PublishedEdition], answers: Answers = NO_ANSWERS
) -> tuple[Followed, ...]:
    """Compare each edition with the one before it and all older ones; the oldest comes first."""
    fresh = count(-1, -1)
    found: list[Followed] = []
    for edition in editions:
        before = [each.edition for each in found]
        if not before:
            found.append(Followed(_named(edition, {}, fresh), ()))
            continue
        changes = compare(before[-1], edition, before[:-1], answers)
        found.append(Followed(_named(edition, _identities(changes), fresh), changes))
    return tuple(found)


def _identities(changes: Sequence[Change]) -> dict[tuple[int, int], int]:
    """Which milestone that was known each place now holds."""
    return {
        (heir.action, heir.number): change.before.identity
        for change in changes
        if change.before is not None
        and change.before.identity is not None
        and (heir := change.heir) is not None
    }


def _named(
    edition: PublishedEdition, known: dict[tuple[int, int], int], fresh: Iterator[int]
) -> PublishedEdition:
    named = tuple(
        each
        if each.identity is not None
        else replace(each, identity=known.get((each.action, each.number)) or next(fresh))
        for each in edition.milestones
    )
    return replace(edition, milestones=named)


def has_moved(change: Change) -> bool:
    """Whether another date is agreed now than before: not where only the words changed."""
    return not {
        ChangeKind.LATER,
        ChangeKind.EARLIER,
        ChangeKind.WIDENED,
        ChangeKind.NARROWED,
        ChangeKind.LOST_DATE,
        ChangeKind.GAINED_DATE,
    }.isdisjoint(change.kinds)
