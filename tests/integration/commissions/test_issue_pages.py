"""The list of parts, checking and issuing, amending, versions and the end, on pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app import clock as calendar
from app.commissions.models import Commission
from app.commissions.queries import draft_brief, issued_brief
from app.commissions.rules import Stage
from app.database import db
from app.mail import sent_mails
from app.people.models import Person
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import make_commission
from tests.factories.people import make_member

SignIn = Callable[[Person], Browser]


def at(commission: Commission, part: str) -> str:
    return f"/commissions/{commission.reference}/{part}"


def stage(commission: Commission) -> Stage:
    db.session.expire_all()
    return commission.stage_on(calendar.now())


def test_the_list_of_parts_says_how_far_each_is(app: Flask, client_as: SignIn) -> None:
    empty, ready = make_commission("empty"), make_commission("draft")
    browser = client_as(empty.officer)
    begun = words_of(browser.get(at(empty, "prepare")))
    assert "Title and officer Completed" in begun
    assert "Criteria and weights Not started" in begun
    assert "Questions Optional" in begun
    done = words_of(browser.get(at(ready, "prepare")))
    assert "Criteria and weights Completed" in done
    assert "Not started" not in done


def test_the_check_page_lists_what_is_missing_with_links(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("empty")
    page = client_as(commission.officer).get(at(commission, "issue"))
    words = words_of(page)
    assert "Write the background." in words
    assert "Invite at least one company." in words
    assert f'href="{at(commission, "criteria")}"' in page.text
    assert "Issue the brief" not in words


def test_a_brief_that_lacks_something_is_not_issued_by_a_request_either(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("empty")
    answer = client_as(commission.officer).post(at(commission, "issue"))
    assert answer.status_code == 422
    assert error_summary_of(answer) == ["Write the background."]
    assert stage(commission) is Stage.DRAFT


def test_a_brief_is_checked_on_one_page_and_issued(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("draft", companies=2)
    browser = client_as(commission.officer)
    page = browser.get(at(commission, "issue"))
    words = words_of(page)
    for shown in (
        "A review of how people are told",
        "£10,000.00",
        "10am on Wednesday 18 December 2013",
        "March 2014 (at the latest 31 March 2014)",
        "How will you reach people who are not online?",
        "Why so few: Few companies do this work.",
        "Once issued, this brief cannot be changed. A mail goes to 2 companies at once.",
    ):
        assert shown in words
    answer = browser.press(page, "Issue the brief")
    assert answer.location == f"/commissions/{commission.reference}"
    assert stage(commission) is Stage.ISSUED
    assert len(sent_mails()) == 2


def test_a_refused_issue_sends_no_mail(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("draft")
    left = commission.invitations[2].company.contacts[0]
    left.left_on = calendar.today()
    db.session.commit()
    answer = client_as(commission.officer).post(at(commission, "issue"))
    assert answer.status_code == 422
    assert sent_mails() == []
    assert stage(commission) is Stage.DRAFT


@pytest.mark.parametrize(
    "part",
    ["prepare", "title", "brief", "budget", "terms", "criteria", "questions", "documents", "issue"],
)
def test_the_pages_of_a_draft_are_closed_in_words_once_it_is_issued(
    app: Flask, client_as: SignIn, part: str
) -> None:
    commission = make_commission("issued")
    browser = client_as(commission.officer)
    for answer in (browser.get(at(commission, part)), browser.post(at(commission, part))):
        if part == "prepare" and answer.status_code == 405:
            continue
        assert answer.status_code == 409
        assert "The brief has been issued. Start an amendment to change it." in words_of(answer)


@pytest.mark.parametrize("part", ["amend", "complete"])
def test_pages_of_later_acts_are_closed_in_words_while_it_is_a_draft(
    app: Flask, client_as: SignIn, part: str
) -> None:
    commission = make_commission("draft")
    answer = client_as(commission.officer).get(at(commission, part))
    assert answer.status_code == 409
    assert "the brief has not been issued yet" in words_of(answer)


def test_an_amendment_is_begun_written_checked_and_issued(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("issued")
    browser = client_as(commission.officer)
    begun = browser.press(browser.get(at(commission, "amend")), "Begin an amendment")
    assert begun.location == at(commission, "prepare")
    assert "Companies see version 1 until you issue it." in words_of(browser.get(begun.location))
    browser.submit(browser.get(at(commission, "brief")), {"outputs": "One report."})
    page = browser.get(at(commission, "amend"))
    assert "Outputs An interim report and a final report. One report." in words_of(page)
    refused = browser.press(page, "Issue the amendment")
    assert error_summary_of(refused) == ["Say why the brief is amended"]
    answer = browser.submit(refused, {"reason": "One is enough."}, button="Issue the amendment")
    assert answer.location == f"/commissions/{commission.reference}"
    db.session.expire_all()
    assert issued_brief(commission.id).outputs == "One report."
    assert len(sent_mails()) == 6


def test_an_amendment_can_be_dropped_without_a_reason(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("issued")
    browser = client_as(commission.officer)
    browser.press(browser.get(at(commission, "amend")), "Begin an amendment")
    answer = browser.press(browser.get(at(commission, "amend")), "Drop the amendment")
    assert answer.status_code == 302
    db.session.expire_all()
    assert draft_brief(commission) is None


def test_an_amendment_with_an_earlier_deadline_is_refused_at_the_field(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("issued")
    browser = client_as(commission.officer)
    browser.press(browser.get(at(commission, "amend")), "Begin an amendment")
    page = browser.get(at(commission, "terms"))
    answer = browser.submit(page, {"quote_deadline-day": "17"})
    assert error_summary_of(answer) == [
        "The deadline can be extended but not brought forward: "
        "it is 10am on Wednesday 18 December 2013."
    ]


def test_each_version_has_its_page_with_what_it_changed(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("issued")
    browser = client_as(commission.officer)
    browser.press(browser.get(at(commission, "amend")), "Begin an amendment")
    browser.submit(browser.get(at(commission, "brief")), {"outputs": "One report."})
    member = client_as(make_member())
    assert member.get(at(commission, "brief/2")).status_code == 404
    page = browser.get(at(commission, "amend"))
    browser.submit(page, {"reason": "One is enough."}, button="Issue the amendment")
    words = words_of(member.get(at(commission, "brief/2")))
    assert "Why it was amended: One is enough." in words
    assert "What changed since version 1" in words
    first = words_of(member.get(at(commission, "brief/1")))
    assert "An interim report and a final report." in first
    assert member.get(at(commission, "brief/3")).status_code == 404


def test_a_commission_is_cancelled_with_a_reason(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("issued")
    browser = client_as(commission.officer)
    page = browser.get(at(commission, "cancel"))
    assert "Every invited company is told at once" in words_of(page)
    refused = browser.submit(page, {"reason": " "})
    assert error_summary_of(refused) == ["Say why the commission is cancelled"]
    assert stage(commission) is Stage.ISSUED
    browser.submit(refused, {"reason": "No funding."})
    assert stage(commission) is Stage.CANCELLED


def test_a_delivered_commission_is_completed(
    app: Flask, client_as: SignIn, clock: GivenClock
) -> None:
    commission = make_commission("issued")
    commission.delivered_at = calendar.now()
    db.session.commit()
    browser = client_as(commission.officer)
    browser.press(browser.get(at(commission, "complete")), "Complete the commission")
    assert stage(commission) is Stage.COMPLETED
