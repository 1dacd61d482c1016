"""When a flag is raised, which one it is, and why it is closed: tables of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.position.rules import (
    DatedRow,
    Finding,
    FlagKind,
    FlagState,
    PushedBy,
    Watched,
    findings,
    flag_state,
    why_closed,
    with_deliverable,
)
from app.slippage import Certainty, Days, Facts, is_bought_green, standing

MARCH = Days(date(2014, 3, 1), date(2014, 3, 31))
JUNE = Days(date(2014, 6, 1), date(2014, 6, 30))
JULY = Days(date(2014, 7, 1), date(2014, 7, 31))
ONGOING = Days(None, None)
BEFORE, AFTER = date(2014, 2, 1), date(2014, 4, 1)
LATE = Finding(FlagKind.LATE, ("agreed_date 1",), "lapsed")


def row(
    number: int,
    days: Days,
    table: str = "agreed_date",
    words: str = "a date",
    is_quiet: bool = False,
) -> DatedRow:
    return DatedRow(f"{table} {number}", words, days, is_quiet)


def watched(
    *agreed: Days,
    on: date,
    forecasts: tuple[Days, ...] = (),
    counts: bool = True,
    received: date | None = None,
    actual: date | None = None,
    withdrawn: bool = False,
    pushed: PushedBy | None = None,
    quiet: tuple[int, ...] = (),
) -> Watched:
    facts = Facts(
        baseline=agreed[0] if agreed else None,
        agreed=agreed[-1] if agreed else None,
        forecast=forecasts[-1] if forecasts and counts else None,
        actual=actual,
        received=received,
        withdrawn=withdrawn,
    )
    stands = standing(facts, on)
    return Watched(
        facts=facts,
        state=stands.state,
        is_green_by_moving=is_bought_green(stands),
        agreed=tuple(row(n, days, is_quiet=n in quiet) for n, days in enumerate(agreed, 1)),
        expected=tuple(row(n, days, "forecast") for n, days in enumerate(forecasts, 1)),
        pushed=pushed,
    )


BY_REVIEW = PushedBy("milestone 9", "milestone 1, “Review”", Certainty.DEFINITE)

RAISED = {
    "on time": (watched(MARCH, on=BEFORE), BEFORE, []),
    "on its last day": (watched(MARCH, on=date(2014, 3, 31)), date(2014, 3, 31), []),
    "a day past it, no forecast": (watched(MARCH, on=AFTER), AFTER, [("past its date", "lapsed")]),
    "past it, a later forecast": (
        watched(MARCH, on=AFTER, forecasts=(JUNE,)),
        AFTER,
        [("past its date", "overdue")],
    ),
    "a late forecast before it": (
        watched(MARCH, on=BEFORE, forecasts=(JUNE,)),
        BEFORE,
        [("at risk", "at risk")],
    ),
    "a forecast without a last day": (
        watched(MARCH, on=BEFORE, forecasts=(ONGOING,)),
        BEFORE,
        [("at risk", "at risk")],
    ),
    "a forecast that no longer counts": (
        watched(MARCH, on=BEFORE, forecasts=(JUNE,), counts=False),
        BEFORE,
        [],
    ),
    "a date taken away": (
        watched(MARCH, ONGOING, on=BEFORE),
        BEFORE,
        [("lost its date", "undated")],
    ),
    "never a date": (watched(ONGOING, on=BEFORE), BEFORE, []),
    "nothing agreed at all": (watched(on=BEFORE), BEFORE, []),
    "agreed later, not past it": (watched(MARCH, JUNE, on=AFTER), AFTER, []),
    "moved later while it was green": (
        watched(MARCH, JUNE, on=AFTER, quiet=(2,)),
        AFTER,
        [("kept green while its date moved", "kept green while its date moved")],
    ),
    "moved so, and moved again once it had passed": (
        watched(MARCH, JUNE, JULY, on=AFTER, quiet=(2,)),
        AFTER,
        [],
    ),
    "moved so and brought forward a little": (
        watched(MARCH, JULY, JUNE, on=AFTER, quiet=(2,)),
        AFTER,
        [("kept green while its date moved", "kept green while its date moved")],
    ),
    "moved so and back to its first date": (
        watched(MARCH, JUNE, MARCH, on=BEFORE, quiet=(2,)),
        BEFORE,
        [],
    ),
    "moved so and at risk now": (
        watched(MARCH, JUNE, on=AFTER, quiet=(2,), forecasts=(JULY,)),
        AFTER,
        [("at risk", "at risk")],
    ),
    "moved so and past its date now": (
        watched(MARCH, JUNE, on=date(2014, 7, 1), quiet=(2,)),
        date(2014, 7, 1),
        [("past its date", "lapsed")],
    ),
    "moved so and met late": (
        watched(MARCH, JUNE, on=AFTER, quiet=(2,), actual=AFTER),
        AFTER,
        [],
    ),
    "pushed": (
        watched(MARCH, on=BEFORE, pushed=BY_REVIEW),
        BEFORE,
        [("pushed back", "definite")],
    ),
    "pushed and late by itself": (
        watched(MARCH, on=AFTER, pushed=BY_REVIEW),
        AFTER,
        [("past its date", "lapsed"), ("pushed back", "definite")],
    ),
    "met": (watched(MARCH, on=AFTER, actual=AFTER, pushed=BY_REVIEW), AFTER, []),
    "to be met tomorrow": (
        watched(MARCH, on=AFTER, actual=date(2014, 4, 2)),
        AFTER,
        [("past its date", "lapsed")],
    ),
    "withdrawn": (watched(MARCH, on=AFTER, withdrawn=True), AFTER, []),
}


@pytest.mark.parametrize("case", RAISED)
def test_what_needs_a_flag(case: str) -> None:
    given, on, expected = RAISED[case]
    assert [(each.kind, each.degree) for each in findings(given, on)] == expected


def test_what_was_received_keeps_a_flag_open_and_raises_none() -> None:
    (found,) = findings(watched(MARCH, on=AFTER, received=BEFORE), AFTER)
    assert (found.kind, found.is_raised) == (FlagKind.LATE, False)


IDENTITY = {
    "overdue and lapsed are one": (
        watched(MARCH, on=AFTER),
        watched(MARCH, on=AFTER, forecasts=(JUNE,)),
        AFTER,
        True,
    ),
    "agreed anew and missed again is another": (
        watched(MARCH, on=date(2015, 1, 1)),
        watched(MARCH, JUNE, on=date(2015, 1, 1)),
        date(2015, 1, 1),
        False,
    ),
    "a later forecast after a late one is the same": (
        watched(MARCH, on=BEFORE, forecasts=(JUNE,)),
        watched(MARCH, on=BEFORE, forecasts=(JUNE, JULY)),
        BEFORE,
        True,
    ),
    "a late forecast after one in time is another": (
        watched(MARCH, on=BEFORE, forecasts=(JUNE,)),
        watched(MARCH, on=BEFORE, forecasts=(JUNE, MARCH, JULY)),
        BEFORE,
        False,
    ),
    "“TBC” after “ongoing” is the same": (
        watched(MARCH, ONGOING, on=BEFORE),
        watched(MARCH, ONGOING, ONGOING, on=BEFORE),
        BEFORE,
        True,
    ),
    "a date, then lost again, is another": (
        watched(MARCH, ONGOING, on=BEFORE),
        watched(MARCH, ONGOING, JUNE, ONGOING, on=BEFORE),
        BEFORE,
        False,
    ),
    "possibly and definitely pushed are one": (
        watched(MARCH, on=BEFORE, pushed=replace(BY_REVIEW, certainty=Certainty.POSSIBLE)),
        watched(MARCH, on=BEFORE, pushed=BY_REVIEW),
        BEFORE,
        True,
    ),
    "pushed from elsewhere is another": (
        watched(MARCH, on=BEFORE, pushed=BY_REVIEW),
        watched(MARCH, on=BEFORE, pushed=replace(BY_REVIEW, root="milestone 10")),
        BEFORE,
        False,
    ),
    "pushed past a new date is another": (
        watched(MARCH, on=BEFORE, pushed=BY_REVIEW),
        watched(MARCH, JUNE, on=BEFORE, pushed=BY_REVIEW),
        BEFORE,
        False,
    ),
}


@pytest.mark.parametrize("case", IDENTITY)
def test_which_flag_it_is(case: str) -> None:
    earlier, later, on, is_same = IDENTITY[case]
    (one,), (other,) = findings(earlier, on), findings(later, on)
    assert (one.causes[0] in other.causes) is is_same


def test_a_deliverable_and_the_milestone_it_carries_are_one_flag_the_worse_of_both() -> None:
    at_risk = Finding(FlagKind.AT_RISK, ("forecast 1",), "at risk")
    pushed = Finding(FlagKind.PUSHED, ("milestone 9 on agreed_date 1",), "definite")
    of_deliverable = replace(LATE, causes=("deliverable_date 5",))

    assert with_deliverable([at_risk, pushed], [of_deliverable]) == [of_deliverable, pushed]
    assert with_deliverable([LATE], [of_deliverable]) == [
        replace(LATE, causes=("agreed_date 1", "deliverable_date 5"))
    ]
    assert with_deliverable([pushed], []) == [pushed]
    assert with_deliverable([], [at_risk]) == [at_risk]


CLOSED = {
    "met": (
        FlagKind.LATE,
        watched(MARCH, on=AFTER, actual=AFTER),
        AFTER,
        "It was met on 1 April 2014.",
    ),
    "accepted": (
        FlagKind.AT_RISK,
        replace(watched(MARCH, on=AFTER, actual=AFTER), is_bought=True),
        AFTER,
        "The work was accepted on 1 April 2014.",
    ),
    "withdrawn": (
        FlagKind.PUSHED,
        watched(MARCH, on=AFTER, withdrawn=True),
        AFTER,
        "It was withdrawn.",
    ),
    "a new date": (
        FlagKind.LATE,
        watched(MARCH, JUNE, on=AFTER),
        AFTER,
        "A new date was agreed: “a date”.",
    ),
    "no date any more": (
        FlagKind.LATE,
        watched(MARCH, ONGOING, on=AFTER),
        AFTER,
        "It has no date any more: “a date” was agreed. Another flag says so.",
    ),
    "a date again": (
        FlagKind.UNDATED,
        watched(MARCH, ONGOING, JUNE, on=AFTER),
        AFTER,
        "It has a date again: “a date”.",
    ),
    "expected in time": (
        FlagKind.AT_RISK,
        watched(MARCH, on=BEFORE, forecasts=(JUNE, MARCH)),
        BEFORE,
        "It is expected by its agreed date again: “a date”.",
    ),
    "the risk came true": (
        FlagKind.AT_RISK,
        watched(MARCH, on=AFTER, forecasts=(JUNE,)),
        AFTER,
        "Its agreed date, “a date”, has passed. Another flag says so.",
    ),
    "no longer pushed": (
        FlagKind.PUSHED,
        watched(MARCH, on=BEFORE),
        BEFORE,
        "Nothing pushes it back any more.",
    ),
    "pushed from elsewhere": (
        FlagKind.PUSHED,
        watched(MARCH, on=BEFORE, pushed=replace(BY_REVIEW, root="milestone 10")),
        BEFORE,
        "It is now pushed back by milestone 1, “Review”. Another flag says so.",
    ),
    "agreed anew and no longer pushed": (
        FlagKind.PUSHED,
        watched(MARCH, JUNE, on=BEFORE),
        BEFORE,
        "A new date was agreed: “a date”.",
    ),
    "agreed anew and still pushed": (
        FlagKind.PUSHED,
        watched(MARCH, JUNE, on=BEFORE, pushed=BY_REVIEW),
        BEFORE,
        "A new date was agreed: “a date”. It is pushed from there too, and another flag says so.",
    ),
}


@pytest.mark.parametrize("case", CLOSED)
def test_why_a_flag_is_closed(case: str) -> None:
    kind, given, on, words = CLOSED[case]
    cause = "milestone 9 on agreed_date 1" if kind is FlagKind.PUSHED else "agreed_date 1"
    assert why_closed(kind, cause, given, findings(given, on), on) == words


STATES = {
    "raised": (False, False, None, FlagState.OPEN),
    "answered, its day to come": (False, True, date(2014, 4, 1), FlagState.ANSWERED),
    "answered, its day gone": (False, True, date(2014, 3, 31), FlagState.OPEN),
    "closed": (True, True, date(2014, 3, 1), FlagState.CLOSED),
}


@pytest.mark.parametrize("case", STATES)
def test_where_a_flag_stands(case: str) -> None:
    is_closed, is_answered, by_when, state = STATES[case]
    found = flag_state(is_closed=is_closed, is_answered=is_answered, by_when=by_when, on=AFTER)
    assert found is state
