"""Dates by page: typed, shown back, saved; decided by another person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from app.database import db
from app.people.models import Person
from app.plans import queries
from app.plans.models import Milestone
from app.plans.queries import MilestoneDates
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.plans import EDITION_DAY, make_action, make_milestone, make_plan

Opened = Callable[[Person], Browser]
AT = "/plans/our-plan/actions/1/milestones/1"


@pytest.fixture
def browser(client_as: Opened, officer: Person) -> Browser:
    return client_as(officer)


@pytest.fixture
def milestone(app: Flask) -> Milestone:
    return make_milestone(make_action(make_plan("Our plan")), "Study", "March 2014")


def dates(milestone: Milestone) -> MilestoneDates:
    db.session.expire_all()
    return queries.milestone_dates([milestone.id], EDITION_DAY)[milestone.id]


def test_a_new_milestones_date_is_shown_back_before_it_is_kept(
    browser: Browser, milestone: Milestone
) -> None:
    page = browser.get("/plans/our-plan/actions/1/milestones/new")
    shown = browser.submit(page, {"text": "Report", "when": "by Q2 2013/14"})
    said = words_of(shown)
    assert "You wrote “by Q2 2013/14”." in said
    assert "That is any day up to 30 September 2013." in said
    assert len(queries.milestones_on(EDITION_DAY)) == 1
    back = browser.press(shown, "Change what you wrote")
    assert 'value="by Q2 2013/14"' in back.text
    assert len(queries.milestones_on(EDITION_DAY)) == 1
    done = browser.press(shown, "Add the milestone")
    assert done.location == "/plans/our-plan/actions/1/milestones/2"
    db.session.expire_all()
    assert [each.text for each in queries.milestones_on(EDITION_DAY)] == ["Study", "Report"]


def test_words_other_than_those_shown_back_are_shown_back_again(
    browser: Browser, milestone: Milestone
) -> None:
    page = browser.get("/plans/our-plan/actions/1/milestones/new")
    shown = browser.submit(page, {"text": "Report", "when": "June 2014"})
    changed = browser.submit(shown, {"when": "July 2014"}, button="Add the milestone")
    assert "You wrote “July 2014”." in words_of(changed)


def test_a_date_is_proposed_by_one_person_and_approved_by_another(
    browser: Browser, milestone: Milestone, client_as: Opened, member: Person
) -> None:
    values = {"when": "June 2014", "cause": "scope changed", "reason": "More areas"}
    shown = browser.submit(browser.get(f"{AT}/dates"), values)
    assert "That is 1 to 30 June 2014." in words_of(shown)
    assert dates(milestone).proposed is None
    done = browser.press(shown, "Propose this date", follow=True)
    assert "waits for another person’s decision" in words_of(done)
    assert "Decide on the proposed date" not in words_of(done)
    assert "Propose another date" not in words_of(done)
    proposed = dates(milestone).proposed
    assert proposed is not None
    own = browser.submit(browser.get(f"{AT}/dates/{proposed.id}/decision"), {"decision": "approve"})
    assert error_summary_of(own) == ["You proposed this date. Another person must decide on it."]
    other = client_as(member)
    assert "Decide on the proposed date" in words_of(other.get(AT))
    page = other.get(f"{AT}/dates/{proposed.id}/decision")
    assert "More areas" in words_of(page)
    other.submit(page, {"decision": "approve", "reason": "Agreed at the meeting"})
    agreed = dates(milestone).agreed
    assert agreed is not None
    assert (agreed.as_written, agreed.decided_by) == ("June 2014", "Mona Member")


def test_the_milestones_page_and_the_history_show_before_and_after(
    browser: Browser, milestone: Milestone, client_as: Opened, member: Person
) -> None:
    test_a_date_is_proposed_by_one_person_and_approved_by_another(
        browser, milestone, client_as, member
    )
    page = words_of(browser.get(AT))
    assert "March 2014 ( 1 March 2014 to 31 March 2014 )" in page
    assert "June 2014 ( 1 June 2014 to 30 June 2014 )" in page
    history = words_of(browser.get("/plans/our-plan/history"))
    assert "date approved March 2014 June 2014 More areas. Agreed at the meeting" in history
    assert "Olive Officer, decided by Mona Member" in history


def test_a_proposal_without_its_parts_is_refused_in_sentences(
    browser: Browser, milestone: Milestone
) -> None:
    page = browser.submit(browser.get(f"{AT}/dates"), {})
    assert error_summary_of(page) == [
        "Enter the new date",
        "Select why the date changes",
        "Enter why the date changes",
    ]
    values = {"when": "x" * 201, "cause": "scope changed", "reason": "y"}
    page = browser.submit(browser.get(f"{AT}/dates"), values)
    assert error_summary_of(page) == ["New date must be 200 characters or fewer"]


def test_words_without_a_date_ask_for_a_review_day(browser: Browser, milestone: Milestone) -> None:
    values = {"when": "ongoing", "cause": "scope changed", "reason": "It never ends"}
    shown = browser.submit(browser.get(f"{AT}/dates"), values)
    assert "That has no date. Say when to review it." in words_of(shown)
    page = browser.press(shown, "Propose this date")
    assert error_summary_of(page) == ["“ongoing” has no date. Enter a day to review it by"]


def test_a_first_date_is_recorded_with_its_day_and_source(
    browser: Browser, milestone: Milestone
) -> None:
    values = {
        "when": "end March 2013",
        "agreed_on-day": "31",
        "agreed_on-month": "1",
        "agreed_on-year": "2013",
        "cause": "nothing received",
        "reason": "Nothing came",
        "source": "1st Review",
    }
    shown = browser.submit(browser.get(f"{AT}/first-date"), dict(values))
    assert "That is 21 to 31 March 2013." in words_of(shown)
    browser.press(shown, "Record the first date")
    baseline = dates(milestone).baseline
    assert baseline is not None
    assert (baseline.as_written, baseline.decided_on) == ("end March 2013", date(2013, 1, 31))


def test_a_forecast_and_the_day_met_are_recorded(browser: Browser, milestone: Milestone) -> None:
    values = {"when": "May 2014", "cause": "staff", "reason": "Illness"}
    shown = browser.submit(browser.get(f"{AT}/forecast"), values)
    browser.press(shown, "Record the forecast")
    forecast = dates(milestone).forecast
    assert forecast is not None and forecast.as_written == "May 2014"
    met = {"met_on-day": "5", "met_on-month": "12", "met_on-year": "2013"}
    page = browser.submit(browser.get(f"{AT}/met"), dict(met))
    assert error_summary_of(page) == ["The day it was met must be today or earlier"]
    browser.submit(page, {"met_on-day": "4"})
    assert dates(milestone).met_on == EDITION_DAY


def test_what_it_needs_is_chosen_changed_and_removed(
    browser: Browser, milestone: Milestone
) -> None:
    second = make_milestone(milestone.action, "Working Group", "June 2014")
    at = "/plans/our-plan/actions/1/milestones/2"
    browser.submit(browser.get(f"{at}/needs"), {"needs": str(milestone.id)})
    assert "Study, 62 days before it" in words_of(browser.get(at))
    [need] = queries.needs_of(second.id, EDITION_DAY)
    circle = browser.submit(browser.get(f"{AT}/needs"), {"needs": str(second.id)})
    assert "in a circle" in error_summary_of(circle)[0]
    change = browser.submit(browser.get(f"{at}/needs/{need.id}"), {"gap_days": "x", "why": "y"})
    assert error_summary_of(change) == ["Days between them must be a whole number, like 62"]
    browser.submit(change, {"gap_days": "30", "why": "Enough"})
    assert "30 days before it (set by hand)" in words_of(browser.get(at))
    browser.submit(browser.get(f"{at}/needs/{need.id}/remove"), {"reason": "Not so"})
    assert "It does not wait for another milestone." in words_of(browser.get(at))


def test_words_review_day_and_withdrawal_have_pages(browser: Browser, milestone: Milestone) -> None:
    browser.submit(browser.get(f"{AT}/edit"), {"text": "Wider study"})
    review = {"review_by-day": "1", "review_by-month": "6", "review_by-year": "2014"}
    browser.submit(browser.get(f"{AT}/review-by"), dict(review))
    page = words_of(browser.get(AT))
    assert "Wider study" in page and "1 June 2014" in page
    browser.submit(browser.get(f"{AT}/withdraw"), {"reason": "Done elsewhere"})
    assert "withdrawn on 4 December 2013" in words_of(browser.get(AT))


def test_a_decision_on_another_milestones_date_is_not_found(
    browser: Browser, milestone: Milestone
) -> None:
    assert browser.get(f"{AT}/dates/99/decision").status_code == 404
