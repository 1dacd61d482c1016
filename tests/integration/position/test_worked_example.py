"""The worked example of the rules, through the database: Action 2's Review on five days."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from app.position.queries.positions import MilestonePosition, all_positions
from tests.factories.plans import WorkedExample, make_worked_example


@pytest.fixture
def example(app: Flask) -> WorkedExample:
    return make_worked_example()


def review_on(example: WorkedExample, on: date) -> MilestonePosition:
    return next(p for p in all_positions(on) if p.milestone.id == example.review.id)


@pytest.mark.parametrize(
    ("on", "first", "agreed", "certainty", "state", "ratings"),
    [
        (date(2013, 3, 30), 0, 0, "none", "on track", ("green", "green")),
        (date(2013, 10, 24), 207, 207, "definite", "lapsed", ("red", "red")),
        (date(2013, 12, 4), 365, 0, "definite", "slipped – agreed", ("red", "green")),
        (date(2014, 4, 24), 389, 24, "definite", "lapsed", ("red", "amber")),
        (date(2014, 5, 1), 396, 31, "definite", "lapsed", ("red", "amber")),
    ],
    ids=str,
)
def test_the_review_stands_as_the_rules_say(
    example: WorkedExample,
    on: date,
    first: int,
    agreed: int,
    certainty: str,
    state: str,
    ratings: tuple[str, str],
) -> None:
    found = review_on(example, on).standing

    assert (found.slip_first_days, found.slip_agreed_days) == (first, agreed)
    assert (found.certainty, found.state) == (certainty, state)
    assert (found.rating_first, found.rating_agreed) == ratings
