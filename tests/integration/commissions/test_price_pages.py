"""How a brief asks for prices and scores them, and how companies are asked."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from app import clock
from app.audit.models import AuditEntry
from app.commissions import operations
from app.commissions.models import Brief, Commission
from app.commissions.operations import PriceWanted, QuestionWords
from app.commissions.queries import draft_brief, invited
from app.commissions.rules import PriceFormula, Topic
from app.database import db
from app.people.models import Person
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.commissions import CRITERIA, contact_of, make_commission

SignIn = Callable[[Person], Browser]
LINES = "Fieldwork\nFinal report\nOption: a public evening"


def draft(commission: Commission) -> Brief:
    db.session.expire_all()
    found = draft_brief(commission)
    assert found is not None
    return found


def test_formula_and_lines_are_chosen_explained_and_audited(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("draft")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/criteria")
    assert "twice the lowest price or more earns nothing" in words_of(page)
    values = {"price_formula": PriceFormula.LINEAR.value, "price_lines": LINES}
    browser.submit(page, values, button="Save")
    written = draft(commission)
    assert written.price_formula is PriceFormula.LINEAR
    assert written.asked_lines == LINES.split("\n")
    newest = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert newest is not None
    assert "How the price is scored: lowest price ÷ this price" in newest.before
    assert "How the price is scored: in a line to twice the lowest price" in newest.after
    again = browser.get(f"/commissions/{commission.reference}/criteria")
    assert "Option: a public evening" in again.text


def test_lines_asked_twice_are_refused_at_their_field_and_kept(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("draft")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/criteria")
    answer = browser.submit(page, {"price_lines": "Report\nreport"}, button="Save")
    assert answer.status_code == 422
    assert error_summary_of(answer) == ["Two price lines are the same"]
    assert "Report\nreport" in answer.text
    assert draft(commission).price_lines == ""


def test_a_fixed_price_cannot_be_issued_with_a_price_weight(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("draft")
    operations.set_criteria(
        commission, 40, CRITERIA, PriceWanted(PriceFormula.QUALITY_ONLY), by=commission.officer
    )
    db.session.commit()
    page = client_as(commission.officer).get(f"/commissions/{commission.reference}/issue")
    assert "With a fixed price the price must weigh 0." in words_of(page)


def test_criteria_set_without_a_price_keep_formula_and_lines(app: Flask) -> None:
    commission = make_commission("draft")
    wanted = PriceWanted(PriceFormula.LINEAR, LINES)
    operations.set_criteria(commission, 40, CRITERIA, wanted, by=commission.officer)
    operations.set_criteria(commission, 30, CRITERIA, by=commission.officer)
    kept = draft(commission)
    assert (kept.price_weight, kept.price_formula) == (30, PriceFormula.LINEAR)
    assert kept.price_lines == LINES


def test_a_question_says_what_it_asks_about(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("draft")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/questions")
    browser.submit(page, {"questions-1-topic": Topic.RISKS.value}, button="Save")
    topics = [question.topic for question in draft(commission).questions]
    assert topics == [Topic.WORK, Topic.RISKS]


def _asked() -> Commission:
    commission = make_commission("draft")
    operations.set_criteria(
        commission, 40, CRITERIA, PriceWanted(lines=LINES), by=commission.officer
    )
    questions = [QuestionWords("What could go wrong?", topic=Topic.RISKS)]
    operations.set_questions(commission, questions, by=commission.officer)
    operations.issue_brief(commission, clock.now(), by=commission.officer)
    db.session.commit()
    return commission


def test_a_company_reads_in_the_brief_how_its_price_is_scored(
    app: Flask, client_as: SignIn
) -> None:
    invitation = invited(_asked())[0]
    told = words_of(client_as(contact_of(invitation.company)).get(f"/invitations/{invitation.id}"))
    assert "Lowest price ÷ this price The lowest price earns the whole weight" in told
    assert "is out, and its price is no measure of the others" in told
    assert "Beside a lowest price of £0 only a price of £0 earns any." in told
    assert "worked out exactly and rounded only where they are shown" in told


def test_a_company_finds_the_asked_lines_named_and_is_told_what_is_not_priced(
    app: Flask, client_as: SignIn
) -> None:
    commission = _asked()
    invitation = invited(commission)[0]
    browser = client_as(contact_of(invitation.company))
    invited_to = browser.get(f"/invitations/{invitation.id}")
    told = words_of(invited_to)
    assert "Price lines Fieldwork Final report Option: a public evening" in told
    browser.press(invited_to, "Start your quote")
    page = browser.get(f"/invitations/{invitation.id}/quote/prices")
    assert 'value="Final report"' in page.text
    values = {
        "lines-0-unit_price": "6,000",
        "lines-1-unit_price": "2,000",
        "lines-2-remove": "y",
    }
    after = browser.submit(page, values, button="Save prices", follow=True)
    assert "Option: a public evening: not priced" in words_of(after)
    assert "Final report: not priced" not in words_of(after)
