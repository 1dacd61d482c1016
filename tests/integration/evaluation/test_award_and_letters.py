"""The award is proposed by one and decided by another; then everybody is told at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.commissions.queries import invited, stage_now
from app.commissions.rules import Stage
from app.database import db
from app.errors import RuleBroken
from app.evaluation import operations, queries
from app.evaluation.rules import Course
from app.mail import sent_mails
from app.people.models import Person
from app.quotes.operations import withdraw
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import (
    declare,
    make_awarded,
    make_opened,
    make_scored,
    propose,
)
from tests.factories.people import make_member, make_officer
from tests.factories.quotes import open_quotes, submit_quote

Browsers = Callable[[Person], Browser]


def test_an_award_is_proposed_by_one_and_approved_by_another(
    app: object, client_as: Browsers
) -> None:
    commission = make_scored()
    quote = opened_quotes(commission)[0]
    proposer, other = client_as(make_officer()), client_as(make_officer())
    url = f"/commissions/{commission.reference}/award"
    page = proposer.get(url)
    proposer.submit(page, {"quote": str(quote.id), "reason": "First on every criterion."})
    own = proposer.get(f"{url}/decision")
    assert "Another person must decide" in words_of(own)
    page = other.get(f"{url}/decision")
    assert "First on every criterion." in words_of(page)
    other.submit(page, {"decision": "approve"})
    db.session.expire_all()
    assert stage_now(commission) is Stage.AWARDED


def test_nobody_decides_on_their_own_proposal(app: object) -> None:
    commission = make_scored()
    officer = make_officer()
    operations.propose_award(commission, opened_quotes(commission)[0].id, "Best.", by=officer)
    with pytest.raises(RuleBroken, match="Another person must decide"):
        operations.decide_award(commission, True, "", by=officer)


def test_a_refused_proposal_leads_back_to_the_comparison_and_needs_a_reason(app: object) -> None:
    commission = make_scored()
    propose(commission)
    with pytest.raises(RuleBroken, match="why you refuse"):
        operations.decide_award(commission, False, " ", by=make_officer())
    operations.decide_award(commission, False, "Look again at method.", by=make_officer())
    db.session.commit()
    assert stage_now(commission) is Stage.OPENED
    propose(commission)
    assert stage_now(commission) is Stage.RECOMMENDED


def test_a_member_with_no_interest_may_approve_and_an_undeclared_one_may_not(app: object) -> None:
    commission = make_scored()
    propose(commission)
    member = make_member()
    with pytest.raises(RuleBroken, match="Only people who may see all the quotes"):
        operations.decide_award(commission, True, "", by=member)
    declare(commission, member)
    operations.decide_award(commission, True, "", by=member)
    assert commission.awarded_at is not None


@pytest.mark.parametrize("which", ["withdrawn", "foreign", "no number"])
def test_a_withdrawn_or_foreign_quote_is_refused_in_a_sentence(
    app: object, client_as: Browsers, which: str
) -> None:
    foreign = opened_quotes(make_opened())[0].id
    commission = make_commission("issued", companies=2)
    stays, leaves = invited(commission)
    submit_quote(stays)
    withdrawn = submit_quote(leaves).id
    withdraw(leaves, by=contact_of(leaves.company))
    db.session.commit()
    open_quotes(commission)
    by = commission.officer
    operations.decide_few_quotes(commission, Course.GO_ON, "Go on.", "A fair price.", by=by)
    number = {"withdrawn": str(withdrawn), "foreign": str(foreign), "no number": "²"}[which]
    officer = client_as(make_officer())
    page = officer.get(f"/commissions/{commission.reference}/award")
    refused = officer.submit(page, {"quote": number, "reason": "Best."})
    assert refused.status_code == 422
    assert error_summary_of(refused) == [
        "This quote was withdrawn or is not part of the comparison."
    ]
    assert stage_now(commission) is Stage.OPENED


def test_nothing_is_proposed_while_scores_are_missing_or_without_reasons(app: object) -> None:
    commission = make_opened()
    quote = opened_quotes(commission)[0]
    with pytest.raises(RuleBroken, match="Scores are not complete"):
        operations.propose_award(commission, quote.id, "Best.", by=make_officer())
    with pytest.raises(RuleBroken, match="reasons"):
        operations.propose_award(commission, quote.id, "  ", by=make_officer())


def test_no_award_is_decided_in_the_same_way(app: object) -> None:
    commission = make_opened([9_000])
    by = commission.officer
    operations.decide_few_quotes(commission, Course.START_AGAIN, "", "Too dear.", by=by)
    operations.propose_award(commission, None, "Too dear.", by=make_officer())
    operations.decide_award(commission, True, "", by=make_officer())
    operations.send_letters(commission, {}, by=make_officer())
    db.session.commit()
    assert stage_now(commission) is Stage.NOT_AWARDED
    (outcome,) = queries.published_outcomes()
    assert (outcome.winner, outcome.value_pence, outcome.quotes_received) == (None, None, 1)


def test_all_companies_are_told_in_one_act_and_none_before(
    app: Flask, client_as: Browsers, client: FlaskClient
) -> None:
    app.config["LETTERS_WAIT"] = 0
    commission = make_awarded(told=False)
    names = [invitation.company.name for invitation in invited(commission)]
    assert not [mail for mail in sent_mails() if mail.subject.startswith("Outcome")]
    assert "No outcome has been published yet" in words_of(client.get("/outcomes"))
    browser = client_as(make_officer())
    page = browser.get(f"/commissions/{commission.reference}/letters")
    browser.press(page, "Send all letters")
    db.session.expire_all()
    told = [mail for mail in sent_mails() if mail.subject.startswith("Outcome")]
    assert {mail.to for mail in told} == {
        contact.email for i in invited(commission) for contact in i.company.contacts
    }
    assert "Your quote was successful" in "".join(mail.text for mail in told)
    loser = next(
        mail for mail in told if mail.to == contact_of(invited(commission)[1].company).email
    )
    assert names[0] in loser.text
    assert names[2] not in loser.text
    assert names[0] in words_of(client.get("/outcomes"))


def test_the_letters_leave_only_once(app: object) -> None:
    commission = make_awarded()
    with pytest.raises(RuleBroken, match="already been sent"):
        operations.send_letters(commission, {}, by=make_officer())


def test_a_company_reads_its_own_outcome_and_only_after_the_letters(
    app: object, client_as: Browsers
) -> None:
    commission = make_awarded(told=False)
    invitation = invited(commission)[1]
    browser = client_as(contact_of(invitation.company))
    assert browser.get(f"/invitations/{invitation.id}/outcome").status_code == 404
    operations.send_letters(commission, {}, by=make_officer())
    db.session.commit()
    page = browser.get(f"/invitations/{invitation.id}/outcome")
    assert "was not successful" in words_of(page)
    assert invited(commission)[2].company.name not in words_of(page)
    stranger = client_as(contact_of(invited(commission)[2].company))
    assert stranger.get(f"/invitations/{invitation.id}/outcome").status_code == 404
