"""A drawing in plain values: what the template writes as SVG, never without its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ShapeKind = Literal[
    "first",
    "agreed",
    "forecast",
    "actual",
    "full",
    "hollow",
    "strokes",
    "head",
    "part white",
    "part pale",
    "part deep",
]
LineKind = Literal[
    "grid", "year", "frame", "today", "push", "may push", "first", "agreed", "forecast", "carried"
]
LETTERS = 15.0
SMALL = 13.0


@dataclass(frozen=True, slots=True)
class Box:
    """A pale ground on which bars lie."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line, `d` of a path; the kinds differ in their dashes, not only in their colours."""

    kind: LineKind
    d: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed shape, `d` of a path; "forecast" is hatched, "first" and "actual" are hollow."""

    kind: ShapeKind
    d: str
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words, on its foot line."""

    x: float
    y: float
    words: str
    size: float = SMALL
    anchor: Literal["start", "middle", "end"] = "start"
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The same facts in words. The first cell of each row heads it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole drawing within `0 0 width height`, from the ground up."""

    title: str
    description: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    shapes: tuple[Shape, ...]
    words: tuple[Words, ...]
    table: Table
