"""Two dates in one cell propose two milestones, a condition a need. Nothing is saved unasked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.database import db
from app.people.models import Person
from app.plans import queries
from app.plans.models import Milestone
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.plans import EDITION_DAY, make_action, make_milestone, make_plan

NEW = "/plans/our-plan/actions/1/milestones/new"
TWO = "Brief: March 2014. Report: June 2014"
WAITS = "In place by May 2014 after user workshops"


@pytest.fixture
def browser(client_as: Callable[[Person], Browser], officer: Person) -> Browser:
    return client_as(officer)


@pytest.fixture
def workshops(app: Flask) -> Milestone:
    return make_milestone(make_action(make_plan("Our plan")), "Hold workshops", "March 2014")


def proposed(browser: Browser, when: str, text: str = "Review", **more: str) -> TestResponse:
    return browser.submit(browser.get(NEW), {"text": text, "when": when, **more})


def stored() -> list[tuple[str, str, date | None]]:
    """What is in the plan beside the workshops: text, as written, last day agreed."""
    db.session.expire_all()
    found = [each for each in queries.milestones_on(EDITION_DAY) if each.number > 1]
    dates = queries.milestone_dates([each.id for each in found], EDITION_DAY)
    agreed = [(each.text, dates[each.id].agreed) for each in found]
    return [(text, on.as_written, on.latest) for text, on in agreed if on is not None]


def needs(number: int) -> list[tuple[str, int]]:
    db.session.expire_all()
    [found] = [each for each in queries.milestones_on(EDITION_DAY) if each.number == number]
    return [(each.needs.text, each.gap_days) for each in queries.needs_of(found.id, EDITION_DAY)]


def test_two_dates_in_one_cell_are_shown_as_two_milestones_and_not_yet_saved(
    browser: Browser, workshops: Milestone
) -> None:
    page = proposed(browser, TWO)
    said = words_of(page)
    assert f"You wrote “{TWO}”." in said
    assert "Milestone 1 of 2" in said and "Milestone 2 of 2" in said
    assert "You wrote “March 2014”. That is 1 to 31 March 2014." in said
    assert "You wrote “June 2014”. That is 1 to 30 June 2014." in said
    assert "Review: Brief" in page.text and "Review: Report" in page.text
    assert stored() == []


def test_accepting_saves_both_each_with_its_own_date(
    browser: Browser, workshops: Milestone
) -> None:
    done = browser.press(proposed(browser, TWO), "Add the milestones")
    assert done.location == "/plans/our-plan/edit"
    assert stored() == [
        ("Review: Brief", "March 2014", date(2014, 3, 31)),
        ("Review: Report", "June 2014", date(2014, 6, 30)),
    ]


def test_a_date_that_shares_its_year_is_written_with_it(
    browser: Browser, workshops: Milestone
) -> None:
    browser.press(proposed(browser, "March and June 2015"), "Add the milestones")
    assert [(words, latest) for _, words, latest in stored()] == [
        ("March 2015", date(2015, 3, 31)),
        ("June 2015", date(2015, 6, 30)),
    ]


def test_changed_words_are_read_and_shown_before_they_are_saved(
    browser: Browser, workshops: Milestone
) -> None:
    page = proposed(browser, TWO)
    changes = {"text_2": "Final report", "when_2": "by July 2014"}
    again = browser.submit(page, changes, button="Add the milestones")
    assert "You wrote “by July 2014”. That is any day up to 31 July 2014." in words_of(again)
    assert stored() == []
    browser.press(again, "Add the milestones")
    assert stored()[1] == ("Final report", "by July 2014", date(2014, 7, 31))


def test_one_of_them_can_be_left_out_but_not_both(browser: Browser, workshops: Milestone) -> None:
    page = proposed(browser, TWO)
    none = browser.submit(page, {"add_1": False, "add_2": False}, button="Add the milestones")
    assert error_summary_of(none) == ["Select at least one milestone to add"]
    assert stored() == []
    browser.submit(page, {"add_1": False}, button="Add the milestones")
    assert [text for text, _, _ in stored()] == ["Review: Report"]


def test_they_can_be_kept_as_one_milestone(browser: Browser, workshops: Milestone) -> None:
    shown = browser.press(proposed(browser, TWO), "Keep it as one milestone")
    assert "That is more than one date" in words_of(shown)
    browser.press(shown, "Add the milestone")
    assert [(text, words) for text, words, _ in stored()] == [("Review", TWO)]


def test_what_was_written_can_be_changed(browser: Browser, workshops: Milestone) -> None:
    back = browser.press(proposed(browser, TWO), "Change what you wrote")
    assert f'value="{TWO}"' in back.text and stored() == []
    shown = browser.submit(back, {"when": "June 2014"})
    browser.press(shown, "Add the milestone")
    assert stored() == [("Review", "June 2014", date(2014, 6, 30))]


def test_a_condition_asks_which_milestone_must_be_met_first(
    browser: Browser, workshops: Milestone
) -> None:
    page = proposed(browser, WAITS, "Portal")
    assert "In your words it waits for “user workshops”" in words_of(page)
    unanswered = browser.press(page, "Add the milestone")
    assert error_summary_of(unanswered) == ["Select the milestone that it waits for, or none"]
    assert stored() == []
    answers = {"needs_1": str(workshops.id), "gap_1": "21"}
    browser.submit(page, answers, button="Add the milestone")
    assert stored() == [("Portal", WAITS, date(2014, 5, 31))]
    assert needs(2) == [("Hold workshops", 21)]


def test_the_days_between_are_those_of_the_dates_where_they_say_so(
    browser: Browser, workshops: Milestone
) -> None:
    page = proposed(browser, "June 2014 after user workshops")
    browser.submit(page, {"needs_1": str(workshops.id)}, button="Add the milestone")
    assert needs(2) == [("Hold workshops", 62)]


def test_it_may_wait_for_no_milestone(browser: Browser, workshops: Milestone) -> None:
    page = proposed(browser, "June 2014 (subject to funding)")
    browser.submit(page, {"needs_1": "none"}, button="Add the milestone")
    assert needs(2) == [] and len(stored()) == 1


def test_a_need_whose_gap_the_dates_do_not_say_asks_for_its_days(
    browser: Browser, workshops: Milestone
) -> None:
    page = proposed(browser, "after user workshops")
    answers = {
        "needs_1": str(workshops.id),
        "review_by_1-day": "31",
        "review_by_1-month": "3",
        "review_by_1-year": "2014",
    }
    asked = browser.submit(page, answers, button="Add the milestone")
    assert "how many days must stand between them" in error_summary_of(asked)[0]
    assert stored() == []
    browser.submit(asked, {"gap_1": "14"}, button="Add the milestone")
    assert needs(2) == [("Hold workshops", 14)]


@pytest.mark.parametrize("words", ["after user workshops", "monthly, subject to funding"])
def test_what_has_no_day_or_recurs_needs_a_day_to_review_it_by(
    browser: Browser, workshops: Milestone, words: str
) -> None:
    page = proposed(browser, words)
    refused = browser.submit(page, {"needs_1": "none"}, button="Add the milestone")
    assert error_summary_of(refused) == [f"“{words}” has no date. Enter a day to review it by"]
    assert stored() == []


def test_a_recurrence_within_dates_needs_a_day_to_review_it_by_too(
    browser: Browser, workshops: Milestone
) -> None:
    shown = proposed(browser, "quarterly from April 2014")
    refused = browser.press(shown, "Add the milestone")
    assert error_summary_of(refused) == [
        "“quarterly from April 2014” recurs. Enter a day to review it by"
    ]
    assert stored() == []


def test_a_date_of_one_milestone_is_shown_back_as_before(
    browser: Browser, workshops: Milestone
) -> None:
    assert "Check the date" in words_of(proposed(browser, "June 2014"))
