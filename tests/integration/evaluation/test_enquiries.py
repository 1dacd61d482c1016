"""An officer asks about opened quotes; answers are read as the quotes are and change nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from app import clock as calendar
from app.audit.models import AuditEntry
from app.commissions.models import Commission
from app.commissions.queries import invited
from app.database import db
from app.errors import NotFound, RuleBroken
from app.evaluation import operations
from app.evaluation.models import Enquiry
from app.evaluation.queries.enquiries import enquiries, own_enquiries
from app.evaluation.rules import Interest, Part
from app.mail import sent_mails
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.counting import statements_of
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import declare, declare_interest, make_opened, rule
from tests.factories.people import make_administrator, make_member, make_officer

SignIn = Callable[[Person], Browser]
ASKED, SAID = "Does the price hold travel?", "Yes, all of it is in line 2."


def ask(commission: Commission, *numbers: int, days: int = 2) -> Enquiry:
    """The question to the companies of these numbers (from 0, by name)."""
    ids = {invited(commission)[number].id for number in numbers}
    until = calendar.now() + timedelta(days=days)
    made = operations.enquire(commission, ids, ASKED, until, by=commission.officer)
    db.session.commit()
    return made


def answer(commission: Commission, enquiry: Enquiry, number: int = 0, text: str = SAID) -> None:
    invitation = invited(commission)[number]
    operations.respond(invitation, enquiry.id, text, by=contact_of(invitation.company))
    db.session.commit()


def test_all_are_asked_the_same_each_in_its_own_mail(app: Flask) -> None:
    commission = make_opened()
    before = len(sent_mails())
    ask(commission, 0, 1, 2)
    told = sent_mails()[: len(sent_mails()) - before]
    companies = [each.company for each in invited(commission)]
    assert sorted(mail.to for mail in told) == sorted(contact_of(c).email for c in companies)
    for mail in told:
        assert ASKED not in mail.text, "mails are kept, and the words lie sealed"
        assert not any(company.name in mail.text for company in companies)


def test_an_answer_changes_nothing_in_the_quote(app: Flask) -> None:
    commission = make_opened()
    before = [replace(quote) for quote in opened_quotes(commission)]
    answer(commission, ask(commission, 0), text="Our price is now £1.")
    assert opened_quotes(commission) == before


def test_an_answer_at_its_instant_is_late_and_kept(app: Flask, clock: GivenClock) -> None:
    commission = make_opened()
    enquiry = ask(commission, 0)
    clock.move_to(enquiry.answer_by - timedelta(seconds=1))
    answer(commission, enquiry)
    clock.move_to(enquiry.answer_by)
    answer(commission, enquiry, text="And more.")
    [made] = enquiries(commission.officer, commission)
    assert [(each.text, each.is_late) for each in made.answers] == [
        (SAID, False),
        ("And more.", True),
    ]


def test_answers_are_read_as_the_quotes_are(app: Flask) -> None:
    commission = make_opened()
    answer(commission, ask(commission, 0))
    free, undeclared, conflicted = make_member(), make_member(), make_member()
    declare(commission, free)
    declare(commission, conflicted, Interest.CONFLICT)
    assert enquiries(free, commission)[0].answers[0].text == SAID
    for person in (undeclared, conflicted, make_administrator()):
        with pytest.raises(NotFound):
            enquiries(person, commission)
    entries = db.session.query(AuditEntry).all()
    assert not any(SAID in entry.after + entry.why for entry in entries)


def test_a_company_sees_and_answers_only_what_it_was_asked(app: Flask) -> None:
    commission = make_opened()
    enquiry = ask(commission, 0)
    other = invited(commission)[1]
    assert own_enquiries(contact_of(other.company), other) == []
    with pytest.raises(NotFound):
        answer(commission, enquiry, number=1)
    with pytest.raises(NotFound):
        own_enquiries(contact_of(other.company), invited(commission)[0])


def test_nothing_is_asked_before_the_opening_or_of_who_sent_no_quote(app: Flask) -> None:
    sealed = make_commission("issued")
    with pytest.raises(NotFound):
        ask(sealed, 0)
    commission = make_opened()
    with pytest.raises(RuleBroken, match="Select at least one company"):
        ask(commission)
    with pytest.raises(RuleBroken, match="must be in the future"):
        ask(commission, 0, days=0)
    member = make_member()
    declare(commission, member)
    with pytest.raises(RuleBroken, match="Only an officer"):
        operations.enquire(commission, {1}, ASKED, calendar.now() + timedelta(days=1), by=member)


def test_the_way_on_the_pages(app: Flask, client_as: SignIn) -> None:
    commission = make_opened()
    first = invited(commission)[0]
    officer = client_as(commission.officer)
    page = officer.get(f"/commissions/{commission.reference}/enquiries/new")
    until = {"answer_by-day": "30", "answer_by-month": "12", "answer_by-year": "2013"}
    given = {"companies": [str(first.id)], "text": ASKED, **until}
    refused = officer.submit(page, given)
    assert error_summary_of(refused) == ["Answer by must include a time, like 12 noon or 5:30pm"]
    officer.submit(refused, {**given, "answer_by-time": "12 noon"})
    company = client_as(contact_of(first.company))
    assert "Answer a question about your quote" in words_of(company.get("/"))
    page = company.get(f"/invitations/{first.id}/enquiries/1")
    file = (BytesIO(b"Travel"), "Travel.txt")
    done = company.submit(page, {"text": SAID, "file": file}, follow=True)
    assert "Your answer has been received" in words_of(done)
    read = officer.get(f"/commissions/{commission.reference}/enquiries")
    assert f"{SAID} Travel.txt" in words_of(read)
    there = f"/commissions/{commission.reference}/enquiries/files/1"
    assert officer.get(there).data == b"Travel"
    assert client_as(make_member()).get(there).status_code == 404


def test_an_officer_who_keeps_out_of_one_company_asks_the_others_alone(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_opened()
    partial = make_officer()
    rule(commission, declare_interest(commission, partial), Part.ALL_BUT_ONE)
    kept_out, *others = [each.company.name for each in invited(commission)]
    page = client_as(partial).get(f"/commissions/{commission.reference}/enquiries/new")
    assert kept_out not in words_of(page)
    assert all(name in words_of(page) for name in others)
    until = calendar.now() + timedelta(days=2)
    first = invited(commission)[0].id
    with pytest.raises(RuleBroken, match="Select at least one company"):
        operations.enquire(commission, {first}, ASKED, until, by=partial)


def test_the_list_takes_as_many_statements_for_many(app: Flask) -> None:
    commission = make_opened()
    answer(commission, ask(commission, 0, 1))
    officer = commission.officer
    few = statements_of(lambda: enquiries(officer, commission))
    for _ in range(6):
        answer(commission, ask(commission, 0, 1, 2), number=2)
    assert statements_of(lambda: enquiries(officer, commission)) == few
