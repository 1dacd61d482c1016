"""Administrators' settings, and what only a demonstration has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import clock as calendar
from app.database import db
from app.people.models import Person
from app.people.operations import keep_setting
from app.people.queries import kept_setting
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.people import make_administrator, make_company, make_member, make_officer
from tests.integration.people.seen import acts, entries

As = Callable[[Person], Browser]


@pytest.fixture
def demonstration(app: Flask) -> Flask:
    app.config["IS_DEMONSTRATION"] = True
    keep_setting("demonstration_day", "2013-12-04")
    db.session.commit()
    return app


@pytest.fixture
def administrator(app: Flask, client_as: As) -> Browser:
    return client_as(make_administrator())


def move(browser: Browser, day: str, month: str, year: str) -> TestResponse:
    page = browser.get("/settings")
    typed = {"day-day": day, "day-month": month, "day-year": year}
    return browser.submit(page, typed, button="Move the calendar")


def test_the_groups_name_is_changed_on_every_page(app: Flask, administrator: Browser) -> None:
    app.config["GROUP_NAME"] = ""
    page = administrator.get("/settings")
    typed = {"group": "Coimhearsnachd Example 🐟"}
    assert administrator.submit(page, typed, button="Save the name").status_code == 302
    assert "Coimhearsnachd Example 🐟" in administrator.get("/people").text
    administrator.submit(administrator.get("/settings"), {"group": "Other"}, button="Save the name")
    assert (entries()[-1].act, entries()[-1].before, entries()[-1].after) == (
        "group's name changed",
        "Coimhearsnachd Example 🐟",
        "Other",
    )


def test_a_group_needs_a_name(administrator: Browser) -> None:
    answer = administrator.submit(administrator.get("/settings"), {"group": " "})
    assert error_summary_of(answer) == ["Enter the name of the group"]
    answer = administrator.submit(administrator.get("/settings"), {"group": "x" * 10_000})
    assert error_summary_of(answer) == ["Name of the group must be 200 characters or fewer"]


def test_the_page_says_when_the_installation_names_the_group(administrator: Browser) -> None:
    assert "The installation names the group" in words_of(administrator.get("/settings"))


def test_a_normal_installations_calendar_cannot_be_moved(administrator: Browser) -> None:
    assert "calendar" not in words_of(administrator.get("/settings"))
    form = {"day-day": "1", "day-month": "5", "day-year": "2014"}
    assert administrator.post("/settings/day", data=form).status_code == 404
    assert administrator.post("/settings/day/first").status_code == 404
    assert kept_setting("demonstration_day") is None


def test_a_demonstrations_calendar_is_moved_to_any_day(
    demonstration: Flask, administrator: Browser, clock: GivenClock
) -> None:
    assert move(administrator, "24", "April", "2014").status_code == 302
    page = administrator.get("/settings")
    assert "Its calendar stands at 24 April 2014" in page.text
    entry = entries()[-1]
    assert (entry.act, entry.before, entry.after) == (
        "calendar moved",
        "4 December 2013",
        "24 April 2014",
    )
    calendar.forget_pinned_day()
    assert calendar.today() == date(2014, 4, 24)
    assert calendar.real_now() == clock.at


def test_a_demonstrations_calendar_goes_back_to_its_first_day(
    demonstration: Flask, administrator: Browser
) -> None:
    move(administrator, "1", "5", "2014")
    page = administrator.get("/settings")
    assert administrator.press(page, "Back to 4 December 2013").status_code == 302
    assert kept_setting("demonstration_day") == "2013-12-04"
    assert acts()[-2:] == ["calendar moved", "calendar moved"]


def test_moving_the_calendar_moves_no_session(demonstration: Flask, administrator: Browser) -> None:
    move(administrator, "1", "5", "2099")
    assert administrator.get("/settings").status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("", "", ""), "Enter a day"),
        (("31", "2", "2014"), "Day must be a real date"),
        (("1", "1", "0001"), "Day must be between 1 January 1900 and 31 December 2199"),
        (("1", "1", "9999"), "Day must be between 1 January 1900 and 31 December 2199"),
    ],
)
def test_a_day_that_is_none_is_refused_in_a_sentence(
    demonstration: Flask, administrator: Browser, typed: tuple[str, str, str], sentence: str
) -> None:
    answer = move(administrator, *typed)
    assert answer.status_code == 422
    assert error_summary_of(answer) == [sentence]
    assert kept_setting("demonstration_day") == "2013-12-04"


def test_only_administrators_move_the_calendar(demonstration: Flask, client_as: As) -> None:
    form = {"day-day": "1", "day-month": "5", "day-year": "2014"}
    for person in (make_officer(), make_member(), make_company().contacts[0]):
        assert client_as(person).post("/settings/day", data=form).status_code == 403


def test_officers_read_a_demonstrations_mails(
    demonstration: Flask, client: Browser, client_as: As
) -> None:
    contact = make_company().contacts[0]
    client.submit(client.get("/sign-in/link"), {"email": contact.email})
    page = client_as(make_officer()).get("/outbox")
    assert "Your link to sign in" in words_of(page)
    assert f"To {contact.email}" in words_of(page)
    assert 'href="/sign-in/link/' in page.text
    assert client_as(make_member()).get("/outbox").status_code == 403


def test_a_mails_words_are_never_markup_or_links_elsewhere(
    demonstration: Flask, client: Browser, client_as: As
) -> None:
    contact = make_company("<script>x</script> http://evil.example/").contacts[0]
    client.submit(client.get("/sign-in/link"), {"email": contact.email})
    page = client_as(make_officer()).get("/outbox")
    assert "<script>x" not in page.text
    assert 'href="http' not in page.text


def test_a_normal_installation_shows_no_mails(app: Flask, client_as: As) -> None:
    assert client_as(make_officer()).get("/outbox").status_code == 404
