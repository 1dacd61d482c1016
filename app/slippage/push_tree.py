"""What each late milestone pushes, directly or through others, from its knock-ons (rule 6)."""

from collections.abc import Hashable, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from app.slippage.knock_on import KnockOn

Key = TypeVar("Key", bound=Hashable)


class PushTree(Generic[Key]):
    """Knock-ons by what causes them.

    Each belongs to its cause, and on to whatever is behind that, up to the root of its chain: where
    a milestone that is only possibly pushed is definitely late by its own doing, what it pushes is
    its own doing too. ``knock_ons`` come as ``knock_ons()`` gives them, causes first.
    """

    def __init__(self, knock_ons: Mapping[Key, KnockOn[Key]]) -> None:
        self.knock_ons = knock_ons

    def pushed_by(self, key: Key) -> list[Key]:
        """All that it pushes, the nearest first."""
        found = list(self._followers.get(key, ()))
        for each in found:  # grows as it goes
            found += [
                follower
                for follower in self._followers.get(each, ())
                if self.knock_ons[follower].root != each
            ]
        return found

    @cached_property
    def totals(self) -> dict[Key, tuple[int, int]]:
        """How many each pushes and by how many days together; in time in line with their number."""
        totals: dict[Key, tuple[int, int]] = {}
        through: dict[Key, tuple[int, int]] = {}
        for key, found in reversed(list(self.knock_ons.items())):
            number, days = through.get(key, (0, 0))
            number, days = number + 1, days + (found.days_definite or found.days_possible)
            for tally in (totals, through) if found.root != found.cause else (totals,):
                known = tally.get(found.cause, (0, 0))
                tally[found.cause] = known[0] + number, known[1] + days
        return totals

    @cached_property
    def _followers(self) -> dict[Key, list[Key]]:
        followers: dict[Key, list[Key]] = {}
        for key, found in self.knock_ons.items():
            followers.setdefault(found.cause, []).append(key)
        return followers
