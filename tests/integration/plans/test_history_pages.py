"""The history of a milestone's dates as at any day, with its corrections, by page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from app.database import db
from app.people.models import Person
from app.plans import operations, queries
from app.plans.models import Cause, Milestone
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.plans import EDITION_DAY, make_action, make_milestone, make_plan

Opened = Callable[[Person], Browser]
AT = "/plans/our-plan/actions/1/milestones/1"


@pytest.fixture
def milestone(app: Flask) -> Milestone:
    return make_milestone(make_action(make_plan("Our plan")), "Study", "March 2014")


def test_the_page_shows_how_the_forecast_moved_and_on_another_day_only_what_was_said_by_then(
    client_as: Opened, milestone: Milestone, officer: Person, member: Person, clock: GivenClock
) -> None:
    operations.forecast(milestone, "May 2014", reason="Snow", cause=Cause.WEATHER, by=officer)
    clock.move_to(datetime(2014, 1, 10, 10, tzinfo=UTC))
    operations.forecast(milestone, "June 2014", reason="Ice", cause=Cause.WEATHER, by=member)
    clock.move_to(datetime(2014, 1, 20, 10, tzinfo=UTC))
    operations.forecast(milestone, "17 June 2014", reason="Sun", cause=Cause.OTHER, by=officer)
    browser = client_as(member)
    said = words_of(browser.get(f"{AT}/history"))
    assert "4 December 2013 Olive Officer May 2014 First forecast Weather: Snow" in said
    assert "10 January 2014 Mona Member June 2014 30 days later Weather: Ice" in said
    assert "20 January 2014 Olive Officer 17 June 2014 13 days earlier Other: Sun" in said
    then = words_of(browser.get(f"{AT}/history?as_at=2013-12-31"))
    assert "May 2014" in then and "June 2014" not in then
    assert "This shows only what had happened by that day." in then


def test_agreed_dates_are_shown_with_who_where_and_why(
    client_as: Opened, milestone: Milestone, officer: Person, member: Person
) -> None:
    meeting = operations.add_meeting(EDITION_DAY, "Area forum", by=officer)
    proposed = operations.propose_date(
        milestone, "June 2014", reason="Snow", cause=Cause.WEATHER, by=officer
    )
    db.session.flush()
    operations.decide_date(proposed, approve=True, by=member, meeting_id=meeting.id)
    said = words_of(client_as(member).get(f"{AT}/history"))
    assert (
        "June 2014 Approved on 4 December 2013 Olive Officer Mona Member "
        "Area forum, 4 December 2013 Weather: Snow" in said
    )


def test_an_officer_corrects_a_date_from_its_history(
    client_as: Opened, milestone: Milestone, officer: Person, member: Person
) -> None:
    browser = client_as(officer)
    page = browser.get(f"{AT}/history")
    assert "Correct" in words_of(page)
    first = queries.milestone_dates([milestone.id], EDITION_DAY)[milestone.id].baseline
    assert first is not None
    form = browser.get(f"{AT}/dates/{first.id}/correct")
    silent = browser.submit(form, {"when": "March 2013", "why": ""})
    assert error_summary_of(silent) == ["Enter what was wrong"]
    shown = browser.submit(form, {"when": "March 2013", "why": "A digit slipped."})
    assert "That is 1 to 31 March 2013." in words_of(shown)
    said = words_of(browser.press(shown, "Correct the date", follow=True))
    assert "Corrected to “March 2013” on 4 December 2013 by Olive Officer." in said
    assert "First typed: “March 2014”." in said
    assert "Correct the date" not in words_of(client_as(member).get(f"{AT}/history"))


def test_a_correction_that_moves_the_first_date_later_waits_for_another_person(
    client_as: Opened, milestone: Milestone, officer: Person, member: Person
) -> None:
    browser, other = client_as(officer), client_as(member)
    first = queries.milestone_dates([milestone.id], EDITION_DAY)[milestone.id].baseline
    assert first is not None
    form = browser.get(f"{AT}/dates/{first.id}/correct")
    shown = browser.submit(form, {"when": "May 2014", "why": "A slip."})
    done = browser.press(shown, "Correct the date", follow=True)
    assert "Another person must approve it" in words_of(done)
    assert "waits for another person" in words_of(done)
    need = words_of(other.get("/"))
    assert "Decide on the date “May 2014” for “Study”" in need
    page = other.get(AT)
    assert "Decide on the correction" in words_of(page)
    waiting = queries.milestone_dates([milestone.id], EDITION_DAY)[milestone.id].correction
    assert waiting is not None
    page = other.get(f"{AT}/dates/{waiting.id}/decision")
    assert "Should have read May 2014" in words_of(page)
    told = other.submit(page, {"decision": "approve"}, follow=True)
    assert "The date is corrected. What was typed first stays on record." in words_of(told)
    db.session.expire_all()
    corrected = queries.milestone_dates([milestone.id], EDITION_DAY)[milestone.id].baseline
    assert corrected is not None and corrected.latest == date(2014, 5, 31)


def test_an_officer_corrects_a_forecast(
    client_as: Opened, milestone: Milestone, officer: Person
) -> None:
    made = operations.forecast(milestone, "May 2041", reason="Snow", by=officer)
    browser = client_as(officer)
    db.session.commit()
    form = browser.get(f"{AT}/forecasts/{made.id}/correct")
    shown = browser.submit(form, {"when": "May 2014", "why": "Digits swapped."})
    said = words_of(browser.press(shown, "Correct the forecast", follow=True))
    assert "Corrected to “May 2014” on 4 December 2013 by Olive Officer. Digits swapped." in said


def test_words_that_cannot_be_read_are_kept_only_with_a_day_to_review_them(
    client_as: Opened, milestone: Milestone, officer: Person
) -> None:
    browser = client_as(officer)
    page = browser.get("/plans/our-plan/actions/1/milestones/new")
    shown = browser.submit(page, {"text": "Report", "when": "soonish"})
    said = words_of(shown)
    assert "That could not be read as days." in said
    assert "Review by" in said
    refused = browser.press(shown, "Keep my words")
    assert error_summary_of(refused) == ["“soonish” has no date. Enter a day to review it by"]
    assert 'value="soonish"' in refused.text and "Report" in refused.text
    review = {"review_by-day": "1", "review_by-month": "3", "review_by-year": "2014"}
    done = browser.submit(shown, review, button="Keep my words")
    assert done.status_code == 302
    kept = queries.milestones_on(EDITION_DAY)[1]
    assert kept.text == "Report"
