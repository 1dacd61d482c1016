"""The geometry of a small line chart of readings: plain numbers for the SVG template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.formats import day_in_words
from app.plans.rules import figure

WIDTH, HEIGHT = 320, 130
LEFT, RIGHT, TOP, BOTTOM = 8, 312, 26, 100


@dataclass(frozen=True, slots=True)
class Point:
    """One reading on the chart, in the drawing's own units."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in words and numbers. Values rise from the bottom; its foot is zero or below."""

    title: str
    description: str
    points: tuple[Point, ...]
    first_day: str
    last_day: str
    first_value: str
    last_value: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def line(self) -> str:
        """The points of the line, as SVG writes them."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)


def chart_of(name: str, unit: str, readings: Sequence[tuple[date, Decimal]]) -> Chart | None:
    """The chart of readings, the oldest first; None where there are fewer than two days."""
    if len({day for day, _ in readings}) < 2:
        return None
    days = [day.toordinal() for day, _ in readings]
    values = [value for _, value in readings]
    foot, head = min(Decimal(0), *values), max(Decimal(0), *values)
    across = max(days) - min(days)
    up = head - foot or Decimal(1)
    points = tuple(
        Point(
            x=f"{LEFT + (RIGHT - LEFT) * (day - min(days)) / across:.1f}",
            y=f"{BOTTOM - (BOTTOM - TOP) * float((value - foot) / up):.1f}",
        )
        for day, value in zip(days, values, strict=True)
    )
    first, last = readings[0], readings[-1]
    with_unit = f" {unit}" if unit else ""
    return Chart(
        title=f"{name} over time",
        description=(
            f"{len(readings)} readings: from {figure(first[1])}{with_unit} on "
            f"{day_in_words(first[0])} to {figure(last[1])}{with_unit} on {day_in_words(last[0])}."
        ),
        points=points,
        first_day=day_in_words(first[0]),
        last_day=day_in_words(last[0]),
        first_value=figure(first[1]),
        last_value=figure(last[1]),
    )
