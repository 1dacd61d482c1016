"""Roll-ups against first and agreed dates, and the green that was bought by re-dating."""

from datetime import date

import pytest

from app.position.rules import roll_up
from app.slippage import Days, Facts, Rating, Standing, standing

MARCH_2013 = Days(date(2013, 3, 1), date(2013, 3, 31))
MARCH_2014 = Days(date(2014, 3, 1), date(2014, 3, 31))
ON = date(2013, 12, 4)


def stands(facts: Facts) -> Standing:
    return standing(facts, ON)


BOUGHT = stands(Facts(MARCH_2013, MARCH_2014))
GREEN = stands(Facts(MARCH_2014, MARCH_2014))
LATE = stands(Facts(MARCH_2013, MARCH_2013))
UNDATED = stands(Facts(MARCH_2014, Days(None, None)))
WITHDRAWN = stands(Facts(MARCH_2013, MARCH_2013, withdrawn=True))


def test_the_two_roll_ups_count_ratings_and_days_against_each_date() -> None:
    found = roll_up([BOUGHT, GREEN, LATE, UNDATED])

    assert found.first.ratings == {
        Rating.GREEN: 1,
        Rating.AMBER: 0,
        Rating.RED: 2,
        Rating.NONE: 1,
    }
    assert found.agreed.ratings[Rating.GREEN] == 2
    assert (found.first.days, found.agreed.days) == (365 + 248, 248)


def test_days_early_never_make_up_for_days_late() -> None:
    early = stands(Facts(MARCH_2014, MARCH_2014, forecast=Days(ON, ON)))

    assert roll_up([early, LATE]).first.days == 248


def test_what_was_withdrawn_is_not_counted() -> None:
    assert sum(roll_up([WITHDRAWN, GREEN]).first.ratings.values()) == 1


@pytest.mark.parametrize(
    ("standings", "words"),
    [
        (
            [BOUGHT, GREEN, GREEN, LATE],
            "1 of the 3 green milestones (33%) is green only because the date was moved: "
            "365 days late against the first dates, taken together.",
        ),
        (
            [BOUGHT, BOUGHT],
            "2 of the 2 green milestones (100%) are green only because the date was moved: "
            "730 days late against the first dates, taken together.",
        ),
        ([GREEN], "None of the 1 green milestone was bought by re-dating."),
        ([LATE], "No milestone is green against its agreed date."),
        ([], "No milestone is green against its agreed date."),
    ],
)
def test_how_much_of_the_green_was_bought_is_said_in_words_and_figures(
    standings: list[Standing], words: str
) -> None:
    assert roll_up(standings).bought_words == words
