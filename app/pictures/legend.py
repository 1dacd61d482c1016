"""What each shape and line means, in words, below a picture."""

from __future__ import annotations

from collections.abc import Sequence

from app.pictures.lettering import lines_of, width_of
from app.pictures.picture import SMALL, Line, LineKind, Shape, ShapeKind, Words
from app.pictures.shapes import (
    bar,
    diamond,
    hatching,
    head_to_left,
    is_filled,
    marker,
    number,
    points,
)

_SIDE = 8.0
_SYMBOL = 28.0
_LINE = 20.0
NAMES = {
    "first": "First date",
    "agreed": "Agreed date",
    "forecast": "Forecast",
    "actual": "Done",
    "open": "Open end",
    "today": "Day asked",
    "push": "Pushes back",
    "may push": "May push back",
    "first line": "First date",
    "agreed line": "Agreed date",
    "diagonal": "Due on the day itself",
    "carried": "No newer forecast",
}


def legend(
    kinds: Sequence[str], top: float, width: float
) -> tuple[list[Shape], list[Line], list[Words], float]:
    """The kinds one beside the other in lines, with the height at which it ends."""
    shapes: list[Shape] = []
    lines: list[Line] = []
    words: list[Words] = []
    x, y = _SIDE, top + _LINE / 2
    for kind in kinds:
        name = "".join(lines_of(_name(kind), width - 2 * _SIDE - _SYMBOL - 6, SMALL, most=1))
        needed = _SYMBOL + 6 + width_of(name, SMALL)
        if x > _SIDE and x + needed > width - _SIDE:
            x, y = _SIDE, y + _LINE
        _add_symbol(kind, x, y, shapes, lines)
        words.append(Words(x + _SYMBOL + 6, y + 4.5, name))
        x += needed + 18
    return shapes, lines, words, y + _LINE / 2 + 4


def marker_kind(of: str) -> ShapeKind:
    """How a marker is drawn: full, hollow, or in strokes."""
    if is_filled(of):
        return "full"
    return "strokes" if of in {"cross", "plus"} else "hollow"


def _name(kind: str) -> str:
    """A marker is named by whose it is: "circle=Final report"."""
    return kind.partition("=")[2] if "=" in kind else NAMES[kind]


def _add_symbol(kind: str, x: float, y: float, shapes: list[Shape], lines: list[Line]) -> None:
    right, middle = x + _SYMBOL, x + _SYMBOL / 2
    level = f"M{number(x)},{number(y)}H{number(right)}"
    box = bar(x, right, y - 6, y + 6)
    if kind in {"first", "agreed"}:
        shapes.append(Shape("first" if kind == "first" else "agreed", f"M{points(box)}Z"))
    elif kind == "forecast":
        shapes.append(Shape("forecast", f"M{points(box)}Z", hatching(box)))
    elif kind == "actual":
        shapes.append(Shape("actual", f"M{points(diamond(middle, y, 6.5))}Z"))
    elif kind == "open":
        shapes.append(Shape("agreed", f"M{points(bar(x, right, y - 6, y + 6, opens='right'))}Z"))
    elif kind == "today":
        lines.append(Line("today", f"M{number(middle)},{number(y - 9)}V{number(y + 9)}"))
    elif kind in {"push", "may push"}:
        way = f"M{number(x + 6)},{number(y)}H{number(right)}"
        lines.append(Line("push" if kind == "push" else "may push", way))
        shapes.append(Shape("head", f"M{points(head_to_left(x, y))}Z"))
    elif "=" in kind:
        of = kind.partition("=")[0]
        lines.append(Line("forecast", level))
        shapes.append(Shape(marker_kind(of), marker(of, middle, y)))
    else:
        lines.append(Line(_LINES[kind], level))


_LINES: dict[str, LineKind] = {
    "first line": "first",
    "agreed line": "agreed",
    "diagonal": "today",
    "carried": "carried",
}
