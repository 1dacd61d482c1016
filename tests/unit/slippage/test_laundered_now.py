"""Rule 8 in a milestone's own record: a date that was taken away, and green that was bought."""

from dataclasses import replace
from datetime import date

import pytest

from app.slippage import Days, Facts, is_bought_green, kept_green_on, laundered_on, standing

END_MARCH = Days(date(2013, 3, 21), date(2013, 3, 31))
MARCH_2014 = Days(date(2014, 3, 1), date(2014, 3, 31))
ONGOING = Days(None, None)
FROM_MAY = Days(date(2013, 5, 1), None)
FIRST = date(2013, 3, 31)
LOST = Facts(END_MARCH, ONGOING)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2013, 3, 31), "not late yet"),
        (date(2013, 4, 1), "at least 1 day late"),
        (date(2013, 4, 29), "at least 29 days late"),
        (date(2013, 4, 30), "at least 1 month late"),
        (date(2013, 12, 4), "at least 8 months late"),
        (date(2014, 3, 30), "at least 11 months late"),
        (date(2014, 3, 31), "at least 12 months late"),
    ],
)
def test_a_date_that_was_taken_away_is_late_from_the_first(on: date, words: str) -> None:
    found = laundered_on(standing(LOST, on), FIRST, on)

    assert found is not None
    assert found.words == words


@pytest.mark.parametrize(
    ("record", "facts", "first"),
    [
        ("still dated", Facts(END_MARCH, MARCH_2014), FIRST),
        ("never dated", Facts(ONGOING, ONGOING), None),
        ("met", replace(LOST, actual=date(2013, 6, 1)), FIRST),
        ("received", replace(LOST, received=date(2013, 6, 1)), FIRST),
        ("withdrawn", replace(LOST, withdrawn=True), FIRST),
    ],
)
def test_nothing_else_is_laundered(record: str, facts: Facts, first: date | None) -> None:
    on = date(2013, 12, 4)

    assert laundered_on(standing(facts, on), first, on) is None, record


@pytest.mark.parametrize("agreed", [ONGOING, FROM_MAY, None])
@pytest.mark.parametrize("forecast", [None, MARCH_2014])
def test_no_forecast_and_no_first_day_make_up_for_a_lost_last_day(
    agreed: Days | None, forecast: Days | None
) -> None:
    on = date(2013, 12, 4)

    assert laundered_on(standing(Facts(END_MARCH, agreed, forecast), on), FIRST, on)


@pytest.mark.parametrize(
    ("facts", "on", "is_bought"),
    [
        (Facts(END_MARCH, MARCH_2014), date(2013, 12, 4), True),
        (Facts(END_MARCH, MARCH_2014, actual=date(2014, 3, 5)), date(2014, 4, 1), True),
        (Facts(END_MARCH, END_MARCH), date(2013, 3, 1), False),
        (Facts(END_MARCH, MARCH_2014), date(2014, 4, 24), False),
        (Facts(END_MARCH, ONGOING), date(2013, 12, 4), False),
        (Facts(MARCH_2014, END_MARCH), date(2013, 3, 1), False),
        (Facts(None, MARCH_2014), date(2013, 12, 4), False),
    ],
)
def test_green_is_bought_where_only_the_moved_date_makes_it_green(
    facts: Facts, on: date, is_bought: bool
) -> None:
    assert is_bought_green(standing(facts, on)) is is_bought


@pytest.mark.parametrize(
    ("facts", "on", "words"),
    [
        (Facts(END_MARCH, MARCH_2014), date(2013, 2, 4), "not late yet"),
        (Facts(END_MARCH, MARCH_2014), date(2013, 12, 4), "at least 8 months late"),
        (Facts(END_MARCH, MARCH_2014), date(2014, 3, 31), "at least 12 months late"),
        (Facts(END_MARCH, MARCH_2014), date(2014, 4, 1), None),
        (Facts(END_MARCH, MARCH_2014, received=date(2013, 6, 1)), date(2013, 12, 4), None),
        (Facts(END_MARCH, MARCH_2014, actual=date(2013, 6, 1)), date(2013, 12, 4), None),
        (Facts(END_MARCH, END_MARCH), date(2013, 2, 4), None),
    ],
)
def test_a_status_kept_green_by_a_moved_date_is_late_from_the_first(
    facts: Facts, on: date, words: str | None
) -> None:
    found = kept_green_on(standing(facts, on), FIRST, on)

    assert (found.words if found else None) == words
