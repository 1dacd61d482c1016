"""Rules of the plan: limits, names, who may decide a date, and rates that follow from measures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Protocol

LONGEST_NAME = 200
"""Characters in a title, a name, a source, a meeting."""
LONGEST_TEXT = 5_000
"""Characters in an outcome, an action, a progress entry."""
LONGEST_PAGE_TEXT = 50_000
"""Characters in one text of an imported page."""
LONGEST_WHEN = 200
"""Characters in a date as people write it."""
LONGEST_CAUSE = 80
"""Characters in the name of a cause, which stands in lists to choose from."""
LONGEST_CAUSE_SENTENCE = 200
"""Characters in the sentence that a cause puts into a draft."""
LONGEST_GAP = 3_660
"""Days between two milestones: more is a slip of the hand."""
MOST_VALUE = Decimal(10) ** 12
"""A reading beyond this is a slip of the hand."""

_SEE_ALL = frozenset({"officer", "member", "administrator"})
DECIDERS = frozenset({"officer", "member"})
"""Roles that decide on dates, and read what is proposed."""
_TAKEN = frozenset({"new", "import"})
_LONGEST_SLUG = 60


class Cause(StrEnum):
    """Why a date moved: the keys that are built in. A group adds its own (`slip_cause`)."""

    FIRST = "first date"
    COMPANY_LATE = "company late"
    NOTHING_RECEIVED = "nothing received"
    SCOPE = "scope changed"
    FUNDING = "funding"
    STAFF = "staff"
    WAITING = "waiting on another milestone"
    WEATHER = "weather"
    CORRECTION = "correction"
    OTHER = "other"


CAUSE_SENTENCES: dict[Cause, str] = {
    Cause.FIRST: "",
    Cause.COMPANY_LATE: "The work is later than agreed.",
    Cause.NOTHING_RECEIVED: "The work that was asked for has not been received.",
    Cause.SCOPE: "What is wanted has changed.",
    Cause.FUNDING: "The funding was not in place.",
    Cause.STAFF: "The people to do it were not available.",
    Cause.WAITING: "It waits for another milestone.",
    Cause.WEATHER: "The weather held it up.",
    Cause.CORRECTION: "The date was corrected.",
    Cause.OTHER: "",
}
"""What a drafted sentence says of each built-in cause, until the group rewords it."""

INTERNAL_CAUSES = frozenset({Cause.FIRST, Cause.CORRECTION})
"""The tracker gives these itself; nobody picks, rewords or retires them."""


class Agreement(StrEnum):
    """What became of a proposed date."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


def can_edit_cause(key: str) -> bool:
    """Whether a group may change the words of a cause."""
    return key not in INTERNAL_CAUSES


def can_retire_cause(key: str) -> bool:
    """Whether a cause may be withdrawn from the list: "other" stays, so that one can be chosen."""
    return can_edit_cause(key) and key != Cause.OTHER


def cause_key(name: str, taken: Collection[str]) -> str:
    """The key of a group's own cause: its first name, told apart by a number where taken."""
    key = " ".join(name.casefold().split())
    number = 2
    start = key
    while key in taken:
        key, number = f"{start} {number}", number + 1
    return key


def can_see_unpublished(roles: Collection[str]) -> bool:
    """Whether plans without an edition are shown."""
    return not _SEE_ALL.isdisjoint(roles)


def can_decide_date(roles: Collection[str], person_id: int, proposed_by_id: int | None) -> bool:
    """Whether somebody may approve or refuse a proposed date: never one's own."""
    return not DECIDERS.isdisjoint(roles) and person_id != proposed_by_id


def when_field(milestone_id: int) -> str:
    """The field in which the new date of a milestone is typed, where several are typed at once."""
    return f"when_{milestone_id}"


def can_redate(*, is_met: bool, is_waiting: bool) -> bool:
    """Whether another date may be proposed: not once met, nor while a proposal waits."""
    return not is_met and not is_waiting


def slug_of(title: str, taken: Collection[str]) -> str:
    """The words of a title as they stand in its address, told apart by a number where taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(words) > _LONGEST_SLUG:
        words = words[: _LONGEST_SLUG + 1].rpartition("-")[0] or words[:_LONGEST_SLUG]
    start = words or "plan"
    used = {*taken, *_TAKEN}
    if start not in used:
        return start
    number = 2
    while f"{start}-{number}" in used:
        number += 1
    return f"{start}-{number}"


def shortened(text: str, longest: int = 90) -> str:
    """The beginning of a text on one line, cut between words where it is long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return f"{line[:longest].rpartition(' ')[0] or line[:longest]} …"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 11 <= number % 100 <= 13 else ending}"


def same_words(one: str, other: str) -> bool:
    """Whether two names are the same but for case and white space."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def is_withdrawn(withdrawn_on: date | None, on: date) -> bool:
    """Whether a part of a plan had been taken out of it by a day."""
    return withdrawn_on is not None and withdrawn_on <= on


def is_stale(made_on: date, ends: date | None, agreed_on: date, agreed_ends: date | None) -> bool:
    """Whether a forecast says nothing any more: a later date was agreed after it was made.

    A forecast that ends after the agreed date stays: agreeing a date doesn't make it likely.
    """
    if made_on >= agreed_on:
        return False
    return agreed_ends is None or (ends is not None and ends < agreed_ends)


def moved_words(latest: date | None, before: date | None, *, is_first: bool) -> str:
    """How far a forecast moved from the one before it, in days of their last days."""
    if is_first:
        return "first forecast"
    if latest is None or before is None:
        return "no change" if latest == before else "cannot be counted"
    days = (latest - before).days
    if days == 0:
        return "no change"
    counted = "1 day" if abs(days) == 1 else f"{abs(days):,} days"
    return f"{counted} {'later' if days > 0 else 'earlier'}"


class HasDayAndValue(Protocol):
    """One reading."""

    @property
    def day(self) -> date: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def day_is(self) -> str: ...


class HasReadings(Protocol):
    """A measure by its name and readings."""

    @property
    def name(self) -> str: ...
    @property
    def readings(self) -> Sequence[HasDayAndValue]: ...


@dataclass(frozen=True, slots=True)
class Rate:
    """One measure divided by another on the newest day that has both. `value` is not rounded.

    `day_is` is "by" where it is only known that a reading had been taken by that day.
    """

    name: str
    value: Decimal
    shown: str
    sum: str
    day: date
    day_is: str


_RATES = (
    ("Click rate", "clicks", "impressions", True),
    ("Actions per click", "actions", "clicks", False),
)


def derived_rates(measures: Sequence[HasReadings]) -> list[Rate]:
    """The rates that the measures allow; none where one is missing or is zero."""
    by_name = {" ".join(m.name.casefold().split()): m for m in measures}
    rates: list[Rate] = []
    for name, above, below, is_percentage in _RATES:
        if above not in by_name or below not in by_name:
            continue
        pair = _newest_pair(by_name[above], by_name[below])
        if pair is None:
            continue
        top, bottom = pair
        value = top.value / bottom.value
        is_by = "by" if "by" in (top.day_is, bottom.day_is) else "on"
        shown = f"{_rounded(value * 100)}%" if is_percentage else _rounded(value)
        rates.append(
            Rate(
                name, value, shown, f"{figure(top.value)} ÷ {figure(bottom.value)}", top.day, is_by
            )
        )
    return rates


def _newest_pair(
    above: HasReadings, below: HasReadings
) -> tuple[HasDayAndValue, HasDayAndValue] | None:
    tops = {reading.day: reading for reading in above.readings}
    bottoms = {reading.day: reading for reading in below.readings if reading.value > 0}
    day = max(tops.keys() & bottoms.keys(), default=None)
    return None if day is None else (tops[day], bottoms[day])


def _rounded(value: Decimal) -> str:
    """Two figures that count where the value is below 1, else one decimal place."""
    if value == 0:
        return "0"
    places = 1 if abs(value) >= 1 else 1 - value.adjusted()
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"


def figure(value: Decimal) -> str:
    """A figure as pages write it: thousands parted, no trailing noughts."""
    shown = f"{value:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
