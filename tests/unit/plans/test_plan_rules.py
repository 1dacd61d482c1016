"""Names, limits and sums of the plan, as tables of cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from app.plans.content import MeasureContent, ReadingContent
from app.plans.rules import (
    can_decide_date,
    can_see_unpublished,
    derived_rates,
    figure,
    is_stale,
    ordinal,
    same_words,
    slug_of,
)

DAY = date(2013, 12, 4)
LATER = date(2014, 3, 1)


def measure(name: str, *readings: tuple[date, int]) -> MeasureContent:
    return MeasureContent(name, readings=tuple(ReadingContent(d, Decimal(v)) for d, v in readings))


@pytest.mark.parametrize(
    ("title", "taken", "slug"),
    [
        ("Social Media & more!", (), "social-media-more"),
        ("Fàilte gu Baile Àth", (), "failte-gu-baile-ath"),
        ("🙂", (), "plan"),
        ("New", (), "new-2"),
        ("Import", (), "import-2"),
        ("Roads", ("roads", "roads-2"), "roads-3"),
        ("word " * 40, (), "-".join(["word"] * 12)),
    ],
)
def test_a_title_gives_an_address_of_its_own(title: str, taken: tuple[str], slug: str) -> None:
    assert slug_of(title, taken) == slug


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (21, "21st")],
)
def test_editions_are_counted_as_people_do(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_names_are_the_same_whatever_their_case_and_spaces() -> None:
    assert same_words("Our  Plan", "our plan")
    assert not same_words("Our plan", "Our plans")


def test_nobody_decides_on_the_date_that_they_proposed() -> None:
    assert can_decide_date({"officer"}, 1, 2)
    assert can_decide_date({"member"}, 1, None)
    assert not can_decide_date({"officer", "member"}, 1, 1)
    assert not can_decide_date({"administrator", "keyholder", "company"}, 1, 2)


def test_only_staff_of_the_plan_see_what_is_not_published() -> None:
    assert can_see_unpublished({"administrator"})
    assert not can_see_unpublished({"company"})
    assert not can_see_unpublished({"keyholder"})
    assert not can_see_unpublished(set())


def test_click_rate_and_actions_per_click_follow_from_the_readings() -> None:
    rates = derived_rates(
        [
            measure("Impressions", (DAY, 767_926)),
            measure("Clicks", (DAY, 358)),
            measure("Actions", (DAY, 104)),
        ]
    )
    assert [(rate.name, rate.shown) for rate in rates] == [
        ("Click rate", "0.047%"),
        ("Actions per click", "0.29"),
    ]
    assert rates[0].value == Decimal(358) / Decimal(767_926)
    assert rates[0].sum == "358 ÷ 767,926"


def test_a_rate_takes_both_readings_of_one_day() -> None:
    shown = derived_rates(
        [measure("impressions", (DAY, 1_000)), measure("clicks", (DAY, 100), (LATER, 900))]
    )
    assert [(rate.shown, rate.day) for rate in shown] == [("10.0%", DAY)]


@pytest.mark.parametrize(
    "measures",
    [
        [],
        [measure("clicks", (DAY, 5))],
        [measure("clicks", (DAY, 5)), measure("impressions", (DAY, 0))],
        [measure("clicks", (DAY, 5)), measure("impressions", (LATER, 10))],
        [measure("clicks"), measure("impressions")],
    ],
)
def test_there_is_no_rate_without_something_to_divide_by(measures: list[MeasureContent]) -> None:
    assert derived_rates(measures) == []


def test_a_rate_of_readings_known_by_a_day_says_by() -> None:
    by = MeasureContent("clicks", readings=(ReadingContent(DAY, Decimal(5), "by"),))
    [rate] = derived_rates([by, measure("impressions", (DAY, 10))])
    assert rate.day_is == "by"


def test_no_clicks_is_a_rate_of_nothing() -> None:
    [rate] = derived_rates([measure("clicks", (DAY, 0)), measure("impressions", (DAY, 10))])
    assert rate.shown == "0%"


@dataclass
class Case:
    made: date
    ends: date | None
    agreed_ends: date | None
    is_stale: bool


@pytest.mark.parametrize(
    "case",
    [
        Case(date(2013, 3, 1), date(2013, 5, 31), date(2014, 3, 31), True),
        Case(date(2013, 3, 1), date(2014, 8, 31), date(2014, 3, 31), False),
        Case(date(2013, 12, 4), date(2013, 5, 31), date(2014, 3, 31), False),
        Case(date(2013, 3, 1), None, date(2014, 3, 31), False),
        Case(date(2013, 3, 1), date(2013, 5, 31), None, True),
    ],
)
def test_a_forecast_gives_way_only_to_a_later_date_agreed_after_it(case: Case) -> None:
    assert is_stale(case.made, case.ends, DAY, case.agreed_ends) is case.is_stale


def test_figures_are_written_without_idle_noughts() -> None:
    assert [figure(Decimal(n)) for n in ("767926.0000", "100", "4.5", "-0.25")] == [
        "767,926",
        "100",
        "4.5",
        "-0.25",
    ]
