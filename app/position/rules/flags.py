"""When a flag is raised, which one it is, and why it is closed (domain.md, "Slippage", rule 8).

A flag is one cause: the subject, the kind, and the row that made it. The same cause never raises a
second flag; what was closed and comes back by the same cause opens the first one again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.position.rules.quiet_moves import moves_later
from app.slippage import Certainty, Days, Facts, State

LONGEST_ANSWER = 3_000
"""Characters in one part of an answer."""


class FlagKind(StrEnum):
    """What a flag is about. The order is how much it hurts, the worst first."""

    LATE = "past its date"
    UNDATED = "lost its date"
    AT_RISK = "at risk"
    KEPT_GREEN = "kept green while its date moved"
    PUSHED = "pushed back"


class FlagAct(StrEnum):
    """What the check wrote of a flag on a day."""

    RAISED = "raised"
    CHANGED = "changed"
    CLOSED = "closed"
    REOPENED = "opened again"


class FlagState(StrEnum):
    """Where a flag stands on a day."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True)
class DatedRow:
    """A date by the row that keeps it ("agreed_date 12"), in words and in days.

    `is_quiet`: it was agreed later than the one before it, which nothing had called late by then.
    """

    row: str
    as_written: str
    days: Days
    is_quiet: bool = False


@dataclass(frozen=True)
class PushedBy:
    """Where a push comes from: the root of its chain by its row, and in words."""

    root: str
    named: str
    certainty: Certainty


@dataclass(frozen=True, kw_only=True)
class Watched:
    """One milestone or deliverable on a day, as far as its flags depend on it.

    `agreed` and `expected` are what was agreed and forecast by then, in order; the last ones count.
    `is_bought`: it is accepted, where all else is met. `is_green_by_moving`: against its agreed
    date, and late against its first.
    """

    facts: Facts
    state: State
    agreed: tuple[DatedRow, ...] = ()
    expected: tuple[DatedRow, ...] = ()
    pushed: PushedBy | None = None
    is_bought: bool = False
    is_green_by_moving: bool = False


@dataclass(frozen=True)
class Finding:
    """One reason for a flag on a day.

    `causes` are the rows that made it, the first of them naming a new flag. `degree` says how bad
    it is: a change of it is noted on the same flag. Where `is_raised` is False it keeps a flag
    open and raises none: something was received and waits for acceptance.
    """

    kind: FlagKind
    causes: tuple[str, ...]
    degree: str
    is_raised: bool = True


def findings(watched: Watched, on: date) -> list[Finding]:
    """The reasons for flags of one milestone or deliverable: of its own, and by what pushes it."""
    if _is_over(watched, on):
        return []
    found = [own] if (own := _own(watched, on)) else []
    if watched.pushed is not None and watched.agreed:
        # Agreed anew and pushed again is a new cause.
        cause = f"{watched.pushed.root} on {watched.agreed[-1].row}"
        found.append(Finding(FlagKind.PUSHED, (cause,), watched.pushed.certainty))
    return found


def newest_move(rows: Sequence[DatedRow]) -> Sequence[DatedRow]:
    """The newest date that is later than the one before it, and those that were agreed since.

    Moved a little earlier since, it is still the same move. Empty where none moved later.
    """
    for at in range(len(rows) - 1, 0, -1):
        if moves_later(rows[at - 1].days, rows[at].days):
            return rows[at:]
    return ()


def with_deliverable(milestone: Sequence[Finding], carrying: Sequence[Finding]) -> list[Finding]:
    """The findings of a milestone and of the deliverable that carries it, as one (rule 7).

    They are late by the same work: of both only the worse is told, by the causes of both.
    """
    own = [each for each in (*milestone, *carrying) if each.kind is not FlagKind.PUSHED]
    others = [each for each in milestone if each.kind is FlagKind.PUSHED]
    if not own:
        return others
    worst = min((each.kind for each in own), key=list(FlagKind).index)
    same = [each for each in own if each.kind is worst]
    causes = tuple(dict.fromkeys(cause for each in same for cause in each.causes))
    is_raised = any(each.is_raised for each in same)
    return [replace(same[0], causes=causes, is_raised=is_raised), *others]


def why_closed(
    kind: FlagKind, cause: str, watched: Watched, found: Collection[Finding], on: date
) -> str:
    """What happened, in a sentence: why this flag's cause is none any more on a day."""
    facts = watched.facts
    if facts.actual is not None and facts.actual <= on:
        done = "The work was accepted" if watched.is_bought else "It was met"
        return f"{done} on {_day(facts.actual)}."
    if facts.withdrawn:
        return "It was withdrawn."
    newest = watched.agreed[-1] if watched.agreed else None
    named = f"“{newest.as_written}”" if newest else "no date"
    if kind is FlagKind.PUSHED:
        return _why_not_pushed(cause, watched, named)
    if kind is FlagKind.UNDATED:
        return f"It has a date again: {named}."
    kinds = {each.kind for each in found}
    if kind in (FlagKind.AT_RISK, FlagKind.KEPT_GREEN) and FlagKind.LATE in kinds:
        return f"Its agreed date, {named}, has passed. Another flag says so."
    if FlagKind.UNDATED in kinds:
        return f"It has no date any more: {named} was agreed. Another flag says so."
    if kind is FlagKind.KEPT_GREEN:
        return _why_not_kept_green(cause, watched, kinds, named)
    if kind is FlagKind.AT_RISK:
        return f"It is expected by its agreed date again: {named}."
    return f"A new date was agreed: {named}."


def flag_state(*, is_closed: bool, is_answered: bool, by_when: date | None, on: date) -> FlagState:
    """Where a flag stands: an answer whose day has passed, with the flag still there, is spent."""
    if is_closed:
        return FlagState.CLOSED
    is_spent = by_when is not None and on > by_when
    return FlagState.ANSWERED if is_answered and not is_spent else FlagState.OPEN


def why_not_answer(
    roles: Collection[str], person_id: int, owner_id: int | None, state: FlagState
) -> str | None:
    """The sentence that refuses an answer; None where this person may give one."""
    if "officer" not in roles and person_id != owner_id:
        return "Only an officer, or whoever has the flag, can answer it."
    if state is FlagState.CLOSED:
        return "This flag is closed, so it needs no answer."
    return None


def why_not_hand_over(roles: Collection[str], state: FlagState) -> str | None:
    """The sentence that refuses to give a flag to somebody else; None where this person may."""
    if "officer" not in roles:
        return "Only an officer can give a flag to somebody else."
    if state is FlagState.CLOSED:
        return "This flag is closed, so it needs nobody."
    return None


def _is_over(watched: Watched, on: date) -> bool:
    facts = watched.facts
    return facts.withdrawn or (facts.actual is not None and facts.actual <= on)


def _own(watched: Watched, on: date) -> Finding | None:
    """What is wrong with it by its own dates: one thing at a time, the worst."""
    if not watched.agreed:
        return None
    is_raised = watched.state is not State.RECEIVED
    last_day = _last_day(watched.facts.agreed)
    if last_day is None:
        rows = _newest_run(watched.agreed, lambda each: each.days.latest is None)
        had_a_date = len(rows) < len(watched.agreed)
        return Finding(FlagKind.UNDATED, rows, State.UNDATED, is_raised) if had_a_date else None
    if on > last_day:
        return Finding(FlagKind.LATE, (watched.agreed[-1].row,), watched.state, is_raised)
    if not _ends_after(watched.facts.forecast, last_day):
        return _kept_green(watched, is_raised)
    rows = _newest_run(watched.expected, lambda each: _ends_after(each.days, last_day))
    return Finding(FlagKind.AT_RISK, rows, State.AT_RISK, is_raised) if rows else None


def _kept_green(watched: Watched, is_raised: bool) -> Finding | None:
    """A date that moved later while it was green."""
    rows = newest_move(watched.agreed)
    if not watched.is_green_by_moving or not rows or not rows[0].is_quiet:
        return None
    causes = tuple(each.row for each in rows)
    return Finding(FlagKind.KEPT_GREEN, causes, FlagKind.KEPT_GREEN, is_raised)


def _newest_run(rows: Sequence[DatedRow], holds: Callable[[DatedRow], bool]) -> tuple[str, ...]:
    """The newest rows of which something holds without a break, the oldest of them first."""
    run: list[str] = []
    for each in reversed(rows):
        if not holds(each):
            break
        run.append(each.row)
    return tuple(reversed(run))


def _why_not_kept_green(
    cause: str, watched: Watched, kinds: Collection[FlagKind], named: str
) -> str:
    if FlagKind.AT_RISK in kinds:
        return "It is at risk now. Another flag says so."
    if not watched.is_green_by_moving:
        return "It is no longer late against its first date."
    another = " Another flag says so." if FlagKind.KEPT_GREEN in kinds else ""
    return f"A new date was agreed: {named}.{another}"


def _why_not_pushed(cause: str, watched: Watched, named: str) -> str:
    root, _, agreed = cause.partition(" on ")
    if watched.agreed and watched.agreed[-1].row != agreed:
        still = " It is pushed from there too, and another flag says so." if watched.pushed else ""
        return f"A new date was agreed: {named}.{still}"
    if watched.pushed is not None and watched.pushed.root != root:
        return f"It is now pushed back by {watched.pushed.named}. Another flag says so."
    return "Nothing pushes it back any more."


def _ends_after(days: Days | None, last_day: date) -> bool:
    return days is not None and (days.latest is None or days.latest > last_day)


def _last_day(days: Days | None) -> date | None:
    return days.latest if days is not None else None


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
