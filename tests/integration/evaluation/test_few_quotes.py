"""Few quotes: reasons on file, what the guidance asks for, and the decision with its reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.audit.models import AuditEntry
from app.commissions.models import Commission
from app.commissions.queries import invited
from app.database import db
from app.errors import NotFound, RuleBroken
from app.evaluation import operations
from app.evaluation.queries.few_quotes import few_quotes_decisions, without_quote
from app.evaluation.rules import Course
from app.mail import sent_mails
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import declare, score_all
from tests.factories.people import make_member
from tests.factories.quotes import open_quotes, pass_deadline, submit_quote

SignIn = Callable[[Person], Browser]


def closed_with(quotes: int) -> Commission:
    """A commission whose deadline has passed, with as many quotes of three companies."""
    commission = make_commission("issued")
    for invitation in invited(commission)[:quotes]:
        submit_quote(invitation)
    pass_deadline(commission)
    db.session.commit()
    return commission


def test_a_company_says_why_it_sent_no_quote(app: Flask, client_as: SignIn) -> None:
    commission = closed_with(1)
    silent = invited(commission)[2]
    browser = client_as(contact_of(silent.company))
    assert "Say why you did not quote" in words_of(browser.get(f"/invitations/{silent.id}"))
    page = browser.get(f"/invitations/{silent.id}/no-quote")
    done = browser.submit(page, {"reason": "Too little time."}, follow=True)
    assert "Your reason has been received" in words_of(done)
    found = {each.company: each.reasons for each in without_quote(commission)}
    assert found[silent.company.name] == ("Too little time.",)


def test_those_without_a_reason_are_asked_for_it(app: Flask) -> None:
    commission = closed_with(1)
    _, heard, silent = invited(commission)
    operations.explain_no_quote(heard, "By telephone: too small.", by=commission.officer)
    before = len(sent_mails())
    assert operations.ask_why(commission, by=commission.officer) == [silent.company.name]
    [mail] = sent_mails()[: len(sent_mails()) - before]
    assert mail.to == contact_of(silent.company).email
    assert f"/invitations/{silent.id}/no-quote" in mail.text


def test_nobody_explains_for_another_or_with_a_quote_in(app: Flask) -> None:
    commission = closed_with(1)
    sender, silent, _ = invited(commission)
    for person in (contact_of(sender.company), make_member()):
        with pytest.raises(NotFound):
            operations.explain_no_quote(silent, "No.", by=person)
    with pytest.raises(RuleBroken, match="has sent a quote"):
        operations.explain_no_quote(sender, "No.", by=contact_of(sender.company))


def test_one_quote_needs_advice_before_it_goes_on(app: Flask, client_as: SignIn) -> None:
    commission = closed_with(1)
    browser = client_as(commission.officer)
    overview = browser.get(f"/commissions/{commission.reference}")
    assert "Decide how it goes on with few quotes" in words_of(overview)
    page = browser.get(f"/commissions/{commission.reference}/few-quotes")
    assert "1 quote was received." in words_of(page)
    assert "Procurement Journey, Route 1" in words_of(page)
    given = {"course": Course.GO_ON.value, "reason": "The price is fair."}
    refused = browser.submit(page, given, button="Record the decision")
    assert error_summary_of(refused) == [
        "Say who advised on going on with one quote, and what they said"
    ]
    given["advice"] = "Procurement: go on."
    done = browser.submit(refused, given, button="Record the decision", follow=True)
    assert "with 1 quote: go on with the quotes that came." in words_of(done)
    entry = db.session.query(AuditEntry).filter_by(act="few quotes decided on").one()
    assert entry.why == "The price is fair."


@pytest.mark.parametrize("quotes", [0, 2])
def test_none_or_two_need_a_reason_and_no_advice(app: Flask, quotes: int) -> None:
    commission = closed_with(quotes)
    by = commission.officer
    with pytest.raises(RuleBroken, match="Give the reason"):
        operations.decide_few_quotes(commission, Course.START_AGAIN, "", " ", by=by)
    operations.decide_few_quotes(commission, Course.START_AGAIN, "", "Too few.", by=by)
    assert [each.quotes for each in few_quotes_decisions(commission)] == [quotes]


def test_three_quotes_lead_to_no_such_page(app: Flask, client_as: SignIn) -> None:
    commission = closed_with(3)
    overview = client_as(commission.officer).get(f"/commissions/{commission.reference}")
    assert "few quotes" not in words_of(overview)


def opened_with(quotes: int) -> Commission:
    """A commission of three companies, as many of whose quotes are opened and scored."""
    commission = make_commission("issued")
    for invitation in invited(commission)[:quotes]:
        submit_quote(invitation)
    open_quotes(commission)
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [3] * quotes)
    return commission


@pytest.mark.parametrize("quotes", [1, 2])
def test_few_quotes_hold_an_award_back_until_it_is_said_how_it_goes_on(
    app: Flask, client_as: SignIn, quotes: int
) -> None:
    commission = opened_with(quotes)
    officer, ref = commission.officer, commission.reference
    browser = client_as(officer)
    start = browser.get("/")
    assert "Say how it goes on with few quotes" in words_of(start)
    assert "Propose an award" not in words_of(start)
    assert f"/commissions/{ref}/few-quotes" in start.text
    page = browser.get(f"/commissions/{ref}/award")
    assert "Few quotes came. Before you propose an award" in words_of(page)
    assert f'href="/commissions/{ref}/few-quotes"' in page.text
    quote = opened_quotes(commission)[0]
    for chosen in (quote.id, None):
        with pytest.raises(RuleBroken, match="Few quotes came"):
            operations.propose_award(commission, chosen, "Best.", by=officer)
    operations.decide_few_quotes(commission, Course.GO_ON, "Go on.", "Fair price.", by=officer)
    assert "Propose an award" in words_of(browser.get("/"))
    assert "Say how it goes on" not in words_of(browser.get("/"))
    operations.propose_award(commission, quote.id, "Best.", by=officer)


def test_a_decision_to_stop_holds_back_a_quote_and_not_the_end(app: Flask) -> None:
    commission = opened_with(2)
    officer = commission.officer
    operations.decide_few_quotes(commission, Course.START_AGAIN, "", "Too dear.", by=officer)
    quote = opened_quotes(commission)[0]
    with pytest.raises(RuleBroken, match="decided to stop, and ask for quotes again"):
        operations.propose_award(commission, quote.id, "Best.", by=officer)
    operations.propose_award(commission, None, "Asked for again.", by=officer)


def test_three_quotes_hold_nothing_back(app: Flask, client_as: SignIn) -> None:
    commission = opened_with(3)
    assert "Propose an award" in words_of(client_as(commission.officer).get("/"))
    quote = opened_quotes(commission)[0]
    operations.propose_award(commission, quote.id, "Best.", by=commission.officer)
