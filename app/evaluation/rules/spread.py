"""How far members' scores lie apart, and where most."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def spread(scores: Sequence[int]) -> int:
    """The highest score less the lowest; 0 where there is one or none."""
    return max(scores) - min(scores) if scores else 0


def unrest(scores: Sequence[int]) -> int:
    """How much all pairs of scores differ together: tells apart what has the same spread."""
    return sum(abs(one - other) for one in scores for other in scores) // 2


def most_apart_first(scores: Mapping[Key, Sequence[int]]) -> list[Key]:
    """Where members differ most comes first; what is equal keeps its order."""
    return sorted(scores, key=lambda key: (-spread(scores[key]), -unrest(scores[key])))


def most_apart_of_groups(groups: Mapping[Key, Sequence[Sequence[int]]]) -> list[Key]:
    """The same of groups: by the widest difference in one, then by all differences together."""

    def apart(key: Key) -> tuple[int, int]:
        each = groups[key]
        return -max(map(spread, each), default=0), -sum(map(unrest, each))

    return sorted(groups, key=apart)
