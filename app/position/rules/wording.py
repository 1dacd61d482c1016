"""Slippage in the plain words of the plan's page: days against both dates, cause, pushes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.plans.rules import shortened
from app.slippage import (
    Certainty,
    Facts,
    Rating,
    Standing,
    State,
    Thresholds,
    days_late_words,
    range_words,
    receipt_words,
)

LONGEST_NAMED = 120
"""Characters of a milestone's words, or of a plan's title, in a sentence about it."""
_LEADING_WORDS = ("by", "from", "before", "after", "until", "till", "in", "during", "between", "on")


@dataclass(frozen=True, kw_only=True)
class Place:
    """A milestone by its place in the plans, as seen from another."""

    plan: str
    plan_slug: str = ""
    action: int
    number: int
    text: str
    is_same_plan: bool = True
    is_same_action: bool = True


@dataclass(frozen=True, kw_only=True)
class Pushed(Place):
    """One milestone that another pushes back, and by how many days."""

    certainty: Certainty
    days: int
    days_possible: int
    is_public: bool = True
    """Whether everybody may read of it: its plan has an edition."""


@dataclass(frozen=True)
class SoFar:
    """What came of bought work and does not count as received: days of receipt, None for none.

    `rejected` is what came last and was not accepted; `part` another thing due under the work.
    """

    rejected: date | None = None
    part: date | None = None


NOTHING_SO_FAR = SoFar()


def named(number: int, text: str) -> str:
    """A milestone as a sentence names it: "Milestone 1, “Review”,"."""
    return f"Milestone {number}, “{_short(text)}”,"


def with_for(as_written: str) -> str:
    """The words of a date after *planned*: "for end March 2013", "by December 2010"."""
    words = as_written.strip().rstrip(".")
    first, _, rest = words.partition(" ")
    if rest and first.lower() in _LEADING_WORDS:
        return f"{first.lower()} {rest}"
    return f"for {words}"


def received_words(facts: Facts, on: date, is_bought: bool, so_far: SoFar = NOTHING_SO_FAR) -> str:
    """What had come by that day, as a full sentence; empty where nothing was due yet.

    Work that a commission buys is received and accepted; all else is met (rule 7).
    """
    if facts.actual is not None and facts.actual <= on:
        done = "The work was accepted" if is_bought else "It was met"
        return f"{done} on {_day(facts.actual)}."
    if is_bought and facts.received is not None and facts.received <= on:
        return f"The work was received on {_day(facts.received)} and waits for acceptance."
    is_past = any(
        due is not None and due.latest is not None and on > due.latest
        for due in (facts.baseline, facts.agreed)
    )
    if is_bought and so_far.rejected is not None:
        return f"What was received on {_day(so_far.rejected)} was not accepted."
    if is_bought and so_far.part is not None:
        rest = f"had not been received by {_day(on)}" if is_past else "has not been received yet"
        return f"Part of the work was received on {_day(so_far.part)}; the rest {rest}."
    if is_bought:
        return receipt_words(facts, on)
    return f"It had not been met by {_day(on)}." if is_past else ""


def against_both_words(standing: Standing) -> str:
    """Days late against both dates: "365 days late against the first date (…) and on time …".

    Empty where there is no date to count from.
    """
    first, agreed = _clause(standing, "first"), _clause(standing, "agreed")
    if first and first == agreed:
        return f"{first} against both the first date and the agreed date"
    parts = [f"{first} against the first date{_range(standing)}"] if first else []
    if agreed:
        parts.append(f"{agreed} against the agreed date")
    return " and ".join(parts)


def push_words(pushed: Pushed) -> str:
    """What is pushed back, and by how far: "pushes back milestone 2, “…”, by 2 days"."""
    name = placed(pushed)
    if pushed.certainty is Certainty.POSSIBLE:
        return f"may push back {name}, by up to {_days(pushed.days)}"
    return f"pushes back {name}, by {_least(pushed)}{_days(pushed.days)}"


def pushed_words(pushed: Pushed, cause: str) -> str:
    """The same seen from what is pushed; `cause` names what pushes it."""
    if pushed.certainty is Certainty.POSSIBLE:
        return f"It may be pushed back by up to {_days(pushed.days)} by {cause}."
    return f"It is pushed back by {_least(pushed)}{_days(pushed.days)} by {cause}."


def placed(place: Place) -> str:
    """A milestone by its place as seen from another: "Action 2, milestone 1, “Review”"."""
    where = f"milestone {place.number}"
    if not place.is_same_action:
        where = f"Action {place.action}, milestone {place.number}"
    name = f"{where}, “{_short(place.text)}”"
    return name if place.is_same_plan else f"{name}, of the plan “{_short(place.plan)}”"


def rating_words(rating: Rating, thresholds: Thresholds) -> str:
    """A colour and what it means, in words: "red: more than 31 days late" (rule 5)."""
    if rating is Rating.GREEN:
        limit = f"no more than {_days(thresholds.green)} late" if thresholds.green else "not late"
        return f"green: {limit}"
    if rating is Rating.AMBER:
        return f"amber: up to {_days(thresholds.amber)} late"
    if rating is Rating.RED:
        return f"red: more than {_days(thresholds.amber)} late"
    return "not rated: there is no date to count from"


def _clause(standing: Standing, against: str) -> str:
    """How late it is against one date, fit to stand before "against"; empty where unknown."""
    if standing.state is State.WITHDRAWN:
        return ""
    days = standing.slip_first_days if against == "first" else standing.slip_agreed_days
    certainty = standing.certainty if against == "first" else standing.certainty_agreed
    if days is None:
        return "possibly late" if certainty is Certainty.POSSIBLE else ""
    return days_late_words(standing, "first" if against == "first" else "agreed")


def _short(text: str) -> str:
    return shortened(text.strip().rstrip("."), LONGEST_NAMED)


def _least(pushed: Pushed) -> str:
    return "at least " if pushed.days_possible > pushed.days else ""


def _range(standing: Standing) -> str:
    words = range_words(standing)
    return f" ({words})" if words else ""


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
