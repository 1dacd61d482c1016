"""The timetable of a quote: what the page takes, says back, refuses, and never loses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app import clock as the_clock
from app.audit.models import AuditEntry
from app.commissions import operations as commissions
from app.commissions.models import Invitation
from app.commissions.rules import MOST_OFFERED, OfferedDue
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.quotes import operations, queries
from tests.browsing import Browser, Value, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.people import make_officer
from tests.factories.quotes import READING_KEY, make_draft, send_draft

ClientAs = Callable[[Person], Browser]
DUES = (OfferedDue("Interim report", "14 February 2014"), OfferedDue("Final report", "week 3"))


def address(invitation: Invitation, page: str = "timetable") -> str:
    return f"/invitations/{invitation.id}/quote/{page}"


def row(number: int, title: str, when: str) -> dict[str, Value]:
    return {f"dues-{number}-title": title, f"dues-{number}-when": when}


def kept(invitation: Invitation) -> list[tuple[str, str]]:
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None
    return [(due.title, due.when) for due in draft.timetable]


def test_lines_are_added_one_by_one_and_said_back(invitation: Invitation, browser: Browser) -> None:
    page = browser.get(address(invitation))
    first = row(0, "Interim report", "by mid February 2014")
    longer = browser.submit(page, first, button="Save and add another line")
    assert kept(invitation) == [("Interim report", "by mid February 2014")]
    second = row(1, "Final report", "after the lambing")
    saved = browser.submit(browser.get(longer.headers["Location"]), second, follow=True)
    said = words_of(saved)
    assert "Timetable saved" in said
    assert "That is any day up to 20 February 2014. It could also be any day up to 15" in said
    assert "To be checked. Not read as a date with a last day. By when will it be done?" in said
    assert kept(invitation)[1] == ("Final report", "after the lambing")
    # What was saved is only added to: nothing else in the draft has changed.
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None
    assert draft.lines
    assert all(answer.text for answer in draft.answers)
    tasks = browser.get(f"/invitations/{invitation.id}/quote")
    assert "A date in it is to be checked" in words_of(tasks)
    entries = db.session.query(AuditEntry).filter_by(act="quote's timetable saved").all()
    assert len(entries) == 2
    assert not any("report" in f"{e.before}{e.after}{e.subject_name}" for e in entries)


def test_what_the_brief_asks_for_is_there_to_begin_with_and_kept_by_nobody(
    app: Flask, client_as: ClientAs
) -> None:
    commission, officer = make_commission("draft"), make_officer()
    asked = "Interim report – mid February 2014\nFinal report – end March 2014"
    commissions.edit_brief(commission, {"timetable": asked}, by=officer)
    commissions.issue_brief(commission, the_clock.now(), by=officer)
    invitation = invitation_of(commission)
    make_draft(invitation)
    browser = client_as(contact_of(invitation.company))
    page = browser.get(address(invitation))
    assert "The lines below are what the brief asks for" in words_of(page)
    assert kept(invitation) == []
    browser.submit(page, {"dues-1-when": "21 March 2014"})
    lines = [("Interim report", "mid February 2014"), ("Final report", "21 March 2014")]
    assert kept(invitation) == lines
    again = browser.get(address(invitation))
    assert "The lines below are what the brief asks for" not in words_of(again)
    browser.submit(again, {"dues-0-remove": True})
    assert kept(invitation) == lines[1:]


@pytest.mark.parametrize(
    ("typed", "sentence", "at"),
    [
        (row(0, "Report", ""), "Enter when you will deliver line 1", "when"),
        (row(0, "", "May 2014"), "Enter what you will deliver in line 1", "title"),
        (row(0, "Report", "x" * 201), "The date of line 1 must be 200 characters or fewer", "when"),
    ],
)
def test_a_line_that_is_none_is_refused_at_its_field_and_nothing_typed_is_lost(
    invitation: Invitation, browser: Browser, typed: dict[str, Value], sentence: str, at: str
) -> None:
    more = row(1, "Session", "April 2014")
    refused = browser.submit(browser.get(address(invitation)), {**typed, **more})
    assert refused.status_code == 422
    assert error_summary_of(refused) == [sentence]
    assert f'href="#dues-0-{at}"' in refused.text
    assert 'value="April 2014"' in refused.text
    assert kept(invitation) == []


def test_more_lines_than_a_timetable_has_are_refused(
    invitation: Invitation, browser: Browser
) -> None:
    many = [row(n, f"Part {n}", "May 2014") for n in range(MOST_OFFERED + 1)]
    given = {name: value for each in many for name, value in each.items()}
    refused = browser.submit(browser.get(address(invitation)), given)
    assert error_summary_of(refused) == ["A timetable can have 40 lines at most"]
    assert 'value="Part 40"' in refused.text
    assert kept(invitation) == []


def test_a_quote_without_a_timetable_is_complete(invitation: Invitation, browser: Browser) -> None:
    page = browser.get(address(invitation, "check"))
    assert "There is no timetable. It can be left out." in words_of(page)
    assert "Send your quote" in words_of(page)


def test_what_was_checked_is_what_is_sent_and_read_with_the_companys_key(
    invitation: Invitation, browser: Browser
) -> None:
    person = contact_of(invitation.company)
    operations.save_timetable(invitation, DUES, by=person)
    page = browser.get(address(invitation, "check"))
    assert "Final report week 3 To be checked." in words_of(page)
    seen = queries.own_draft(person, invitation)
    assert seen is not None
    operations.save_timetable(invitation, DUES[:1], by=person)
    with pytest.raises(RuleBroken, match="was changed after you opened this page"):
        send_draft(invitation, by=person, seen=seen.seen)
    db.session.rollback()
    operations.save_timetable(invitation, DUES, by=person)
    send_draft(invitation, by=person, seen=seen.seen)
    sent = queries.own_sent(person, invitation, READING_KEY.secret)
    assert sent is not None
    assert sent.timetable == DUES
    # A copy to change has it too.
    operations.start_quote(invitation, by=person, reading_key=READING_KEY.secret)
    assert kept(invitation) == [(due.title, due.when) for due in DUES]


def test_at_the_deadline_nothing_is_changed(
    invitation: Invitation, clock: GivenClock, client_as: ClientAs
) -> None:
    deadline = invitation.commission.quote_deadline
    assert deadline is not None
    clock.move_to(deadline - timedelta(seconds=1))
    browser = client_as(contact_of(invitation.company))
    page = browser.get(address(invitation))
    clock.forward(seconds=1)
    refused = browser.submit(page, row(0, "Report", "May 2014"))
    assert refused.status_code == 422
    assert "The deadline" in error_summary_of(refused)[0]
    assert 'value="May 2014"' in refused.text
    assert kept(invitation) == []
