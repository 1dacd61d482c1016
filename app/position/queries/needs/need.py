"""One thing that waits for somebody, and how it names what it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app import clock
from app.position.queries.commission_pages import CommissionLine


@dataclass(frozen=True)
class Need:
    """One thing that waits for somebody: what, about what, where, and its day.

    `day_is` says what the day means: "by" or "since". `endpoint` and `values` name the page.
    """

    what: str
    about: str
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)
    day: date | None = None
    day_is: str = "since"


def need_about(line: CommissionLine, what: str, endpoint: str, day: date | None) -> Need:
    """Something to be done about a commission, on one of its own pages."""
    return Need(what, title_of(line), endpoint, {"ref": line.commission.reference}, day)


def title_of(line: CommissionLine) -> str:
    """A commission by its title and reference."""
    return f"{line.commission.title} ({line.commission.reference})"


def place_of(plan: str, action: int, number: int) -> str:
    """A milestone by its place in the plans."""
    return f"{plan}, Action {action}, milestone {number}"


def day_of(instant: datetime | None) -> date | None:
    """The group's day of an instant, where there is one."""
    return clock.day_of(instant) if instant else None
