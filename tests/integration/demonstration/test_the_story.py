"""The demonstration: it tells the story, and whoever looks in finds something to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.access import Role
from app.database import db
from app.demonstration.people import PASSWORD
from app.people.models import Person
from app.people.queries import person_by_email
from tests.browsing import Browser, words_of

As = Callable[[Person], Browser]


@pytest.fixture
def demonstration(app: Flask) -> Flask:
    """Loaded by the command, in December 2013 as its calendar has it."""
    app.config.update(IS_DEMONSTRATION=True, GROUP_NAME="")
    loaded = app.test_cli_runner().invoke(args=["demo", "load"])
    assert loaded.exit_code == 0, loaded.output
    return app


def run(app: Flask, *words: str) -> str:
    ended = app.test_cli_runner().invoke(args=list(words))
    assert ended.exit_code == 0, ended.output
    return ended.stdout


def review_as_at(app: Flask, day: str) -> dict[str, Any]:
    found = json.loads(run(app, "position", "--as-at", day, "--json"))
    return next(each for each in found if (each["action"], each["number"]) == (2, 1))


def test_the_review_slips_as_the_plan_tells_it(demonstration: Flask) -> None:
    slips = ("slip_first_days", "slip_agreed_days", "slip_first_interval", "certainty", "state")
    for day, told in {
        "2013-03-30": (0, 0, [-1, 10], "none", "on track"),
        "2013-10-24": (207, 207, [207, 217], "definite", "lapsed"),
        "2013-12-04": (365, 0, [335, 375], "definite", "slipped – agreed"),
        "2014-04-24": (389, 24, [389, 399], "definite", "lapsed"),
        "2014-05-01": (396, 31, [396, 406], "definite", "lapsed"),
    }.items():
        assert tuple(review_as_at(demonstration, day)[name] for name in slips) == told, day
    (pushed,) = review_as_at(demonstration, "2014-05-01")["knock_on"]
    assert (pushed["number"], pushed["certainty"], pushed["days"]) == (2, "definite", 2)


def test_loading_prints_who_can_sign_in_and_does_so_again(demonstration: Flask) -> None:
    people = db.session.scalars(select(Person)).all()
    again = run(demonstration, "demo", "load")
    assert PASSWORD in again
    assert all(person.email in again for person in people)
    assert len(db.session.scalars(select(Person)).all()) == len(people)


def test_everybody_but_the_administrator_has_something_to_do(
    demonstration: Flask, client_as: As
) -> None:
    for person in db.session.scalars(select(Person)).all():
        words = words_of(client_as(person).get("/"))
        has_nothing = "Nothing waits for you today." in words
        assert has_nothing is (person.roles == {Role.ADMINISTRATOR}), person.name


def test_four_quotes_are_compared_and_a_third_commission_is_quoted_for(
    demonstration: Flask, client_as: As
) -> None:
    isla = person_by_email("isla@cpg.example")
    assert isla is not None
    page = client_as(isla).get("/commissions")
    assert "Opened" in words_of(page)
    compared = words_of(client_as(isla).get("/commissions/KM-2013-01/comparison"))
    for company in ("Example Research", "Sample Insight", "Placeholder", "Specimen Studio"):
        assert company in compared
    assert "Issued" in words_of(client_as(isla).get("/commissions/KM-2013-02"))


def test_the_banner_tells_the_day_and_an_administrator_moves_it(
    demonstration: Flask, client_as: As, client: Browser
) -> None:
    assert "Its calendar stands at 4 December 2013." in client.get("/").text
    ruth = person_by_email("ruth@cpg.example")
    assert ruth is not None
    browser = client_as(ruth)
    typed = {"day-day": "1", "day-month": "5", "day-year": "2014"}
    browser.submit(browser.get("/settings"), typed, button="Move the calendar")
    assert "Its calendar stands at 1 May 2014." in client.get("/").text
    assert json.loads(run(demonstration, "position", "--json")) == json.loads(
        run(demonstration, "position", "--json", "--as-at", "2014-05-01")
    )
