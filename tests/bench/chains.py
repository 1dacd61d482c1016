"""Commissions as chains of ten milestones; one in ten slips by a year at its start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.slippage import Days, Dependency, Facts

ON = date(2013, 1, 1)
LENGTH = 10
STEP = 31
GAP_DAYS = 31
SLIP_DAYS = 365
STARTS = 1_000
"""The chains begin on so many different days."""


@dataclass(frozen=True)
class Chains:
    """The same milestones as facts for the engine, and as bare whole days for plain loops."""

    commissions: int
    facts: dict[int, Facts]
    dependencies: list[Dependency[int]]
    finish: dict[int, int]
    pairs: list[tuple[int, int, int]]

    @property
    def milestones(self) -> int:
        return len(self.facts)


def first_day(commission: int) -> date:
    """The day on which the first milestone of a commission is due."""
    return ON + timedelta(days=30 + commission % STARTS)


def is_slipped(commission: int) -> bool:
    """Whether the first milestone of a commission is forecast a year late."""
    return commission % 10 == 0


def make_chains(commissions: int) -> Chains:
    """So many commissions, with ten milestones each."""
    facts: dict[int, Facts] = {}
    dependencies: list[Dependency[int]] = []
    for commission in range(commissions):
        for place in range(LENGTH):
            key = commission * LENGTH + place
            day = first_day(commission) + timedelta(days=STEP * place)
            due, late = Days(day, day), day + timedelta(days=SLIP_DAYS)
            is_late = place == 0 and is_slipped(commission)
            facts[key] = Facts(due, due, Days(late, late) if is_late else None)
            if place:
                dependencies.append(Dependency(key - 1, key, GAP_DAYS))
    expected = {key: (each.forecast or each.agreed) for key, each in facts.items()}
    return Chains(
        commissions,
        facts,
        dependencies,
        {key: each.latest.toordinal() for key, each in expected.items() if each and each.latest},
        [(link.before, link.after, link.gap) for link in dependencies],
    )
