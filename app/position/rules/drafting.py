"""Drafting the sentence that says in *Action Progress* how a milestone slipped.

The draft is made of facts alone: no company is ever named, and nothing that a person typed but the
milestone's own words and dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.position.rules.causes import NOTHING_RECEIVED
from app.position.rules.sentences import LONGEST_SENTENCE
from app.position.rules.wording import (
    NOTHING_SO_FAR,
    Pushed,
    SoFar,
    against_both_words,
    named,
    push_words,
    received_words,
    with_for,
)
from app.slippage import Facts, Standing, State

_NOTHING = "nothing"
MOST_PUSHES = 3
"""A sentence names this many of the milestones that are pushed back, and counts the others."""


@dataclass(frozen=True)
class LateMilestone:
    """What is on record of a milestone on a day, in the words that the plan uses.

    `first`, `agreed`, `forecast` and `proposed` are dates as written, None where there is none.
    `is_bought` says that a commission carries it; `cause` is the key on record, and
    `cause_sentence` what the group says of it.
    """

    number: int
    text: str
    first: str | None
    agreed: str | None
    forecast: str | None
    proposed: str | None
    facts: Facts
    standing: Standing
    is_bought: bool
    cause: str | None
    pushes: tuple[Pushed, ...] = ()
    cause_sentence: str = ""
    so_far: SoFar = NOTHING_SO_FAR


def rests_on(late: LateMilestone) -> str:
    """What a sentence rests on, a line for each: if one differs later, the facts have moved.

    Days late are left out: they grow by themselves.
    """
    facts = late.facts
    lines = (
        ("First date", late.first),
        ("Date now agreed", late.agreed),
        ("Expected", late.forecast),
        ("Received on", _day(facts.received)),
        ("Not accepted, received on", _day(late.so_far.rejected)),
        ("Accepted on" if late.is_bought else "Met on", _day(facts.actual)),
        ("Withdrawn", "yes" if facts.withdrawn else None),
    )
    return "\n".join(f"{what}: {' '.join((words or _NOTHING).split())}" for what, words in lines)


def what_moved(before: str, now: str) -> str:
    """How what a sentence rests on has moved since: "Expected: was June 2014, is nothing".

    Empty where nothing has, or where it was not kept what the sentence rests on.
    """
    if not before:
        return ""
    stood = dict(line.split(": ", 1) for line in before.split("\n"))
    stands = dict(line.split(": ", 1) for line in now.split("\n"))
    moved = [
        f"{what}: was {stood.get(what, _NOTHING)}, is {stands.get(what, _NOTHING)}"
        for what in {**stands, **stood}
        if stood.get(what, _NOTHING) != stands.get(what, _NOTHING)
    ]
    return "; ".join(moved)


def draft_sentence(late: LateMilestone, on: date) -> str:
    """The draft as at a day: first date, what came, date now agreed, days late, cause, pushes.

    Where it would be too long to be kept, it names fewer of the milestones that are pushed back.
    """
    drafts = (_draft(late, on, most) for most in range(MOST_PUSHES, -1, -1))
    shortest = ""
    for shortest in drafts:
        if len(shortest) <= LONGEST_SENTENCE:
            break
    return shortest


def _draft(late: LateMilestone, on: date, most: int) -> str:
    parts = [
        _first_planned(late),
        received_words(late.facts, on, late.is_bought, late.so_far),
        _now_agreed(late),
        _expected(late),
        _lateness(late, on),
        _cause(late),
        *_pushes(late.pushes, most),
    ]
    return " ".join(part for part in parts if part)


def _day(day: date | None) -> str | None:
    return f"{day.day} {day:%B} {day.year}" if day else None


def _first_planned(late: LateMilestone) -> str:
    name = named(late.number, late.text)
    if late.first is None:
        return f"{name} has no date yet."
    if late.facts.baseline is None or late.facts.baseline.latest is None:
        return f"{name} was first given the date “{late.first}”."
    return f"{name} was first planned {with_for(late.first)}."


def _now_agreed(late: LateMilestone) -> str:
    if late.agreed is None or late.standing.state in (State.MET, State.WITHDRAWN):
        return "" if late.standing.state is not State.WITHDRAWN else "It has been withdrawn."
    if late.facts.agreed == late.facts.baseline and late.agreed == late.first:
        return "" if late.standing.state is State.MET_LATE else "No other date has been agreed."
    if late.facts.agreed is None or late.facts.agreed.latest is None:
        return f"The date now given is “{late.agreed}”, which has no last day."
    was = "last agreed was" if late.standing.state is State.MET_LATE else "now agreed is"
    return f"The date {was} {late.agreed}."


def _expected(late: LateMilestone) -> str:
    if late.standing.state in (State.MET, State.MET_LATE, State.WITHDRAWN):
        return ""
    forecast = f"It is now expected {with_for(late.forecast)}." if late.forecast else ""
    proposed = f"A new date, {late.proposed}, waits for approval." if late.proposed else ""
    return " ".join(part for part in (forecast, proposed) if part)


def _lateness(late: LateMilestone, on: date) -> str:
    words = against_both_words(late.standing)
    if not words:
        return ""
    if late.standing.state in (State.MET, State.MET_LATE):
        return f"That was {words}."
    return f"As at {on.day} {on:%B %Y} it is {words}."


def _cause(late: LateMilestone) -> str:
    """The cause, unless what was received has already said it."""
    return "" if late.cause == NOTHING_RECEIVED else late.cause_sentence


def _pushes(pushes: tuple[Pushed, ...], most: int) -> list[str]:
    """What it moves. What no edition has told yet of another plan is counted and not named."""
    public = [pushed for pushed in pushes if pushed.is_public or pushed.is_same_plan]
    sentences = [f"It {push_words(pushed)}." for pushed in public[:most]]
    more = len(pushes) - len(sentences)
    if more > 0:
        other = "more " if sentences else ""
        sentences.append(
            f"It pushes back {more} {other}{'milestone' if more == 1 else 'milestones'}."
        )
    return sentences
