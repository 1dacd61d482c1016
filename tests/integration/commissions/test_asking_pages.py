"""The pages on which companies ask and officers answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from app.commissions.models import Clarification
from app.commissions.queries import draft_brief, published_answers
from app.database import db
from app.people.models import Person
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.counting import statements_of
from tests.factories.asking import ANSWER, QUESTION, ask, make_asked, publish
from tests.factories.commissions import contact_of, make_commission
from tests.factories.people import make_member, make_officer

SignIn = Callable[[Person], Browser]


def page_of(question: Clarification) -> str:
    reference = question.invitation.commission.reference
    return f"/commissions/{reference}/clarifications/{question.id}"


def test_a_company_asks_with_a_file_and_sees_its_question_wait(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("issued")
    invitation = commission.invitations[0]
    browser = client_as(contact_of(invitation.company))
    page = browser.get(f"/invitations/{invitation.id}")
    assert "No questions have been answered. You can ask until 10am on Wednesday" in words_of(page)
    page = browser.get(f"/invitations/{invitation.id}/questions/ask")
    given = {"text": "<b>Ciamar?</b> 🙂", "file": (BytesIO(b"Stonehaven"), "Map.txt")}
    answer = browser.submit(page, given, follow=True)
    words = words_of(answer)
    assert "Your question has been received." in words
    assert "<b>Ciamar?</b> 🙂" in words
    assert "Waiting for an answer" in words
    kept = db.session.query(Clarification).one()
    file = browser.get(f"/invitations/{invitation.id}/questions/files/1")
    assert file.data == b"Stonehaven"
    seen = client_as(commission.officer).get(page_of(kept))
    assert "Map.txt" in words_of(seen)
    other = client_as(contact_of(commission.invitations[1].company))
    there = commission.invitations[1].id
    assert other.get(f"/invitations/{there}/questions/files/1").status_code == 404


def test_a_refused_file_loses_nothing_that_was_typed(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("issued")
    invitation = commission.invitations[0]
    browser = client_as(contact_of(invitation.company))
    page = browser.get(f"/invitations/{invitation.id}/questions/ask")
    given = {"text": "Where?", "file": (BytesIO(b"MZ"), "Map.exe")}
    refused = browser.submit(page, given)
    assert refused.status_code == 422
    assert error_summary_of(refused)[0].startswith("The selected file must be PDF")
    assert ">\nWhere?</textarea>" in refused.text or ">Where?</textarea>" in refused.text
    assert db.session.query(Clarification).count() == 0


def test_what_was_typed_too_late_is_shown_and_not_kept(
    app: Flask, client_as: SignIn, clock: GivenClock
) -> None:
    commission = make_commission("issued")
    invitation = commission.invitations[0]
    assert commission.quote_deadline is not None
    clock.move_to(commission.quote_deadline - timedelta(milliseconds=1))
    browser = client_as(contact_of(invitation.company))
    page = browser.get(f"/invitations/{invitation.id}/questions/ask")
    browser.submit(page, {"text": "In time?"})
    clock.move_to(commission.quote_deadline)
    refused = browser.submit(page, {"text": "Too late?"})
    assert refused.status_code == 422
    assert "Too late?" in words_of(refused)
    assert [each.text for each in db.session.query(Clarification)] == ["In time?"]


def test_a_second_press_is_told_that_the_first_arrived(app: Flask, client_as: SignIn) -> None:
    _, question = make_asked()
    browser = client_as(contact_of(question.invitation.company))
    page = browser.get(f"/invitations/{question.invitation_id}/questions/ask")
    again = browser.submit(page, {"text": QUESTION}, follow=True)
    assert "Your question had already been received." in words_of(again)
    assert db.session.query(Clarification).count() == 1


def test_a_company_withdraws_after_being_asked(app: Flask, client_as: SignIn) -> None:
    _, question = make_asked()
    browser = client_as(contact_of(question.invitation.company))
    address = f"/invitations/{question.invitation_id}/questions/{question.id}/withdraw"
    done = browser.press(browser.get(address), "Withdraw the question", follow=True)
    assert "Your question is withdrawn" in words_of(done)
    assert "Withdrawn" in words_of(done)


def test_an_officer_drafts_checks_and_publishes(app: Flask, client_as: SignIn) -> None:
    commission, question = make_asked()
    browser = client_as(commission.officer)
    home = browser.get("/")
    assert "Answer a question about the brief" in words_of(home)
    page = browser.get(page_of(question))
    given = {"answer": ANSWER, "file": (BytesIO(b"Stonehaven"), "Map.txt")}
    check = browser.submit(page, given, button="Save and check", follow=True)
    assert "This is what every invited company reads" in words_of(check)
    assert "Map.txt" in words_of(check)
    done = browser.press(check, "Publish", follow=True)
    assert "Answer published to 3 companies" in words_of(done)
    for invitation in commission.invitations:
        seen = client_as(contact_of(invitation.company))
        words = words_of(seen.get(f"/invitations/{invitation.id}/questions"))
        assert f"Question {QUESTION} Answer {ANSWER} Map.txt" in words
        assert seen.get(f"/invitations/{invitation.id}/questions/files/1").data == b"Stonehaven"
        others = [i.company.name for i in commission.invitations if i is not invitation]
        assert not any(name in words for name in others)


def test_an_answer_that_names_a_company_is_published_only_when_confirmed(
    app: Flask, client_as: SignIn
) -> None:
    commission, question = make_asked()
    company = question.invitation.company.name
    browser = client_as(commission.officer)
    page = browser.get(page_of(question))
    check = browser.submit(
        page, {"wording": f"{company} asks …", "answer": "Yes."}, button="Save", follow=True
    )
    check = browser.get(f"{page_of(question)}/check")
    assert f"It names the company {company}." in words_of(check)
    refused = browser.press(check, "Publish")
    assert error_summary_of(refused) == ["Confirm that the text and the files give no company away"]
    done = browser.submit(refused, {"names_nobody": True}, button="Publish", follow=True)
    assert "Answer published to 3 companies" in words_of(done)


def test_of_two_officers_at_once_the_second_sees_what_the_first_saved(
    app: Flask, client_as: SignIn
) -> None:
    commission, question = make_asked()
    first, second = client_as(commission.officer), client_as(make_officer())
    opened = second.get(page_of(question))
    first.submit(first.get(page_of(question)), {"answer": "Yes."}, button="Save")
    refused = second.submit(opened, {"answer": "No, never."}, button="Save")
    assert refused.status_code == 422
    assert "This was changed after you opened the page" in error_summary_of(refused)[0]
    assert "Answer Yes." in words_of(refused)
    assert "No, never." in refused.text


def test_what_was_checked_is_what_is_published(app: Flask, client_as: SignIn) -> None:
    commission, question = make_asked()
    first, second = client_as(commission.officer), client_as(make_officer())
    page = first.get(page_of(question))
    checked = first.submit(page, {"answer": "Yes."}, button="Save and check", follow=True)
    second.submit(second.get(page_of(question)), {"answer": "No."}, button="Save")
    assert first.press(checked, "Publish").status_code == 422
    assert published_answers(commission.id) == []


def test_an_answer_that_changes_the_brief_leads_to_the_amendment(
    app: Flask, client_as: SignIn
) -> None:
    commission, question = make_asked()
    browser = client_as(commission.officer)
    page = browser.get(page_of(question))
    check = browser.submit(page, {"answer": ANSWER}, button="Save and check", follow=True)
    led = browser.submit(check, {"leaves": "with the brief"}, button="Publish", follow=True)
    assert "The answer leaves with the amendment" in words_of(led)
    assert draft_brief(commission) is not None
    amend = browser.get(f"/commissions/{commission.reference}/amend")
    assert f"{QUESTION} {ANSWER}" in words_of(amend)


def test_members_read_the_answers_and_not_who_asked(app: Flask, client_as: SignIn) -> None:
    commission, question = make_asked()
    publish(question)
    ask(commission.invitations[1], "What of the spring?")
    browser = client_as(make_member())
    page = browser.get(f"/commissions/{commission.reference}/clarifications")
    words = words_of(page)
    assert ANSWER in words
    assert "What of the spring?" not in words
    assert not any(each.company.name in words for each in commission.invitations)


@pytest.mark.parametrize("who", ["officer", "company"])
def test_the_pages_send_as_many_statements_for_many_questions(
    app: Flask, client_as: SignIn, who: str
) -> None:
    commission, question = make_asked()
    publish(question)
    invitation = question.invitation
    is_officer = who == "officer"
    browser = client_as(commission.officer if is_officer else contact_of(invitation.company))
    address = (
        f"/commissions/{commission.reference}/clarifications"
        if is_officer
        else f"/invitations/{invitation.id}/questions"
    )
    browser.get(address)
    few = statements_of(lambda: browser.get(address))
    for number in range(12):
        more = ask(invitation, f"Question {number}?")
        if number % 2:
            publish(more, f"Question {number}?")
    assert statements_of(lambda: browser.get(address)) == few
