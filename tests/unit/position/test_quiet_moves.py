"""Which moves of a date are quiet: later, and nothing had called the date late (rule 8)."""

from __future__ import annotations

from datetime import date

import pytest

from app.position.rules import (
    DatedRow,
    Finding,
    FlagKind,
    Watched,
    findings,
    is_moved_quietly,
    kept_green_words,
    why_closed,
)
from app.slippage import Days, Facts, State

MARCH = Days(date(2014, 3, 1), date(2014, 3, 31))
APRIL = Days(date(2014, 4, 1), date(2014, 4, 30))
JUNE = Days(date(2014, 6, 1), date(2014, 6, 30))
NONE = Days(None, None)
LAST, NEXT, EARLIER = date(2014, 3, 31), date(2014, 4, 1), date(2014, 2, 1)


@pytest.mark.parametrize(
    ("before", "now", "moved_on", "expected", "is_quiet"),
    [
        pytest.param(MARCH, JUNE, EARLIER, [], True, id="long before"),
        pytest.param(MARCH, JUNE, LAST, [], True, id="on its last day"),
        pytest.param(MARCH, JUNE, NEXT, [], False, id="the day after: it was late"),
        pytest.param(MARCH, JUNE, EARLIER, [(EARLIER, JUNE)], False, id="at risk that day"),
        pytest.param(MARCH, JUNE, EARLIER, [(EARLIER, NONE)], False, id="no end was expected"),
        pytest.param(MARCH, JUNE, EARLIER, [(LAST, JUNE)], True, id="forecast only after it"),
        pytest.param(
            *(MARCH, JUNE, LAST, [(EARLIER, JUNE), (LAST, MARCH)], True), id="no longer at risk"
        ),
        pytest.param(JUNE, MARCH, EARLIER, [], False, id="earlier"),
        pytest.param(MARCH, Days(None, date(2014, 3, 31)), EARLIER, [], False, id="widened only"),
        pytest.param(MARCH, NONE, EARLIER, [], False, id="taken away: another flag"),
        pytest.param(NONE, JUNE, EARLIER, [], False, id="dated for the first time"),
        pytest.param(MARCH, JUNE, None, [], False, id="nobody knows when"),
    ],
)
def test_a_move_is_quiet(
    before: Days,
    now: Days,
    moved_on: date | None,
    expected: list[tuple[date, Days]],
    is_quiet: bool,
) -> None:
    assert is_moved_quietly(before, now, moved_on, expected) is is_quiet


def test_the_words_say_which_date_and_how_late_that_makes_it() -> None:
    assert kept_green_words("March 2014", "June 2014", MARCH, JUNE) == (
        "Its date was moved from “March 2014” to “June 2014” while it was green: "
        "at least 3 months late against its first date."
    )


def watched(*rows: DatedRow, is_green: bool = True, forecast: Days | None = None) -> Watched:
    facts = Facts(baseline=MARCH, agreed=rows[-1].days, forecast=forecast)
    expected = (DatedRow("forecast 1", "a date", forecast),) if forecast else ()
    return Watched(
        facts=facts,
        state=State.SLIPPED_AGREED,
        agreed=rows,
        expected=expected,
        is_green_by_moving=is_green,
    )


FIRST = DatedRow("agreed_date 1", "March 2014", MARCH)
MOVED = DatedRow("agreed_date 2", "June 2014", JUNE, is_quiet=True)
AGAIN = DatedRow("agreed_date 3", "July 2014", Days(date(2014, 7, 1), date(2014, 7, 31)), True)
BACK = DatedRow("agreed_date 3", "March 2014", MARCH)


@pytest.mark.parametrize(
    ("now", "on", "why"),
    [
        pytest.param(
            watched(FIRST, MOVED, AGAIN),
            NEXT,
            "A new date was agreed: “July 2014”. Another flag says so.",
            id="moved again",
        ),
        pytest.param(
            watched(FIRST, MOVED, BACK, is_green=False),
            EARLIER,
            "It is no longer late against its first date.",
            id="moved back",
        ),
        pytest.param(
            watched(FIRST, MOVED, forecast=AGAIN.days),
            NEXT,
            "It is at risk now. Another flag says so.",
            id="at risk",
        ),
        pytest.param(
            watched(FIRST, MOVED),
            date(2014, 7, 1),
            "Its agreed date, “June 2014”, has passed. Another flag says so.",
            id="past its date",
        ),
    ],
)
def test_it_is_closed_by_what_happened(now: Watched, on: date, why: str) -> None:
    found = findings(now, on)
    assert Finding(FlagKind.KEPT_GREEN, ("agreed_date 2",), FlagKind.KEPT_GREEN) not in found
    assert why_closed(FlagKind.KEPT_GREEN, "agreed_date 2", now, found, on) == why
