"""A company asks colleagues to sign in for it and hands over, without asking an officer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.commissions.queries import invited
from app.database import db
from app.errors import NotFound
from app.mail import sent_mails
from app.people import operations
from app.people.models import ColleagueAsked, Company, Person
from app.people.queries import person_by_email
from app.quotes.queries import own_draft
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import make_commission
from tests.factories.passkeys import make_code_app
from tests.factories.people import make_company, make_officer, make_person
from tests.factories.quotes import make_draft
from tests.integration.people.seen import acts, entries, fresh, link_to, mails_to, sent_text

SignIn = Callable[[Person], Browser]
OLA = "ola@example.example"


@pytest.fixture
def company(app: Flask) -> Company:
    return make_company("Example Research Ltd")


def ask(browser: Browser, email: str = OLA, name: str = "Ola Example") -> str:
    """Ask somebody on the page; what the next page says of it, without names and addresses."""
    page = browser.get("/your-company/new")
    done = browser.submit(page, {"name": name, "email": email}, follow=True)
    return words_of(done).replace(email, "ADDRESS").replace(name, "NAME")


def test_a_colleague_is_asked_comes_in_and_everybody_is_told(
    app: Flask, company: Company, client_as: SignIn
) -> None:
    una = company.contacts[0]
    said = ask(client_as(una), "Ola@example.example".lower())
    assert "A mail has gone to ADDRESS. It tells how to come in" in said
    assert "NAME, ADDRESS: asked by" in said
    assert person_by_email(OLA) is None, "nobody is let in before they follow the link"
    link = link_to(OLA, "join")
    other = fresh(app)
    page = other.get(link)
    assert "Sign in for Example Research Ltd" in words_of(page)
    assert person_by_email(OLA) is None, "looking changes nothing"
    assert other.press(page, "Sign in for").location == "/invitations"
    assert other.get("/your-company").status_code == 200
    assert fresh(app).get(link).status_code == 410
    assert mails_to(una.email)[-1].subject == "A new contact for Example Research Ltd"
    assert acts() == ["colleague asked", "contact added"]
    assert {entry.actor_name for entry in entries()} == {una.name}
    assert "asked by" not in words_of(client_as(una).get("/your-company"))


@pytest.mark.parametrize("whose", ["nobody", "another company", "staff", "former of another"])
def test_the_answer_never_tells_whose_an_address_is(
    app: Flask, company: Company, client_as: SignIn, whose: str
) -> None:
    una = company.contacts[0]
    elsewhere = make_company().contacts[0]
    if whose == "former of another":
        make_person(company=elsewhere.company)
        elsewhere.left_on = elsewhere.since
    emails = {"nobody": OLA, "staff": make_officer().email}
    email = emails.get(whose, elsewhere.email)
    browser = client_as(una)
    said = ask(browser, email)
    browser.press(browser.get("/your-company"), "Take it back", follow=True)
    assert ask(browser, "free@example.example") == said
    assert said.count("NAME, ADDRESS: asked by") == 1
    assert "already" not in said
    text = sent_text(mails_to(email)[-1])
    assert ("/join/" in text) is (whose == "nobody")
    assert ("is in use there already" in text) is (whose != "nobody")
    assert mails_to(email)[-1].subject == "Sign in for Example Research Ltd"


def test_its_own_people_and_those_asked_are_named(company: Company, client_as: SignIn) -> None:
    una = company.contacts[0]
    browser = client_as(una)
    page = browser.get("/your-company/new")
    refused = browser.submit(page, {"name": "Una", "email": una.email})
    assert "signs in with this address already" in error_summary_of(refused)[0]
    ask(browser)
    again = browser.submit(page, {"name": "Ola", "email": OLA.upper()})
    assert "was asked already" in error_summary_of(again)[0]
    wrong = browser.submit(page, {"name": "Ola", "email": "ola"})
    assert "correct format" in error_summary_of(wrong)[0]


def test_an_asking_is_taken_back(app: Flask, company: Company, client_as: SignIn) -> None:
    browser = client_as(company.contacts[0])
    ask(browser)
    page = browser.press(browser.get("/your-company"), "Take it back", follow=True)
    assert "does not work any more" in words_of(page)
    assert fresh(app).get(link_to(OLA, "join")).status_code == 410
    assert acts()[-1] == "colleague not asked any more"


def test_a_link_works_for_seven_days(
    app: Flask, company: Company, client_as: SignIn, clock: GivenClock
) -> None:
    ask(client_as(company.contacts[0]))
    clock.forward(days=6, hours=23)
    assert fresh(app).get(link_to(OLA, "join")).status_code == 200
    clock.forward(hours=1)
    assert fresh(app).get(link_to(OLA, "join")).status_code == 410


def test_a_link_ends_with_whoever_sent_it(app: Flask, company: Company, client_as: SignIn) -> None:
    una, ewa = company.contacts[0], make_person(company=company)
    ask(client_as(una))
    operations.remove_colleague(company, una.id, by=ewa)
    db.session.commit()
    assert fresh(app).get(link_to(OLA, "join")).status_code == 410


def test_an_address_taken_meanwhile_is_refused_in_words(
    app: Flask, company: Company, client_as: SignIn
) -> None:
    ask(client_as(company.contacts[0]))
    other = make_company()
    operations.add_contact(other, "Ola Elsewhere", OLA, by=make_officer())
    browser = fresh(app)
    answer = browser.press(browser.get(link_to(OLA, "join")), "Sign in for")
    assert answer.status_code == 422


def test_somebody_who_had_left_comes_back(app: Flask, company: Company, client_as: SignIn) -> None:
    una, ewa = company.contacts[0], make_person(company=company)
    operations.remove_colleague(company, ewa.id, by=una)
    ask(client_as(una), ewa.email)
    browser = fresh(app)
    browser.press(browser.get(link_to(ewa.email, "join")), "Sign in for")
    db.session.expire_all()
    assert ewa.left_on is None


def test_somebody_hands_over_and_leaves_and_the_draft_stays(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("issued")
    invitation = invited(commission)[0]
    company = invitation.company
    una = company.contacts[0]
    make_draft(invitation)
    make_code_app(una)
    browser = client_as(una)
    page = browser.get(f"/your-company/{una.id}/remove")
    refused = browser.press(page, "Leave")
    assert "needs a contact" in error_summary_of(refused)[0]
    ask(browser)
    still = browser.press(refused, "Leave")
    assert "needs a contact" in error_summary_of(still)[0], "asked is not there yet"
    heir = fresh(app)
    heir.press(heir.get(link_to(OLA, "join")), "Sign in for")
    done = browser.press(refused, "Leave", follow=True)
    assert "You no longer sign in for" in words_of(done) or done.request.path == "/sign-in"
    assert browser.get("/your-company").status_code == 302
    db.session.expire_all()
    assert [each.email for each in company.current_contacts] == [OLA]
    assert heir.get(f"/invitations/{invitation.id}/quote").status_code == 200
    ola = person_by_email(OLA)
    assert ola and own_draft(ola, invitation) is not None
    assert sent_mails()[0].to in {una.email, OLA}


def test_nobody_changes_the_people_of_another_company(app: Flask, client_as: SignIn) -> None:
    own, other = make_company(), make_company()
    stranger = other.contacts[0]
    ask(client_as(stranger))
    asked = db.session.query(ColleagueAsked).one()
    browser = client_as(own.contacts[0])
    assert browser.get(f"/your-company/{stranger.id}/remove").status_code == 404
    assert browser.post(f"/your-company/asked/{asked.id}/take-back").status_code == 404
    for by in (own.contacts[0], make_officer()):
        with pytest.raises(NotFound):
            operations.remove_colleague(other, stranger.id, by=by)
        with pytest.raises(NotFound):
            operations.ask_colleague(other, "Eve", "eve@example.example", by=by)
        with pytest.raises(NotFound):
            operations.take_back_asking(other, asked.id, by=by)
