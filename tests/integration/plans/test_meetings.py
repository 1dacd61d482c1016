"""The group's meetings: recorded, corrected by entries, and named by the dates agreed there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.audit.models import AuditEntry
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.plans import operations, queries
from app.plans.models import Cause, MeetingCorrection
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.plans import EDITION_DAY, make_action, make_milestone, make_plan

Opened = Callable[[Person], Browser]
FORUM = date(2013, 11, 20)


def test_an_officer_records_a_meeting_and_a_member_reads_it(
    client_as: Opened, officer: Person, member: Person
) -> None:
    browser = client_as(officer)
    page = browser.get("/meetings")
    done = browser.submit(
        page,
        {"name": "Area forum", "day-day": "20", "day-month": "11", "day-year": "2013"},
        follow=True,
    )
    assert "Area forum 20 November 2013" in words_of(done)
    read = words_of(client_as(member).get("/meetings"))
    assert "Area forum" in read
    assert "Record a meeting" not in read


def test_members_cannot_record_a_meeting(client_as: Opened, member: Person) -> None:
    browser = client_as(member)
    browser.post("/meetings", data={"name": "Mine", "day-day": "1"}, check=False)
    assert queries.meetings(EDITION_DAY) == []


def test_the_same_meeting_is_not_recorded_twice(client_as: Opened, officer: Person) -> None:
    operations.add_meeting(FORUM, "Area forum", by=officer)
    browser = client_as(officer)
    typed = {"name": "area  Forum", "day-day": "20", "day-month": "11", "day-year": "2013"}
    refused = browser.submit(browser.get("/meetings"), typed)
    assert error_summary_of(refused) == ["“Area forum, 20 November 2013” is on record already"]


def test_the_newest_meeting_comes_first_and_a_planned_one_is_listed(
    app: Flask, officer: Person
) -> None:
    operations.add_meeting(FORUM, "Area forum", by=officer)
    operations.add_meeting(date(2014, 1, 15), "Board", by=officer)
    operations.add_meeting(date(2013, 6, 1), "Board", by=officer)
    asked = [each.day for each in queries.meetings(EDITION_DAY)]
    assert asked == [date(2014, 1, 15), FORUM, date(2013, 6, 1)]
    # What was planned later was not known then; what had been held by then had been held.
    assert [each.day for each in queries.meetings(date(2013, 11, 30))] == [FORUM, date(2013, 6, 1)]


def test_a_corrected_meeting_shows_what_was_believed_before(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    meeting = operations.add_meeting(FORUM, "Area forum", by=officer)
    clock.move_to(datetime(2013, 12, 10, 10, tzinfo=UTC))
    operations.correct_meeting(
        meeting.id, day=date(2013, 11, 21), name="Area Forum", why="A day out", by=officer
    )
    (before,), (after,) = queries.meetings(EDITION_DAY), queries.meetings(date(2013, 12, 10))
    assert (before.name, before.day) == ("Area forum", FORUM)
    assert (after.name, after.day) == ("Area Forum", date(2013, 11, 21))
    acts = db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts[-2:] == ["meeting recorded", "meeting corrected"]
    assert db.session.scalar(select(MeetingCorrection.why)) == "A day out"


def test_a_correction_needs_a_reason(client_as: Opened, officer: Person) -> None:
    meeting = operations.add_meeting(FORUM, "Area forum", by=officer)
    browser = client_as(officer)
    page = browser.get(f"/meetings/{meeting.id}/correct")
    refused = browser.submit(page, {"name": "Forum"})
    assert error_summary_of(refused) == ["Enter why it is corrected"]
    assert browser.submit(page, {"name": "Forum", "why": "Its name"}).status_code == 302
    assert [each.name for each in queries.meetings(EDITION_DAY)] == ["Forum"]


def test_a_meeting_that_was_not_held_leaves_the_list_and_stays_on_the_dates(
    client_as: Opened, officer: Person
) -> None:
    meeting = operations.add_meeting(FORUM, "Area forum", by=officer)
    milestone = make_milestone(make_action(make_plan("Our plan")))
    operations.propose_date(
        milestone,
        "June 2014",
        reason="Snow",
        cause=Cause.WEATHER,
        meeting_id=meeting.id,
        by=officer,
    )
    browser = client_as(officer)
    page = browser.get(f"/meetings/{meeting.id}/remove")
    browser.submit(page, {"why": "It was called off"})
    assert queries.meetings(EDITION_DAY) == []
    proposed = queries.milestone_dates([milestone.id], EDITION_DAY)[milestone.id].proposed
    assert proposed is not None
    assert proposed.meeting == "Area forum, 20 November 2013"
    with pytest.raises(RuleBroken, match="Select a meeting from the list"):
        operations.add_milestone(
            milestone.action, "Report", "May 2014", meeting_id=meeting.id, by=officer
        )


def test_a_date_names_the_meeting_that_was_picked(client_as: Opened, officer: Person) -> None:
    meeting = operations.add_meeting(FORUM, "Area forum", by=officer)
    milestone = make_milestone(make_action(make_plan("Our plan")))
    browser = client_as(officer)
    page = browser.get("/plans/our-plan/actions/1/milestones/1/dates")
    assert "Area forum, 20 November 2013" in words_of(page)
    shown = browser.submit(
        page,
        {"when": "June 2014", "cause": "weather", "reason": "Snow", "meeting": str(meeting.id)},
    )
    browser.press(shown, "Propose this date")
    db.session.expire_all()
    proposed = queries.milestone_dates([milestone.id], EDITION_DAY)[milestone.id].proposed
    assert proposed is not None
    assert (proposed.meeting_id, proposed.meeting) == (meeting.id, "Area forum, 20 November 2013")


@pytest.mark.parametrize("typed", ["999", "x", "-1", "9" * 30])
def test_a_made_up_meeting_is_refused_in_words(
    client_as: Opened, officer: Person, typed: str
) -> None:
    make_milestone(make_action(make_plan("Our plan")))
    browser = client_as(officer)
    page = browser.get("/plans/our-plan/actions/1/milestones/1/dates")
    answer = browser.submit(
        page, {"when": "June 2014", "cause": "weather", "reason": "Snow", "meeting": typed}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("act", ["UPDATE meeting SET name = 'X'", "DELETE FROM meeting"])
def test_the_database_refuses_to_change_a_meeting(app: Flask, officer: Person, act: str) -> None:
    operations.add_meeting(FORUM, "Area forum", by=officer)
    db.session.commit()
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text(act))
