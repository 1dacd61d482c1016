"""What a plan says on a day, as plain values: what pages show and what an edition freezes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from app.plans.chart import Chart, chart_of
from app.plans.rules import Rate, derived_rates

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReadingContent:
    """One reading; `day_is` is "by" where only the day of publication is known."""

    day: date
    value: Decimal
    day_is: str = "on"
    source: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class MeasureContent:
    """A figure that shows success, with its readings, the oldest first."""

    name: str
    unit: str = ""
    note: str = ""
    readings: tuple[ReadingContent, ...] = ()
    id: int = 0

    @property
    def latest(self) -> ReadingContent | None:
        """The newest reading."""
        return self.readings[-1] if self.readings else None

    @property
    def changes(self) -> list[tuple[ReadingContent, Decimal | None]]:
        """Each reading with its change since the one before it."""
        before = (None, *self.readings)
        return [
            (reading, reading.value - earlier.value if earlier else None)
            for reading, earlier in zip(self.readings, before, strict=False)
        ]

    @property
    def chart(self) -> Chart | None:
        """The line through the readings, where there are two or more."""
        return chart_of(self.name, self.unit, [(r.day, r.value) for r in self.readings])


@dataclass(frozen=True, slots=True)
class ProgressContent:
    """One dated paragraph of *Action Progress*, with its source."""

    day: date
    text: str
    source: str = ""
    is_slippage: bool = False
    milestone_id: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class MilestoneContent:
    """One line of *When*. `first_as_written` is the first date where another is agreed now.

    `origin` says where it comes from, a line for each source.
    """

    id: int
    number: int
    text: str
    as_written: str
    first_as_written: str | None = None
    earliest: date | None = None
    latest: date | None = None
    met_on: date | None = None
    review_by: date | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ActionContent:
    """One numbered action with its blocks."""

    id: int
    number: int
    text: str
    who_written: str = ""
    who_note: str = ""
    partners: tuple[str, ...] = ()
    milestones: tuple[MilestoneContent, ...] = ()
    progress: tuple[ProgressContent, ...] = ()
    success: str = ""
    measures: tuple[MeasureContent, ...] = ()
    origin: str = ""

    @property
    def rates(self) -> list[Rate]:
        """Rates that follow from the measures: click rate, actions per click."""
        return derived_rates(self.measures)


@dataclass(frozen=True, slots=True)
class PlanContent:
    """A whole plan as it stands on the day `on`."""

    plan_id: int
    slug: str
    title: str
    outcome: str
    on: date
    group_name: str = ""
    period_start: date | None = None
    period_end: date | None = None
    category: str = ""
    footer: str = ""
    actions: tuple[ActionContent, ...] = ()


def to_json(content: PlanContent) -> str:
    """The canonical JSON of a plan: equal contents give equal text."""
    return json.dumps(
        _plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def from_json(text: str) -> PlanContent:
    """The plan that `to_json` wrote. Raises ValueError for anything else."""
    try:
        return _built(PlanContent, json.loads(text))
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError("This is not the content of a plan.") from wrong


def sha256_of(canonical: str) -> str:
    """The SHA-256 (hexadecimal) of canonical JSON."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def _built(kind: type[T], plain: Mapping[str, Any]) -> T:
    """A dataclass from its plain form; what a later version added is left out of older text."""
    hints = get_type_hints(kind)
    known = {f.name for f in fields(cast(Any, kind))}
    return kind(**{name: _read(hints[name], plain[name]) for name in known & plain.keys()})


def _read(hint: Any, plain: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        if plain is None:
            return None
        hint = next(kind for kind in get_args(hint) if kind is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], item) for item in plain)
    if is_dataclass(hint):
        return _built(cast(type[Any], hint), plain)
    if hint is date:
        return date.fromisoformat(plain)
    return Decimal(plain) if hint is Decimal else plain
