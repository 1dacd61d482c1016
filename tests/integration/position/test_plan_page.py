"""The plan's page: its slippage for staff, the published words for everyone else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.people.models import Person
from tests.browsing import words_of
from tests.factories.people import make_officer
from tests.factories.plans import WorkedExample, make_worked_example

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def example(app: Flask) -> WorkedExample:
    return make_worked_example()


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (
            date(2013, 3, 30),
            ["No milestone has slipped, as at 30 March 2013.", "On track (green)"],
        ),
        (
            date(2013, 10, 24),
            [
                "Lapsed (red)",
                "at least 207 days late",
                "It had not been met by 24 October 2013.",
            ],
        ),
        (
            date(2013, 12, 4),
            [
                "Slipped – agreed (red)",
                "365 days late (at least 335 and up to 375 days)",
                "Nothing had been received by 4 December 2013.",
                "first date: end March 2013 date now agreed: March 2014",
                "The work that was asked for has not been received. "
                "The commissioned work was not received",
                "Pushes back nothing",
            ],
        ),
        (date(2014, 4, 24), ["at least 389 days late", "at least 24 days late"]),
        (
            date(2014, 5, 1),
            [
                "This shows what will be so if nothing more happens.",
                "at least 396 days late",
                "It pushes back milestone 2, “Partnership Group”, by 2 days.",
                "It is pushed back by 2 days by milestone 1, “Review”.",
            ],
        ),
    ],
    ids=str,
)
def test_the_page_says_how_the_review_stands_on_each_day(
    example: WorkedExample, client_as: SignIn, on: date, words: list[str]
) -> None:
    page = client_as(make_officer()).get(f"/plans/{example.plan.slug}?as_at={on}")

    said = words_of(page)
    assert page.status_code == 200
    assert [each for each in words if each not in said] == []
