"""The worked example of the rules: Action 2's Review, and the Partnership Group that follows it."""

from datetime import date

import pytest

from app.slippage import (
    Certainty,
    Days,
    Dependency,
    Facts,
    Rating,
    State,
    days_late_words,
    gap_between,
    knock_ons,
    push,
    range_words,
    receipt_words,
    standing,
)

END_MARCH_2013 = Days(date(2013, 3, 21), date(2013, 3, 31))
MARCH_2014 = Days(date(2014, 3, 1), date(2014, 3, 31))
JUNE_2014 = Days(date(2014, 6, 1), date(2014, 6, 30))
FIRST_PLANNED = Facts(baseline=END_MARCH_2013, agreed=END_MARCH_2013)
RE_PLANNED = Facts(baseline=END_MARCH_2013, agreed=MARCH_2014)
GROUP = Facts(baseline=JUNE_2014, agreed=JUNE_2014)


@pytest.mark.parametrize(
    ("on", "facts", "first", "agreed", "certainty", "certainty_agreed", "state", "words"),
    [
        (date(2013, 3, 30), FIRST_PLANNED, 0, 0, "none", "none", "on track", "on time"),
        (
            date(2013, 10, 24),
            FIRST_PLANNED,
            207,
            207,
            "definite",
            "definite",
            "lapsed",
            "at least 207 days late",
        ),
        (
            date(2013, 12, 4),
            RE_PLANNED,
            365,
            0,
            "definite",
            "none",
            "slipped – agreed",
            "365 days late",
        ),
        (
            date(2014, 4, 24),
            RE_PLANNED,
            389,
            24,
            "definite",
            "definite",
            "lapsed",
            "at least 389 days late",
        ),
        (
            date(2014, 5, 1),
            RE_PLANNED,
            396,
            31,
            "definite",
            "definite",
            "lapsed",
            "at least 396 days late",
        ),
    ],
    ids=["30 March 2013", "24 October 2013", "4 December 2013", "24 April 2014", "1 May 2014"],
)
def test_the_review_stands_as_the_worked_example_says(
    on: date,
    facts: Facts,
    first: int,
    agreed: int,
    certainty: str,
    certainty_agreed: str,
    state: str,
    words: str,
) -> None:
    found = standing(facts, on)

    assert (found.slip_first_days, found.slip_agreed_days) == (first, agreed)
    assert (found.certainty, found.certainty_agreed) == (certainty, certainty_agreed)
    assert found.state == state
    assert days_late_words(found) == words


def test_the_slip_on_4_december_2013_is_between_335_and_375_days() -> None:
    found = standing(RE_PLANNED, date(2013, 12, 4))

    assert found.slip_first_interval == (335, 375)
    assert range_words(found) == "at least 335 and up to 375 days"
    assert found.effective == MARCH_2014


def test_the_ratings_of_the_worked_example_are_against_both_dates() -> None:
    rated = {
        on: (found.rating_first, found.rating_agreed)
        for on, facts in [
            (date(2013, 3, 30), FIRST_PLANNED),
            (date(2013, 10, 24), FIRST_PLANNED),
            (date(2013, 12, 4), RE_PLANNED),
            (date(2014, 4, 24), RE_PLANNED),
            (date(2014, 5, 1), RE_PLANNED),
            (date(2014, 5, 2), RE_PLANNED),
        ]
        for found in [standing(facts, on)]
    }

    assert list(rated.values()) == [
        (Rating.GREEN, Rating.GREEN),
        (Rating.RED, Rating.RED),
        (Rating.RED, Rating.GREEN),
        (Rating.RED, Rating.AMBER),
        (Rating.RED, Rating.AMBER),
        (Rating.RED, Rating.RED),
    ]


def test_the_gap_before_the_partnership_group_is_62_days() -> None:
    assert gap_between(MARCH_2014, JUNE_2014) == 62


@pytest.mark.parametrize(
    ("on", "days"),
    [
        (date(2013, 12, 4), None),
        (date(2014, 4, 24), None),
        (date(2014, 4, 29), None),
        (date(2014, 4, 30), 1),
        (date(2014, 5, 1), 2),
    ],
    ids=str,
)
def test_the_partnership_group_is_pushed_only_once_62_days_no_longer_fit(
    on: date, days: int | None
) -> None:
    effective = standing(RE_PLANNED, on).effective
    assert effective is not None

    found = push(effective, 62, JUNE_2014)

    assert (found.days if found else None) == days
    assert found is None or found.certainty is Certainty.DEFINITE


def test_the_whole_set_says_that_the_review_pushes_the_partnership_group_by_2_days() -> None:
    milestones = {"Review": RE_PLANNED, "Partnership Group": GROUP}

    found = knock_ons(milestones, [Dependency("Review", "Partnership Group", 62)], date(2014, 5, 1))

    assert list(found) == ["Partnership Group"]
    pushed = found["Partnership Group"]
    assert (pushed.push.certainty, pushed.push.days) == (Certainty.DEFINITE, 2)
    assert (pushed.cause, pushed.root) == ("Review", "Review")


def test_the_review_says_in_words_that_nothing_was_received() -> None:
    found = receipt_words(FIRST_PLANNED, date(2013, 10, 24))

    assert found == "Nothing had been received by 24 October 2013."


def test_the_states_are_the_words_of_the_rules() -> None:
    assert [state.value for state in State] == [
        "planned",
        "on track",
        "at risk",
        "slipped – proposed",
        "slipped – agreed",
        "overdue",
        "lapsed",
        "undated",
        "received – awaiting acceptance",
        "met",
        "met late",
        "withdrawn",
    ]
