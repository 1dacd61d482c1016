"""Shapes as SVG writes them: bars of days, hatching, diamonds, arrow heads, markers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

Place = tuple[float, float]

HATCH = 5.0
"""Units between two lines of a hatching."""


def number(value: float) -> str:
    """A number as the drawings write it, to a tenth of a unit: "12", "12.3"."""
    return f"{round(value, 1) + 0.0:.8g}"


def points(places: Iterable[Place]) -> str:
    """Corners of a polygon or of a line."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in places)


def bar(left: float, right: float, top: float, bottom: float, *, opens: str = "") -> list[Place]:
    """A bar from left to right. `opens` "left" or "right" ends it there in a point, "both" both."""
    middle, tip = (top + bottom) / 2, min((bottom - top), (right - left) / 3)
    corners: list[Place] = []
    if opens in {"left", "both"}:
        corners += [(left + tip, bottom), (left, middle), (left + tip, top)]
    else:
        corners += [(left, bottom), (left, top)]
    if opens in {"right", "both"}:
        corners += [(right - tip, top), (right, middle), (right - tip, bottom)]
    else:
        corners += [(right, top), (right, bottom)]
    return corners


def hatching(corners: Sequence[Place]) -> str:
    """Slanting lines within a convex shape, as the `d` of a path."""
    sums = [x + y for x, y in corners]
    lines: list[str] = []
    at = (min(sums) // HATCH + 1) * HATCH
    while at < max(sums):
        crossed = sorted(_crossings(corners, at))
        if len(crossed) >= 2 and crossed[0] != crossed[-1]:
            (x1, y1), (x2, y2) = crossed[0], crossed[-1]
            lines.append(f"M{number(x1)},{number(y1)}L{number(x2)},{number(y2)}")
        at += HATCH
    return "".join(lines)


def _crossings(corners: Sequence[Place], at: float) -> Iterable[Place]:
    """Where the line x + y = at meets the sides of a shape."""
    for (x1, y1), (x2, y2) in pairwise([*corners, corners[0]]):
        one, other = x1 + y1 - at, x2 + y2 - at
        if one * other < 0 or (one == 0) != (other == 0):
            share = one / (one - other)
            yield x1 + share * (x2 - x1), y1 + share * (y2 - y1)


def diamond(x: float, y: float, half: float) -> list[Place]:
    """A diamond around a place."""
    return [(x - half, y), (x, y - half), (x + half, y), (x, y + half)]


def head_to_left(x: float, y: float) -> list[Place]:
    """The head of an arrow whose point is at a place and looks to the left."""
    return [(x, y), (x + 8, y - 4), (x + 8, y + 4)]


MARKERS = (
    "circle",
    "square",
    "triangle",
    "ring",
    "hollow square",
    "hollow triangle",
    "cross",
    "plus",
)
"""What tells the lines of a chart apart; the hollow ones are drawn on white."""


def marker(kind: str, x: float, y: float, half: float = 4.5) -> str:
    """A marker around a place, as the `d` of a path."""
    left, right, top, bottom = (number(v) for v in (x - half, x + half, y - half, y + half))
    middle = f"{number(x)},"
    if kind in {"circle", "ring"}:
        arc = f"A{number(half)},{number(half)} 0 1 1"
        return f"M{left},{number(y)}{arc} {right},{number(y)}{arc} {left},{number(y)}Z"
    if kind in {"square", "hollow square"}:
        return f"M{left},{top}H{right}V{bottom}H{left}Z"
    if kind in {"triangle", "hollow triangle"}:
        return f"M{middle}{top}L{right},{bottom}L{left},{bottom}Z"
    if kind == "cross":
        return f"M{left},{top}L{right},{bottom}M{right},{top}L{left},{bottom}"
    if kind == "plus":
        return f"M{middle}{top}V{bottom}M{left},{number(y)}H{right}"
    raise ValueError(f"There is no marker “{kind}”")


def is_filled(kind: str) -> bool:
    """Whether a marker is drawn full."""
    return kind in {"circle", "square", "triangle"}
