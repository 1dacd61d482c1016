"""`flask position`: the worked example as JSON, and as a table."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from tests.factories.plans import WorkedExample, make_worked_example

KEYS = [
    "plan",
    "action",
    "number",
    "text",
    "baseline",
    "agreed",
    "forecast",
    "effective",
    "actual",
    "slip_first_days",
    "slip_agreed_days",
    "slip_first_interval",
    "certainty",
    "state",
    "rating_first",
    "rating_agreed",
    "cause",
    "knock_on",
]
END_MARCH_2013 = {
    "earliest": "2013-03-21",
    "latest": "2013-03-31",
    "as_written": "end March 2013",
}
MARCH_2014 = {"earliest": "2014-03-01", "latest": "2014-03-31", "as_written": "March 2014"}


@pytest.fixture
def example(app: Flask) -> WorkedExample:
    return make_worked_example()


def positions(app: Flask, *words: str) -> list[dict[str, Any]]:
    result = app.test_cli_runner().invoke(args=["position", "--json", *words])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_review_as_at_4_december_2013(app: Flask, example: WorkedExample) -> None:
    found = positions(app, "--as-at", "2013-12-04")[0]

    assert list(found) == KEYS
    assert found == {
        "plan": example.plan.slug,
        "action": 2,
        "number": 1,
        "text": "Review",
        "baseline": END_MARCH_2013,
        "agreed": MARCH_2014,
        "forecast": None,
        "effective": MARCH_2014,
        "actual": None,
        "slip_first_days": 365,
        "slip_agreed_days": 0,
        "slip_first_interval": [335, 375],
        "certainty": "definite",
        "state": "slipped – agreed",
        "rating_first": "red",
        "rating_agreed": "green",
        "cause": "nothing received",
        "knock_on": [],
    }


def test_the_review_as_at_24_october_2013(app: Flask, example: WorkedExample) -> None:
    (found,) = positions(app, "--as-at", "2013-10-24")

    assert (found["slip_first_days"], found["slip_agreed_days"]) == (207, 207)
    assert (found["state"], found["certainty"]) == ("lapsed", "definite")
    assert found["agreed"] == END_MARCH_2013
    assert found["effective"] == {
        "earliest": "2013-10-24",
        "latest": "2013-10-24",
        "as_written": "24 October 2013",
    }


def test_the_review_pushes_the_partnership_group_on_1_may_2014(
    app: Flask, example: WorkedExample
) -> None:
    review, group = positions(app, "--as-at", "2014-05-01", "--plan", example.plan.slug)

    assert review["knock_on"] == [
        {
            "plan": example.plan.slug,
            "action": 2,
            "number": 2,
            "text": "Partnership Group",
            "certainty": "definite",
            "days": 2,
        }
    ]
    assert group["knock_on"] == []


def test_milestones_that_are_not_in_the_plan_yet_are_left_out(
    app: Flask, example: WorkedExample
) -> None:
    assert positions(app, "--as-at", "2012-12-31") == []
    assert [found["text"] for found in positions(app, "--as-at", "2013-03-30")] == ["Review"]


def test_without_a_day_it_is_today(app: Flask, example: WorkedExample) -> None:
    assert positions(app) == positions(app, "--as-at", "2013-12-04")


def test_the_table_says_the_same_in_words(app: Flask, example: WorkedExample) -> None:
    said = app.test_cli_runner().invoke(args=["position", "--as-at", "2014-05-01"]).stdout

    assert said.startswith("As at 1 May 2014\n\n")
    assert "at least 396 days late (red)" in said
    assert "at least 31 days late (amber)" in said
    assert "2.2 by 2 days" in said


def test_an_unknown_plan_is_said_on_standard_error(app: Flask, example: WorkedExample) -> None:
    result = app.test_cli_runner().invoke(args=["position", "--plan", "nothing", "--json"])

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "Error: There is no plan with the address “nothing”.\n"
