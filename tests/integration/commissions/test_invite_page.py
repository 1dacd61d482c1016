"""Choosing the companies to invite, and a company's reply."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app import clock
from app.commissions.models import Commission, Invitation
from app.commissions.queries import invited
from app.commissions.rules import Reply
from app.database import db
from app.mail import sent_mails
from app.people.models import Company, CompanySize, Person
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.people import make_company

SignIn = Callable[[Person], Browser]


def names(commission: Commission) -> list[str]:
    db.session.expire_all()
    return [each.company.name for each in invited(commission)]


def test_the_register_is_shown_with_size_and_third_sector(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("empty")
    company = make_company("Sample Insight CIC")
    company.is_third_sector = True
    db.session.commit()
    page = client_as(commission.officer).get(f"/commissions/{commission.reference}/invite")
    assert "Sample Insight CIC Small, third sector, AB39 2AA" in words_of(page)


def test_companies_are_chosen_and_taken_off_again(app: Flask, client_as: SignIn) -> None:
    first, second = make_company("Specimen Studio"), make_company("Sample Insight CIC")
    commission = make_commission("empty")
    browser = client_as(commission.officer)
    address = f"/commissions/{commission.reference}/invite"
    both = [str(first.id), str(second.id)]
    answer = browser.submit(
        browser.get(address),
        {"companies": both, "few_invited_reason": "Only two do this."},
        button="Save",
    )
    assert answer.location == f"/commissions/{commission.reference}/prepare"
    assert names(commission) == ["Sample Insight CIC", "Specimen Studio"]
    browser.submit(browser.get(address), {"companies": [str(first.id)]}, button="Save")
    assert names(commission) == ["Specimen Studio"]
    assert sent_mails() == []


def test_a_search_keeps_what_is_ticked_and_saves_nothing(app: Flask, client_as: SignIn) -> None:
    ticked, other = make_company("Specimen Studio"), make_company("Sample Insight CIC")
    make_company("Placeholder Consulting Ltd")
    commission = make_commission("empty")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/invite")
    found = browser.submit(
        page,
        {"companies": [str(ticked.id)], "search": "insight", "few_invited_reason": "Few."},
        button="Search",
    )
    assert found.status_code == 200
    words = words_of(found)
    assert "Specimen Studio" in words
    assert "Sample Insight CIC" in words
    assert "Placeholder" not in words
    assert "Few." in found.text
    assert names(commission) == []
    browser.submit(found, {"companies": [str(ticked.id), str(other.id)]}, button="Save")
    assert names(commission) == ["Sample Insight CIC", "Specimen Studio"]


def test_a_company_without_a_contact_says_so_and_is_refused(app: Flask, client_as: SignIn) -> None:
    alone = Company(name="Alone Ltd", size=CompanySize.MICRO, since=clock.today())
    db.session.add(alone)
    commission = make_commission("empty")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/invite")
    assert "No contact: add one before inviting it" in words_of(page)
    answer = browser.submit(page, {"companies": [str(alone.id)]}, button="Save")
    assert answer.status_code == 422
    assert error_summary_of(answer) == ["Alone Ltd has no contact who could be invited."]


@pytest.mark.parametrize("typed", ["999", "abc", "-1", "9" * 40])
def test_a_company_that_is_not_in_the_register_is_left_out(
    app: Flask, client_as: SignIn, typed: str
) -> None:
    commission = make_commission("empty")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/invite")
    assert browser.submit(page, {"companies": [typed]}, button="Save").status_code == 302
    assert names(commission) == []


def test_after_issue_further_companies_are_mailed_at_once(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("issued", companies=3)
    late = make_company("Specimen Studio")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/invite")
    assert "3 companies invited." in words_of(page)
    assert commission.invitations[0].company.name not in page.text
    browser.submit(page, {"companies": [str(late.id)]}, button="Invite and send mail now")
    assert "Specimen Studio" in names(commission)
    assert sent_mails()[0].to == contact_of(late).email


def test_after_issue_somebody_must_be_chosen(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("issued")
    make_company()
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/invite")
    answer = browser.press(page, "Invite and send mail now")
    assert error_summary_of(answer) == ["Select at least one company."]


def reply_page(client_as: SignIn, commission: Commission) -> tuple[Browser, Invitation, str]:
    invitation = invitation_of(commission)
    browser = client_as(contact_of(invitation.company))
    return browser, invitation, f"/invitations/{invitation.id}/reply"


def test_a_company_says_that_it_will_quote(app: Flask, client_as: SignIn) -> None:
    browser, invitation, address = reply_page(client_as, make_commission("issued"))
    answer = browser.submit(browser.get(address), {"reply": "will quote"})
    assert answer.location == f"/invitations/{invitation.id}"
    db.session.refresh(invitation)
    assert invitation.reply is Reply.WILL_QUOTE


def test_a_company_declines_with_a_reason_and_sees_it_again(app: Flask, client_as: SignIn) -> None:
    browser, invitation, address = reply_page(client_as, make_commission("issued"))
    refused = browser.submit(browser.get(address), {"reply": "declined"})
    assert error_summary_of(refused) == ["Say why you decline."]
    browser.submit(refused, {"reason": "Chan eil ùine againn."})
    db.session.refresh(invitation)
    assert invitation.reply is Reply.DECLINED
    assert "Chan eil ùine againn." in browser.get(address).text


@pytest.mark.parametrize("typed", [None, "no reply yet", "perhaps"])
def test_a_reply_is_one_of_the_two(app: Flask, client_as: SignIn, typed: str | None) -> None:
    browser, _, address = reply_page(client_as, make_commission("issued"))
    answer = browser.submit(browser.get(address), {"reply": typed})
    assert answer.status_code == 422
    assert error_summary_of(answer) == ["Select whether you will quote"]


def test_the_reply_page_names_no_other_company(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("issued", companies=4)
    browser, invitation, address = reply_page(client_as, commission)
    page = browser.get(address)
    others = [i.company.name for i in commission.invitations if i.id != invitation.id]
    assert not any(name in page.text for name in others)
