"""A company sees everything that it ever sent us and received from us, and nothing of others."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from app import clock
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.commissions.queries import invited
from app.commissions.rules import Reply
from app.database import db
from app.delivery import operations as delivery
from app.errors import NotFound
from app.evaluation import operations as evaluation
from app.evaluation.rules import Course
from app.mail import post
from app.people.models import Person
from app.people.operations import add_contact, remove_colleague
from app.position.queries.correspondence import correspondence
from app.quotes import operations as quotes
from tests.browsing import Browser, words_of
from tests.counting import statements_of
from tests.factories.asking import ANSWER, QUESTION, ask, publish
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import declare, propose, score_all
from tests.factories.people import make_member, make_officer
from tests.factories.quotes import make_draft, open_quotes, pass_deadline, submit_quote

SignIn = Callable[[Person], Browser]


@pytest.fixture
def commission(app: Flask) -> Commission:
    """All that can pass with three companies, up to the answer to a date that the winner asks."""
    commission = make_commission("issued", deadline=clock.now() + timedelta(days=10))
    first, second, third = invited(commission)
    officer = commission.officer
    publish(ask(first))
    commissions.remind(commission, [first.id], by=officer)
    until = clock.now() + timedelta(days=20)
    commissions.extend_deadline(commission, until, None, "Snow.", by=officer)
    submit_quote(first)
    quotes.withdraw(first, by=contact_of(first.company))
    submit_quote(first)
    submit_quote(second, unit_pence=900_000)
    by = contact_of(third.company)
    commissions.reply(third, Reply.DECLINED, "Too busy.", by=by)
    pass_deadline(commission)
    return commission


def opened_and_awarded(commission: Commission) -> None:
    """The first company is asked, answers, wins, sends its report and asks for another date."""
    first, _, third = invited(commission)
    officer, una = commission.officer, contact_of(first.company)
    evaluation.explain_no_quote(third, "They told us that they are too small.", by=officer)
    open_quotes(commission)
    to = clock.now() + timedelta(days=2)
    asked = evaluation.enquire(commission, {first.id}, "How will you find them?", to, by=officer)
    evaluation.respond(first, asked.id, "By asking round.", None, by=una)
    few = "Two will do."
    evaluation.decide_few_quotes(commission, Course.GO_ON, "", few, by=officer)
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [3, 2])
    propose(commission)
    evaluation.decide_award(commission, True, "", by=make_officer())
    evaluation.send_letters(commission, {}, by=make_officer())
    due = delivery.add_deliverable(commission, "Report", "end March 2014", by=officer)
    delivery.propose_as_company(first, due, "May 2014", reason="Snow.", cause="weather", by=una)
    db.session.commit()


def links_of(page: TestResponse) -> list[Tag]:
    soup = BeautifulSoup(page.data, "html5lib")
    return list(soup.select("main a[href]"))


def whats(person: Person) -> list[str]:
    return [entry.passed.what for entry in correspondence(person)]


def test_a_company_reads_all_that_passed(commission: Commission, client_as: SignIn) -> None:
    opened_and_awarded(commission)
    una = contact_of(invited(commission)[0].company)
    found = whats(una)
    wanted = [
        "An invitation to quote",
        "You asked about the brief",
        "Answer 1 about the brief",
        "A reminder to reply",
        "You began a quote",
        "You sent a quote",
        "You withdrew a quote",
        "A question about your quote",
        "You answered about your quote",
        "The outcome of your quote",
        "You proposed “May 2014” for “Report”",
        f"A mail: Will you quote? {commission.title}",
    ]
    assert [each for each in wanted if each not in found] == []
    assert any(each.startswith("Version 2 of the brief: quotes are due ") for each in found)
    times = [entry.passed.at for entry in correspondence(una)]
    assert times == sorted(times, reverse=True)
    browser = client_as(una)
    page = browser.get("/your-company").request.path
    assert "/your-company/everything" in browser.get(page).text
    assert "/your-company/everything" in browser.get("/invitations").text
    shown = browser.get("/your-company/everything")
    assert "You sent a quote" in words_of(shown) and "Receipt R-" in words_of(shown)
    paths = {str(a["href"]) for a in links_of(shown) if str(a["href"]).startswith("/invitations/")}
    assert len(paths) > 4
    assert {path: browser.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_a_company_that_declined_reads_its_own_words_and_not_the_officers(
    commission: Commission,
) -> None:
    opened_and_awarded(commission)
    ann = contact_of(invited(commission)[2].company)
    entries = correspondence(ann)
    words = " ".join(f"{entry.passed.what} {entry.passed.more}" for entry in entries)
    assert "You replied: declined" in words and "Too busy." in words
    for secret in ("too small", "The outcome of your quote", "You asked", "A question about"):
        assert secret not in words
    assert QUESTION in words, "answers go to all"
    assert ANSWER not in words, "but are read on their page"


def test_nothing_of_another_company_is_there(commission: Commission, client_as: SignIn) -> None:
    opened_and_awarded(commission)
    companies = [each.company for each in invited(commission)]
    for own in companies:
        browser = client_as(contact_of(own))
        for path in ("/your-company/everything", "/your-company/everything.csv"):
            text = browser.get(path).text
            assert own.name in browser.get("/your-company/everything").text
            for other in companies:
                if other is not own:
                    assert other.name not in text
                    assert contact_of(other).email not in text


def test_a_late_attempt_is_there(commission: Commission, client_as: SignIn) -> None:
    second = invited(commission)[1]
    tom = contact_of(second.company)
    browser = client_as(tom)
    browser.post(f"/invitations/{second.id}/withdraw")
    late = [each.passed for each in correspondence(tom) if "Refused" in each.passed.what]
    assert [(each.what, each.more) for each in late] == [
        ("Refused, and kept out: you tried to withdraw a quote", "It was too late.")
    ]


def test_former_colleagues_staff_and_strangers_read_nothing(
    commission: Commission, client: Browser, client_as: SignIn
) -> None:
    company = invited(commission)[0].company
    una = contact_of(company)
    ola = add_contact(company, "Ola Example", "ola@example.example", by=una)
    hers = client_as(una)
    remove_colleague(company, una.id, by=ola)
    for path in ("/your-company/everything", "/your-company/everything.csv"):
        assert hers.get(path).status_code == 302
        assert client.get(path).location.startswith("/sign-in")
        assert client_as(commission.officer).get(path).status_code == 403
        assert client_as(ola).get(path).status_code == 200, "whoever took over reads it all"
    with pytest.raises(NotFound):
        correspondence(commission.officer)


def test_the_mails_are_those_sent_while_somebody_was_one_of_them(
    commission: Commission, client_as: SignIn
) -> None:
    company = invited(commission)[0].company
    una = contact_of(company)
    ola = add_contact(company, "Ola Example", "ola@example.example", by=una)
    post(
        "else@elsewhere.example",
        "Not for them",
        "contact_added",
        person=ola,
        contact=ola,
        company=company,
    )
    assert "A mail: Not for them" not in whats(ola)
    assert f"A mail: A new contact for {company.name}" in whats(una)


def test_it_can_be_taken_as_a_file(commission: Commission, client_as: SignIn) -> None:
    una = contact_of(invited(commission)[0].company)
    quotes_question = ask_and_see(una, commission)
    answer = client_as(una).get("/your-company/everything.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == len(correspondence(una))
    assert {row["From"] for row in rows} == {"the group", "your company"}
    assert quotes_question in {row["Words"] for row in rows}
    assert any(row["Page"].startswith("http://127.0.0.1:5000/invitations/") for row in rows)


def ask_and_see(una: Person, commission: Commission) -> str:
    """What a spreadsheet would take for a formula, and as what it stands in the file."""
    other = make_commission("issued", deadline=clock.now() + timedelta(days=10), companies=1)
    invitation = invited(other)[0]
    assert una.company
    invitation.company = una.company
    db.session.commit()
    commissions.ask(invitation, "=1+1 is what?", None, by=una)
    return "'=1+1 is what?"


def test_the_number_of_statements_does_not_grow(commission: Commission) -> None:
    first = invited(commission)[0]
    una = contact_of(first.company)
    before = statements_of(lambda: correspondence(una))
    for number in range(6):
        other = make_commission("issued", deadline=clock.now() + timedelta(days=10), companies=1)
        invitation = invited(other)[0]
        assert una.company
        invitation.company = una.company
        db.session.commit()
        commissions.ask(invitation, f"Question {number}?", None, by=una)
        make_draft(invitation)
    assert len(correspondence(una)) > 30
    assert statements_of(lambda: correspondence(una)) == before
