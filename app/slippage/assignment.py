"""The best way to pair two lists, where each pair has a score and no one is paired twice."""

from collections.abc import Mapping

LARGEST = 60
"""Pairs that hang together are weighed against each other up to so many a side."""

Pair = tuple[int, int]


def best_pairs(scores: Mapping[Pair, float]) -> list[Pair]:
    """The pairs with the greatest sum of cubed scores: two poor ones never break a good one.

    Where more than ``LARGEST`` hang together, the best pair is taken first, then the next best.
    """
    chosen: list[Pair] = []
    for group in _groups(scores):
        lefts = sorted({left for left, _ in group})
        rights = sorted({right for _, right in group})
        if max(len(lefts), len(rights)) > LARGEST:
            chosen += _greedy(group)
        else:
            chosen += _optimal(group, lefts, rights)
    return sorted(chosen)


def _groups(scores: Mapping[Pair, float]) -> list[dict[Pair, float]]:
    """The pairs, those together that share a side with one another."""
    rights_of: dict[int, list[int]] = {}
    lefts_of: dict[int, list[int]] = {}
    for left, right in sorted(scores):
        rights_of.setdefault(left, []).append(right)
        lefts_of.setdefault(right, []).append(left)
    seen: set[int] = set()
    groups: list[dict[Pair, float]] = []
    for first in rights_of:
        if first in seen:
            continue
        seen.add(first)
        together, reached = [first], set[int]()
        for left in together:  # grows as it goes
            for right in rights_of[left]:
                if right in reached:
                    continue
                reached.add(right)
                further = [each for each in lefts_of[right] if each not in seen]
                seen.update(further)
                together += further
        groups.append({(a, b): scores[a, b] for a in together for b in rights_of[a]})
    return groups


def _greedy(scores: Mapping[Pair, float]) -> list[Pair]:
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for left, right in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if left not in chosen and right not in taken:
            chosen[left] = right
            taken.add(right)
    return list(chosen.items())


def _optimal(scores: Mapping[Pair, float], lefts: list[int], rights: list[int]) -> list[Pair]:
    """The Hungarian method: shortest augmenting paths with potentials."""
    size = max(len(lefts), len(rights))
    costs = [[0.0] * size for _ in range(size)]
    for row, left in enumerate(lefts):
        for column, right in enumerate(rights):
            costs[row][column] = -(scores.get((left, right), 0.0) ** 3)
    row_of = _assigned(costs)
    found = [
        (lefts[row], rights[column])
        for column, row in enumerate(row_of)
        if row < len(lefts) and column < len(rights)
    ]
    return [pair for pair in found if pair in scores]


def _assigned(costs: list[list[float]]) -> list[int]:
    """The row of each column in the cheapest assignment of a square table."""
    size = len(costs)
    row_price, column_price = [0.0] * size, [0.0] * (size + 1)
    row_of = [-1] * (size + 1)  # the last column is where each path begins
    for row in range(size):
        row_of[size] = row
        column = size
        least, came_from = [float("inf")] * size, [size] * size
        is_used = [False] * (size + 1)
        while row_of[column] != -1:
            is_used[column] = True
            at, step, following = row_of[column], float("inf"), size
            for other in range(size):
                if is_used[other]:
                    continue
                cost = costs[at][other] - row_price[at] - column_price[other]
                if cost < least[other]:
                    least[other], came_from[other] = cost, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(size + 1):
                if is_used[other]:
                    row_price[row_of[other]] += step
                    column_price[other] -= step
                elif other < size:
                    least[other] -= step
            column = following
        while column != size:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    return row_of[:size]
