"""The company asks for another date: with a reason, and once it has passed with why it is late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock as the_clock
from app.audit.models import AuditEntry
from app.commissions import operations as commissions
from app.commissions.models import Commission, Invitation
from app.commissions.queries import invited
from app.database import db
from app.delivery import operations, queries
from app.delivery.models import Deliverable, DeliverableDate
from app.errors import RuleBroken
from app.mail import sent_mails
from app.people.models import Person
from app.people.operations import add_contact
from app.plans.models import Cause
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of
from tests.factories.delivery import make_deliverable
from tests.factories.evaluation import make_awarded
from tests.factories.people import make_member, make_officer

Browsers = Callable[[Person], Browser]
ASKED = {"when": "end May 2014", "reason": "Two people are ill", "cause": "staff"}


def winner() -> tuple[Commission, Deliverable, Invitation, Person]:
    commission, due = make_deliverable("end March 2014")
    invitation = invited(commission)[0]
    return commission, due, invitation, contact_of(invitation.company)


def path_of(invitation: Invitation, number: int = 1) -> str:
    return f"/invitations/{invitation.id}/deliverables/{number}/date"


def ask(invitation: Invitation, due: Deliverable, by: Person, when: str = "end May 2014") -> None:
    operations.propose_as_company(
        invitation, due, when, reason="Two people are ill", cause=Cause.STAFF, by=by
    )
    db.session.commit()


def test_the_company_proposes_and_an_officer_agrees_in_words(
    app: Flask, client_as: Browsers
) -> None:
    commission, due, invitation, contact = winner()
    company, officer = client_as(contact), client_as(commission.officer)
    shown = company.submit(company.get(path_of(invitation)), ASKED)
    assert "You wrote “end May 2014”." in words_of(shown)
    assert "21 to 31 May 2014" in words_of(shown)
    assert db.session.scalars(select(DeliverableDate)).all()[1:] == []
    back = company.press(shown, "Change what you wrote")
    assert 'value="end May 2014"' in back.text
    assert "Two people are ill" in back.text
    sent = company.press(shown, "Send the proposal", follow=True)
    assert "It waits for an answer" in words_of(sent)
    assert any(mail.to == commission.officer.email for mail in sent_mails())
    assert "Decide on the date “end May 2014”" in words_of(officer.get("/"))
    decision = f"/commissions/{commission.reference}/deliverables/1/date/decision"
    page = officer.get(decision)
    assert "Two people are ill" in words_of(page)
    silent = officer.submit(page, {"decision": "approve", "reason": ""})
    assert error_summary_of(silent) == ["Enter your answer to the company"]
    officer.submit(page, {"decision": "approve", "reason": "Get well soon."})
    db.session.expire_all()
    dates = queries.standing_of(due, the_clock.today()).dates
    assert dates.agreed is not None and dates.agreed.as_written == "end May 2014"
    assert dates.baseline is not None and dates.baseline.as_written == "end March 2014"
    told = [mail for mail in sent_mails() if mail.to == contact.email]
    assert "Get well soon." in told[0].text
    page = company.get(f"/invitations/{invitation.id}/deliverables")
    assert "It was agreed on 18 December 2013: Get well soon." in words_of(page)
    acts = db.session.scalars(select(AuditEntry.act)).all()
    assert {"date proposed by the company", "date approved"} <= set(acts)


def test_a_refusal_in_words_reaches_the_company_and_leaves_the_date(
    app: Flask, client_as: Browsers
) -> None:
    commission, due, invitation, contact = winner()
    ask(invitation, due, contact)
    operations.decide_date(
        commission, due, approve=False, reason="The meeting cannot wait.", by=make_member()
    )
    db.session.commit()
    page = client_as(contact).get(f"/invitations/{invitation.id}/deliverables")
    said = words_of(page)
    assert "It was refused on 18 December 2013: The meeting cannot wait." in said
    assert "Due end March 2014" in said
    assert "Propose another date" in said


def test_after_the_date_the_company_must_say_why_it_is_late(
    app: Flask, client_as: Browsers, clock: GivenClock
) -> None:
    _, due, invitation, contact = winner()
    clock.move_to(datetime(2014, 4, 10, 9, tzinfo=UTC))
    browser = client_as(contact)
    assert "Say why “Final report” is late" in words_of(browser.get("/"))
    page = browser.get(path_of(invitation))
    assert "It was due: end March 2014." in words_of(page)
    assert "Why it is late" in words_of(page)
    refused = browser.submit(page, {"when": "end May 2014", "reason": ""})
    assert set(error_summary_of(refused)) == {"Enter why it is late", "Select the cause"}
    with pytest.raises(RuleBroken, match="Enter why it is late"):
        operations.propose_as_company(
            invitation, due, "May 2014", reason=" ", cause=Cause.STAFF, by=contact
        )


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("end March 2014", "This is the date that is agreed already"),
        ("November 2013", "Enter a date that is still to come"),
        ("from May 2014", "Enter a date with a last day, such as “end March 2014”"),
        ("sometime soonish", "“sometime soonish” could not be read as a date"),
    ],
)
def test_a_date_that_cannot_be_one_is_refused_in_words(
    app: Flask, client_as: Browsers, when: str, sentence: str
) -> None:
    _, _, invitation, contact = winner()
    browser = client_as(contact)
    page = browser.submit(browser.get(path_of(invitation)), {**ASKED, "when": when})
    if "Check the date" in page.text:
        page = browser.press(page, "Send the proposal")
    assert error_summary_of(page) == [sentence]


def test_a_second_proposal_is_refused_while_the_first_waits(
    app: Flask, client_as: Browsers
) -> None:
    _, due, invitation, contact = winner()
    ask(invitation, due, contact)
    with pytest.raises(RuleBroken, match="You proposed “end May 2014” already"):
        ask(invitation, due, contact, "June 2014")
    page = client_as(contact).get(path_of(invitation))
    assert "It waits for an answer" in words_of(page)
    assert "<textarea" not in page.text


def test_an_officers_waiting_proposal_is_not_told_to_the_company(
    app: Flask, client_as: Browsers
) -> None:
    commission, due, invitation, contact = winner()
    operations.propose_date(
        commission,
        due,
        "August 2014",
        reason="They are hopeless",
        cause=Cause.COMPANY_LATE,
        by=make_officer("Olive Officer"),
    )
    db.session.commit()
    browser = client_as(contact)
    with pytest.raises(RuleBroken, match="under consideration already"):
        ask(invitation, due, contact)
    for path in (path_of(invitation), f"/invitations/{invitation.id}/deliverables"):
        text = browser.get(path).text
        assert "August" not in text and "hopeless" not in text and "Olive" not in text


def test_after_acceptance_no_date_is_proposed(app: Flask) -> None:
    commission, due, invitation, contact = winner()
    operations.add_deliverable(commission, "Second report", "June 2014", by=make_officer())
    operations.record_received(
        commission, due, the_clock.today(), note="On paper", file=None, by=make_officer()
    )
    with pytest.raises(RuleBroken, match="What you sent waits for acceptance"):
        ask(invitation, due, contact)
    operations.decide_receipt(commission, due, accept=True, reason="", by=make_officer())
    with pytest.raises(RuleBroken, match="“Final report” has been accepted"):
        ask(invitation, due, contact)


def test_nobody_re_dates_what_was_accepted_and_what_waited_is_still_answered(
    app: Flask, client_as: Browsers
) -> None:
    commission, due, invitation, contact = winner()
    operations.add_deliverable(commission, "Second report", "June 2014", by=make_officer())
    ask(invitation, due, contact)
    operations.record_received(
        commission, due, the_clock.today(), note="On paper", file=None, by=make_officer()
    )
    operations.decide_receipt(commission, due, accept=True, reason="", by=make_officer())
    db.session.commit()
    accepted = "“Final report” has been accepted. Its date cannot change."
    browser = client_as(make_officer())
    url = f"/commissions/{commission.reference}/deliverables/1"
    answer = {"decision": "approve", "reason": "Of course."}
    page = browser.get(f"{url}/date/decision")
    assert error_summary_of(browser.submit(page, answer)) == [accepted]
    done = browser.submit(page, {"decision": "refuse", "reason": "It has come."}, follow=True)
    assert "The date is refused" in done.text
    assert "It was refused on 18 December 2013: It has come." in words_of(
        client_as(contact).get(f"/invitations/{invitation.id}/deliverables")
    )
    for place in ("date", "forecast"):
        assert accepted in words_of(browser.get(f"{url}/{place}"))
        assert f'href="{url}/{place}"' not in browser.get(url).text
    again = {"reason": "Late", "by": make_officer()}
    with pytest.raises(RuleBroken, match="has been accepted"):
        operations.propose_date(commission, due, "July 2014", cause=Cause.STAFF, **again)
    with pytest.raises(RuleBroken, match="has been accepted"):
        operations.forecast(commission, due, "July 2014", **again)


def test_of_a_cancelled_commission_no_date_is_proposed(app: Flask, client_as: Browsers) -> None:
    commission, due, invitation, contact = winner()
    commissions.cancel(commission, "No money.", by=commission.officer)
    db.session.commit()
    with pytest.raises(RuleBroken, match="cancelled"):
        ask(invitation, due, contact)
    page = client_as(contact).get(path_of(invitation))
    assert "cancelled" in words_of(page) and "<textarea" not in page.text


def test_a_company_that_lost_can_neither_see_nor_propose(app: Flask, client_as: Browsers) -> None:
    commission, due, invitation, _ = winner()
    loser = invited(commission)[1]
    contact = contact_of(loser.company)
    browser = client_as(contact)
    for path in (path_of(loser), path_of(invitation), f"/invitations/{loser.id}/deliverables"):
        assert browser.get(path, check=False).status_code == 404
    with pytest.raises(RuleBroken, match="Only the company that the work was awarded to"):
        ask(loser, due, contact)


def test_before_the_letters_not_even_the_winner_knows(app: Flask, client_as: Browsers) -> None:
    commission, due = make_deliverable(commission=make_awarded(told=False))
    invitation = invited(commission)[0]
    contact = contact_of(invitation.company)
    assert client_as(contact).get(path_of(invitation), check=False).status_code == 404
    with pytest.raises(RuleBroken, match="Only the company"):
        ask(invitation, due, contact)


def test_another_contact_of_the_company_sees_the_same_proposal(
    app: Flask, client_as: Browsers
) -> None:
    _, due, invitation, contact = winner()
    ask(invitation, due, contact)
    other = add_contact(
        invitation.company, "Second Contact", "second@example.org", by=make_officer()
    )
    page = client_as(other).get(f"/invitations/{invitation.id}/deliverables")
    assert "You proposed “end May 2014”" in words_of(page)
