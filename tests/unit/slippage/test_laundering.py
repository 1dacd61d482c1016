"""Slippage that no longer shows (domain.md, "Slippage", rule 8)."""

from __future__ import annotations

from datetime import date

import pytest

from app.slippage import ChangeKind, Laundering, laundering
from app.slippage.laundering import at_least_late, whole_months
from tests.factories.editions import SECOND_DAY, compared, edition, milestone

MARCH = date(2013, 3, 31)


@pytest.mark.parametrize("words", ["ongoing", "TBC", "tba", "asap", "in due course", "n/a"])
def test_a_date_that_turns_into_no_date_is_at_least_eight_months_late(words: str) -> None:
    before = milestone("Review", "end March 2013")
    found = laundering(before, milestone("Review", words), None, SECOND_DAY)
    assert found is not None
    assert (found.how, found.months, found.days) == (Laundering.DATE_TAKEN_AWAY, 8, 248)
    assert found.words == "at least 8 months late"


@pytest.mark.parametrize("words", ["from March 2014", "March 2014, then ongoing", "wibble", ""])
def test_words_that_are_not_for_ever_are_not_laundering(words: str) -> None:
    before = milestone("Review", "end March 2013")
    assert laundering(before, milestone("Review", words), None, SECOND_DAY) is None


@pytest.mark.parametrize(("old", "new"), [("Green", "green"), ("On track", "GREEN"), ("G", "g")])
def test_a_green_status_over_a_moving_date_is_laundering(old: str, new: str) -> None:
    before = milestone("Review", "end March 2013", state=old)
    after = milestone("Review", "March 2014", state=new)
    found = laundering(before, after, None, SECOND_DAY)
    assert found is not None
    assert (found.how, found.words) == (Laundering.STAYED_GREEN, "at least 8 months late")
    [change] = compared([before], [after])
    assert change.kinds == (ChangeKind.LAUNDERED, ChangeKind.LATER)
    assert (change.days, change.months_late) == (365, 8)


@pytest.mark.parametrize(
    ("old", "new", "when"),
    [
        ("Green", "Amber", "March 2014"),
        (None, "Green", "March 2014"),
        ("Green", "Green", "end March 2013"),
        ("Green", "Green", "February 2013"),
    ],
)
def test_a_status_that_changed_or_a_date_that_stayed_is_not(
    old: str | None, new: str, when: str
) -> None:
    before = milestone("Review", "end March 2013", state=old)
    assert laundering(before, milestone("Review", when, state=new), None, SECOND_DAY) is None


def test_what_was_met_cannot_be_laundered() -> None:
    before = milestone("Keep the page", "end March 2013", met_on=MARCH)
    assert laundering(before, milestone("Keep the page", "ongoing"), None, SECOND_DAY) is None


def test_it_is_counted_from_the_date_first_named_in_any_edition() -> None:
    older = edition(milestone("Review", "March 2012"), day=date(2012, 1, 4))
    [change] = compared(
        [milestone("Review", "March 2013")], [milestone("Review", "ongoing")], older
    )
    assert change.kinds == (ChangeKind.LAUNDERED, ChangeKind.LOST_DATE)
    assert change.months_late == 20
    assert change.sentence == (
        "Had a date and now says “ongoing”: at least 20 months late, counted from 31 March 2012."
    )


def test_it_is_not_late_before_the_first_day_has_passed() -> None:
    [change] = compared([milestone("Review", "March 2014")], [milestone("Review", "TBC")])
    assert (change.kind, change.months_late) == (ChangeKind.LAUNDERED, 0)
    assert "not late yet, counted from 31 March 2014" in change.sentence


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2013, 3, 31), date(2013, 3, 31), 0),
        (date(2013, 3, 31), date(2013, 4, 29), 0),
        (date(2013, 3, 31), date(2013, 4, 30), 1),
        (date(2012, 2, 29), date(2013, 2, 28), 12),
        (date(2012, 2, 29), date(2013, 2, 27), 11),
        (date(2011, 2, 28), date(2012, 2, 28), 12),
        (date(2013, 12, 31), date(2014, 2, 28), 2),
        (date(2014, 3, 31), date(2013, 3, 31), 0),
    ],
)
def test_months_are_whole_ones(first: date, last: date, months: int) -> None:
    assert whole_months(first, last) == months


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2013, 3, 31), "not late yet"),
        (date(2013, 4, 1), "at least 1 day late"),
        (date(2013, 4, 29), "at least 29 days late"),
        (date(2013, 4, 30), "at least 1 month late"),
        (date(2013, 12, 4), "at least 8 months late"),
    ],
)
def test_lateness_is_said_as_a_least(on: date, words: str) -> None:
    assert at_least_late(MARCH, on) == words
