"""The preview of an import proposes milestones, needs and review days from the cells of When."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from werkzeug.test import TestResponse

from app.database import db
from app.people.models import Person
from app.plans import queries
from app.plans.models import Plan
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.pages import PAGE
from tests.factories.plans import EDITION_DAY

TWO = "Mid Feb 2014 for initial engagement. March 2014 Board for presentation"
WAITS = "In place by May 2014 after user workshops"
CELLS = (
    f"1. Study – March 2014 2. Working Group – {TWO} 3. Portal – {WAITS} 4. Newsletter – Ongoing |"
)
ASKING = PAGE.replace("1. Study – March 2014 2. Working Group – June 2014 |", CELLS)
SPLIT = {"cell_2_2_as": "split", "cell_2_3_needs": "none"}


@pytest.fixture
def page(client_as: Callable[[Person], Browser], officer: Person) -> tuple[Browser, TestResponse]:
    browser = client_as(officer)
    return browser, browser.submit(browser.get("/plans/import"), {"content": ASKING})


def plan() -> Plan | None:
    db.session.expire_all()
    return db.session.query(Plan).one_or_none()


def milestones() -> dict[int, tuple[str, str, date | None]]:
    """Number, text, as written and last day of the second action's milestones."""
    found = plan()
    assert found is not None
    content = queries.plan_content(found.id, EDITION_DAY)
    return {
        each.number: (each.text, each.as_written or "", each.latest)
        for each in content.actions[1].milestones
    }


def test_the_preview_shows_each_text_and_date_that_a_cell_proposes(
    page: tuple[Browser, TestResponse],
) -> None:
    _, shown = page
    said = words_of(shown)
    assert f"The page says “{TWO}”." in said
    assert "Working Group: initial engagement" in shown.text
    assert "Working Group: presentation" in shown.text
    assert "That is 11 to 20 February 2014." in said
    assert "That is 1 to 31 March 2014." in said
    assert "In the page’s words it waits for “user workshops”" in said
    assert "Action 2, milestone 4: Newsletter" in said and "You can also set it later" in said
    assert plan() is None


def test_nothing_is_stored_before_each_question_is_answered(
    page: tuple[Browser, TestResponse],
) -> None:
    browser, shown = page
    refused = browser.press(shown, "Import this plan")
    assert error_summary_of(refused) == [
        "Select whether this is one milestone or several",
        "Select the milestone that it waits for, or none",
    ]
    assert plan() is None


def test_a_split_cell_becomes_two_milestones_with_numbers_of_their_own(
    page: tuple[Browser, TestResponse],
) -> None:
    browser, shown = page
    assert browser.submit(shown, SPLIT, button="Import this plan").status_code == 302
    assert milestones() == {
        1: ("Study", "March 2014", date(2014, 3, 31)),
        2: (
            "Working Group: initial engagement",
            "Mid Feb 2014 for initial engagement",
            date(2014, 2, 20),
        ),
        3: ("Portal", WAITS, date(2014, 5, 31)),
        4: ("Newsletter", "Ongoing", None),
        5: (
            "Working Group: presentation",
            "March 2014 Board for presentation",
            date(2014, 3, 31),
        ),
    }


def test_a_cell_may_stay_one_milestone(page: tuple[Browser, TestResponse]) -> None:
    browser, shown = page
    browser.submit(shown, SPLIT | {"cell_2_2_as": "one"}, button="Import this plan")
    assert milestones()[2] == ("Working Group", TWO, date(2014, 3, 31))
    assert len(milestones()) == 4


def test_changed_words_are_read_and_shown_before_they_are_stored(
    page: tuple[Browser, TestResponse],
) -> None:
    browser, shown = page
    changes = SPLIT | {"cell_2_2_when_2": "by April 2014", "cell_2_2_text_2": "Present it"}
    again = browser.submit(shown, changes, button="Import this plan")
    assert "That is any day up to 30 April 2014." in words_of(again)
    assert plan() is None
    browser.press(again, "Import this plan")
    assert milestones()[5] == ("Present it", "by April 2014", date(2014, 4, 30))


def test_a_proposed_milestone_without_words_is_refused(page: tuple[Browser, TestResponse]) -> None:
    browser, shown = page
    refused = browser.submit(shown, SPLIT | {"cell_2_2_text_1": ""}, button="Import this plan")
    assert error_summary_of(refused) == ["Enter what the milestone is"]
    assert plan() is None


def test_what_a_milestone_waits_for_is_picked_from_the_page(
    page: tuple[Browser, TestResponse],
) -> None:
    browser, shown = page
    asked = browser.submit(shown, SPLIT | {"cell_2_3_needs": "2.1"}, button="Import this plan")
    assert "how many days must stand between them" in error_summary_of(asked)[0]
    assert plan() is None
    browser.submit(asked, {"cell_2_3_gap": "30"}, button="Import this plan")
    found = plan()
    assert found is not None
    content = queries.plan_content(found.id, EDITION_DAY)
    [portal] = [each for each in content.actions[1].milestones if each.number == 3]
    [need] = queries.needs_of(portal.id, EDITION_DAY)
    assert (need.needs.text, need.gap_days) == ("Study", 30)


def test_a_day_to_review_it_by_can_be_set_and_must_not_have_passed(
    page: tuple[Browser, TestResponse],
) -> None:
    browser, shown = page
    day = {f"cell_2_4_review_by-{part}": value for part, value in _parts(date(2013, 1, 1))}
    refused = browser.submit(shown, SPLIT | day, button="Import this plan")
    assert error_summary_of(refused) == ["The day to review it by must be today or later"]
    assert plan() is None
    later = {f"cell_2_4_review_by-{part}": value for part, value in _parts(date(2014, 6, 1))}
    browser.submit(refused, later, button="Import this plan")
    found = plan()
    assert found is not None
    [newsletter] = [each for each in found.actions[1].milestones if each.number == 4]
    assert newsletter.review_by == date(2014, 6, 1)


def _parts(day: date) -> list[tuple[str, str]]:
    return [("day", str(day.day)), ("month", str(day.month)), ("year", str(day.year))]


def test_a_page_that_proposes_nothing_asks_nothing(
    client_as: Callable[[Person], Browser], officer: Person
) -> None:
    browser = client_as(officer)
    shown = browser.submit(browser.get("/plans/import"), {"content": PAGE})
    assert "What the dates propose" not in words_of(shown)
    assert browser.press(shown, "Import this plan").status_code == 302
