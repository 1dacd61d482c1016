"""The position of many commissions in memory, beside loops that do less and a real planner.

Loaded rows are what all start from: facts for the engine, whole days for the loops. The engine
gives every standing with both slips, their intervals, the ratings and every knock-on with its
cause; the loops only carry last days along. Processor time, the best of several rounds in turn, as
ratios in one run; memory as the peak of what Python allocates. What was loaded is set aside from
the garbage collector for all alike (`gc.freeze`). Nothing is asserted on a clock: the answers are.
"""

from __future__ import annotations

import gc
import shutil
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import process_time

import pytest

from app.slippage import knock_ons, whole_position
from tests.bench.chains import LENGTH, ON, Chains, make_chains
from tests.bench.rivals import bare_loop, networkx_order, taskjuggler

SIZES = (1_000, 20_000)
ROUNDS = 5
IN_TASKJUGGLER = 100


@dataclass
class Measured:
    """Seconds of processor time and peak bytes for all milestones."""

    seconds: float
    peak: int

    def per_milestone(self, milestones: int) -> str:
        micro = self.seconds * 1e6 / milestones
        return f"{micro:6.2f} µs {self.peak / milestones:6.0f} bytes"


def the_position(chains: Chains) -> dict[int, int]:
    """Everything the rules say; of it, the last day of each milestone as it is pushed."""
    standings, pushed = whole_position(chains.facts, chains.dependencies, ON)
    assert len(standings) == chains.milestones
    return {key: each.last for key, each in pushed.items()}


def the_knock_on(chains: Chains) -> dict[int, int]:
    """Only what pushes what."""
    found = knock_ons(chains.facts, chains.dependencies, ON)
    return {key: each.last for key, each in found.items()}


CONTENDERS: dict[str, Callable[[Chains], dict[int, int]]] = {
    "bare dictionary loop": bare_loop,
    "networkx's order": networkx_order,
    "the engine, knock-on": the_knock_on,
    "the engine, whole position": the_position,
}


def test_the_position_of_20_000_commissions_beside_a_bare_loop_and_networkx() -> None:
    found = {size: _measured(make_chains(size)) for size in SIZES}

    small, large = (found[size] for size in SIZES)
    print(f"\n{'':28}{'time and memory a milestone':>30}    × bare   × networkx   growth")
    for size in SIZES:
        milestones = size * LENGTH
        bare, order = found[size]["bare dictionary loop"], found[size]["networkx's order"]
        for name, each in found[size].items():
            growth = each.seconds / large_per_small(small[name]) if size == SIZES[-1] else 1
            print(
                f"{name:28}{size:7,} {each.per_milestone(milestones)}"
                f" {each.seconds / bare.seconds:8.2f} {each.seconds / order.seconds:10.2f}"
                f" {growth:9.2f}"
            )
    for name, each in large.items():
        per_small, per_large = small[name].peak / SIZES[0], each.peak / SIZES[1]
        assert per_large < 1.5 * per_small, f"the memory of {name} grows faster than its milestones"


def large_per_small(small: Measured) -> float:
    """The seconds that the large size takes where time grows in line with it."""
    return small.seconds * SIZES[1] / SIZES[0]


def test_the_position_beside_taskjuggler(tmp_path: Path) -> None:
    program = shutil.which("tj3")
    if program is None:
        pytest.skip("TaskJuggler is not installed (Debian: apt-get install tj3)")
    chains = make_chains(IN_TASKJUGGLER)
    engine = _best(partial(the_position, chains))

    juggled = taskjuggler(program, IN_TASKJUGGLER, tmp_path)

    ours = {**bare_loop(chains), **the_position(chains)}
    assert juggled.finish == ours
    milestones = chains.milestones
    print(
        f"\nTaskJuggler, {IN_TASKJUGGLER:,} commissions, two scenarios:"
        f" {juggled.seconds * 1e3 / milestones:.2f} ms a milestone, {juggled.peak / 1e6:.0f} MB;"
        f" the engine {engine * 1e6 / milestones:.2f} µs: {juggled.seconds / engine:,.0f} × faster"
    )


def _measured(chains: Chains) -> dict[str, Measured]:
    """Every contender in turn, several rounds; all must carry the slips to the same days."""
    gc.collect()
    gc.freeze()
    try:
        expected = bare_loop(chains)
        moved = {key: day for key, day in expected.items() if day != chains.finish[key]}
        times: dict[str, list[float]] = {name: [] for name in CONTENDERS}
        for _ in range(ROUNDS):
            for name, contender in CONTENDERS.items():
                times[name].append(_seconds(partial(contender, chains)))
        found: dict[str, Measured] = {}
        for name, contender in CONTENDERS.items():
            answer = contender(chains)
            assert {key: answer[key] for key in moved} == moved, name
            found[name] = Measured(min(times[name]), _peak(partial(contender, chains)))
        return found
    finally:
        gc.unfreeze()


def _best(act: Callable[[], object]) -> float:
    return min(_seconds(act) for _ in range(ROUNDS))


def _seconds(act: Callable[[], object]) -> float:
    gc.collect()
    start = process_time()
    act()
    return process_time() - start


def _peak(act: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
