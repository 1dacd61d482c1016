"""What outcome letters say of a quote: drafted from moderation, edited by the officer, kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from app import clock
from app.audit.models import AuditEntry
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.commissions.queries import invited, issued_brief
from app.database import db
from app.errors import RuleBroken
from app.evaluation import operations
from app.evaluation.models import LetterFeedback
from app.mail import sent_mails
from app.people.models import Person
from app.quotes.queries import opened_quotes
from app.reports.letters import letters_report
from app.reports.printing import printed
from tests.browsing import Browser, words_of
from tests.counting import statements_of
from tests.factories.commissions import CRITERIA, contact_of, make_commission
from tests.factories.evaluation import declare, make_opened, propose, score_all
from tests.factories.people import make_member, make_officer
from tests.factories.quotes import open_quotes, submit_quote
from tests.printed import words_of_pdf

SignIn = Callable[[Person], Browser]
REASON = "The way to people who are not online stays unclear."


@pytest.fixture
def decided(app: Flask) -> Commission:
    """Two members scored three quotes; a meeting agreed on one score of the second; awarded."""
    commission = make_opened()
    for member in (make_member("Morag Example"), make_member("Iain Example")):
        declare(commission, member)
        score_all(commission, member, [4, 2, 1])
    _agree(commission, REASON)
    return _decide(commission)


def _agree(commission: Commission, reason: str) -> None:
    meeting = operations.record_moderation(
        commission, clock.today(), "Morag and Iain", by=commission.officer
    )
    cell = (opened_quotes(commission)[1].id, issued_brief(commission.id).criteria[0].id)
    operations.agree_score(
        commission, cell, 3, reason, meeting_id=meeting.id, by=commission.officer
    )


def _decide(commission: Commission) -> Commission:
    propose(commission)
    operations.decide_award(commission, True, "", by=make_officer())
    db.session.commit()
    return commission


def _address(commission: Commission) -> str:
    return f"/commissions/{commission.reference}/letters"


def _typed(page: TestResponse) -> list[str]:
    """What stands in the boxes, in the order of the letters."""
    boxes = BeautifulSoup(page.data, "html5lib").select("textarea[name^=feedback_]")
    return [box.get_text().strip() for box in boxes]


def test_each_box_holds_reasons_by_criterion_and_no_members_name(
    decided: Commission, client_as: SignIn
) -> None:
    first, second, _ = _typed(client_as(make_officer()).get(_address(decided)))
    assert second == f"Method: {REASON}\n\nExperience: Why 2."
    assert first == "Method: Why 4.\n\nExperience: Why 4."
    assert "Morag" not in first + second


def test_what_the_officer_wrote_or_took_out_is_never_drafted_over(
    decided: Commission, client_as: SignIn
) -> None:
    browser = client_as(make_officer())
    page = browser.get(_address(decided))
    names = re.findall(r'name="(feedback_\d+)"', page.text)
    typed = {names[0]: "", names[1]: "In my own words."}
    browser.submit(page, typed, button="Keep the feedback and send later")
    assert _typed(browser.get(_address(decided)))[:2] == ["", "In my own words."]
    assert "Outcome" not in "".join(mail.subject for mail in sent_mails())
    entry = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert entry is not None
    assert (entry.act, entry.after) == ("feedback for letters written", "3 letters")


def test_what_is_sent_is_what_stood_in_the_box(decided: Commission, client_as: SignIn) -> None:
    app_browser = client_as(make_officer())
    page = app_browser.get(_address(decided))
    app_browser.submit(page, {})
    kept = [row.text for row in db.session.query(LetterFeedback).order_by(LetterFeedback.id)]
    assert kept == _typed(page)
    assert REASON in words_of(app_browser.get(_address(decided)))


def test_a_draft_that_names_another_company_or_a_member_says_so(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_opened()
    member = make_member("Morag Example")
    declare(commission, member)
    score_all(commission, member, [4, 2, 1])
    other = opened_quotes(commission)[2].company.name
    _agree(commission, f"Morag Example found it weaker than {other}.")
    _decide(commission)
    page = words_of(client_as(make_officer()).get(_address(commission)))
    assert f"It names {other}, Morag Example. Take that out." in page


def test_an_unsuccessful_company_reads_each_score_beside_the_winners(
    decided: Commission, client_as: SignIn
) -> None:
    operations.send_letters(decided, {}, by=make_officer())
    db.session.commit()
    invitation = invited(decided)[1]
    contact = contact_of(invitation.company)
    mail = next(m for m in sent_mails() if m.to == contact.email and "Outcome" in m.subject)
    assert (
        "- Method, of 40: 30.00, score 3.00 of 4 (winning quote: 40.00, score 4.00 of 4)"
        in mail.text
    )
    assert "- Total, of 100: 76.00 (winning quote: 100.00)" in mail.text
    page = words_of(client_as(contact).get(f"/invitations/{invitation.id}/outcome"))
    assert "Method 40 30.00 score 3.00 of 4 40.00 score 4.00 of 4" in page
    report = letters_report(make_officer(), decided)
    pdf = " ".join(words_of_pdf(printed("pdf/letters.html", report=report)).split())
    assert "score 3.00 of 4" in pdf and "score 4.00 of 4" in pdf


def test_a_company_whose_quote_is_out_reads_its_scores_and_why(app: Flask) -> None:
    commission = make_commission("draft")
    criteria = [CRITERIA[0]._replace(minimum=2), CRITERIA[1]]
    commissions.set_criteria(commission, 40, criteria, by=commission.officer)
    commissions.issue_brief(commission, clock.now(), by=commission.officer)
    for invitation in invited(commission):
        submit_quote(invitation)
    open_quotes(commission)
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [4, 3, 1])
    _decide(commission)
    operations.send_letters(commission, {}, by=make_officer())
    out = invited(commission)[2]
    text = next(
        m.text
        for m in sent_mails()
        if m.to == contact_of(out.company).email and "Outcome" in m.subject
    )
    assert "It scored less than 2 on Method." in text
    assert "- Method, of 40: 10.00, score 1.00 of 4" in text
    assert "- Total, of 100: none (winning quote: 100.00)" in text
    report = letters_report(make_officer(), commission)
    assert "It scored less than 2 on Method." in " ".join(
        words_of_pdf(printed("pdf/letters.html", report=report)).split()
    )


def test_feedback_is_not_written_once_the_letters_are_ordered_or_by_others(
    decided: Commission,
) -> None:
    quote_id = opened_quotes(decided)[0].id
    with pytest.raises(RuleBroken, match="Only an officer"):
        operations.keep_feedback(decided, {quote_id: "No."}, by=make_member())
    operations.order_letters(decided, {}, by=make_officer())
    with pytest.raises(RuleBroken, match="waiting to leave already"):
        operations.keep_feedback(decided, {quote_id: "No."}, by=make_officer())


def test_drafts_take_as_many_statements_for_many(app: Flask, client_as: SignIn) -> None:
    counts: list[int] = []
    for prices in ([9_000, 9_500, 9_700], [9_000, 9_100, 9_200, 9_300, 9_400, 9_500, 9_600]):
        commission = make_opened(prices)
        member = make_member()
        declare(commission, member)
        score_all(commission, member, [3 for _ in prices])
        _decide(commission)
        browser = client_as(make_officer())
        browser.get(_address(commission))
        counts.append(statements_of(partial(browser.get, _address(commission))))
    assert counts[0] == counts[1]
