"""What the engine is measured beside: a bare loop, networkx's order, and TaskJuggler."""

from __future__ import annotations

import csv
import resource
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import networkx as nx

from tests.bench.chains import GAP_DAYS, LENGTH, ON, SLIP_DAYS, STEP, Chains, first_day, is_slipped


def bare_loop(chains: Chains) -> dict[int, int]:
    """Only the propagation, on whole days in dictionaries: no states, no intervals, no causes."""
    followers: dict[int, list[tuple[int, int]]] = {}
    waits_for = dict.fromkeys(chains.finish, 0)
    for before, after, gap in chains.pairs:
        followers.setdefault(before, []).append((after, gap))
        waits_for[after] += 1
    ready = [key for key, waiting in waits_for.items() if not waiting]
    finish = dict(chains.finish)
    for key in ready:
        day = finish[key]
        for after, gap in followers.get(key, ()):
            if day + gap > finish[after]:
                finish[after] = day + gap
            waits_for[after] -= 1
            if not waits_for[after]:
                ready.append(after)
    return finish


def networkx_order(chains: Chains) -> dict[int, int]:
    """The same propagation in the topological order of networkx."""
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_nodes_from(chains.finish)
    graph.add_weighted_edges_from(chains.pairs, weight="gap")
    finish = dict(chains.finish)
    for key in nx.topological_sort(graph):
        day = finish[key]
        for after, link in graph.adj[key].items():
            finish[after] = max(finish[after], day + link["gap"])
    return finish


@dataclass(frozen=True)
class TaskJuggled:
    """What TaskJuggler took, in seconds and bytes, and the last day of each milestone if late."""

    seconds: float
    peak: int
    finish: dict[int, int]


def taskjuggler(program: str, commissions: int, folder: Path) -> TaskJuggled:
    """Two scenarios, as planned and with the slips; the second one's days come back as CSV.

    Each milestone is the last day of a task that fills the gap before it.
    """
    (folder / "chains.tjp").write_text("\n".join(_project(commissions)))
    start = perf_counter()
    subprocess.run([program, "--silent", "chains.tjp"], cwd=folder, check=True, timeout=900)
    seconds = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    with (folder / "late.csv").open() as written:
        rows = list(csv.DictReader(written, delimiter=";"))
    finish: dict[int, int] = {}
    for row in rows:
        commission, _, place = row["Id"].partition(".m")
        if place:
            key = int(commission.removeprefix("c")) * LENGTH + int(place)
            finish[key] = date.fromisoformat(row["End"]).toordinal()
    return TaskJuggled(seconds, peak, finish)


def _project(commissions: int) -> Iterable[str]:
    yield f'project chains "Chains" {ON} +9y {{ scenario plan "Plan" {{ scenario late "Late" }} }}'
    for commission in range(commissions):
        yield f'task c{commission} "c{commission}" {{'
        start = first_day(commission) - timedelta(days=1)
        late = start + timedelta(days=SLIP_DAYS)
        slip = f" late:start {late}" if is_slipped(commission) else ""
        yield f'  task m0 "m0" {{ duration 1d start {start}{slip} }}'
        for place in range(1, LENGTH):
            yield (
                f'  task m{place} "m{place}" {{ duration 1d '
                f"depends !m{place - 1} {{ gapduration {GAP_DAYS - 1}d }} }}"
            )
        yield "}"
    assert STEP == GAP_DAYS, "without room in the chains, each is due as soon as it can be"
    yield (
        'taskreport late "late" '
        '{ formats csv columns id, end scenarios late timeformat "%Y-%m-%d" hidetask ~isleaf() }'
    )
