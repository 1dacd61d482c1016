"""Where many milestones stand and what they push, in one pass over plain values."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from app.slippage.knock_on import Dependency, KnockOn, carried_on
from app.slippage.lateness import ends
from app.slippage.states import standing_of
from app.slippage.terms import STANDARD_THRESHOLDS, Facts, Standing, Thresholds

Key = TypeVar("Key", bound=Hashable)


def whole_position(
    facts: Mapping[Key, Facts],
    dependencies: Iterable[Dependency[Key]],
    on: date,
    thresholds: Thresholds = STANDARD_THRESHOLDS,
) -> tuple[dict[Key, Standing], dict[Key, KnockOn[Key]]]:
    """The ``standing`` of each milestone on a day, and the ``knock_ons`` among them.

    In time and memory in line with milestones and dependencies. Raises CircularDependency.
    """
    today = on.toordinal()
    finishes = {key: ends(each, today) for key, each in facts.items()}
    standings = {
        key: standing_of(each, finishes[key], on, thresholds) for key, each in facts.items()
    }
    return standings, carried_on(facts, finishes, dependencies, on)
