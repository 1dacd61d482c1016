"""Outcome letters on paper: one to a page, each company its own, and only once it was told."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from flask import Flask

from app.commissions.queries import invited
from app.errors import NotFound
from app.evaluation.operations import decide_award, send_letters
from app.evaluation.queries import letters_order
from app.evaluation.rules import Part
from app.people.models import Person
from app.quotes.queries import opened_quotes
from app.reports.letters import letter_report, letters_report
from app.reports.printing import printed
from tests.browsing import Browser
from tests.factories.commissions import contact_of
from tests.factories.evaluation import (
    declare_interest,
    make_awarded,
    make_opened,
    make_scored,
    propose,
    rule,
)
from tests.factories.people import make_member, make_officer
from tests.printed import ua_faults, words_of_pdf

Browsers = Callable[[Person], Browser]


def test_every_letter_has_a_page_with_its_own_words(app: Flask) -> None:
    commission = make_awarded(told=False)
    officer = make_officer()
    second = opened_quotes(commission)[1]
    send_letters(commission, {second.id: "Say whom you would ask."}, by=officer)
    report = letters_report(officer, commission)
    pdf = printed("pdf/letters.html", report=report)
    assert len(pikepdf.open(BytesIO(pdf)).pages) == 3
    assert not ua_faults(pdf)
    words = words_of_pdf(pdf)
    assert words.count("Say whom you would ask.") == 1
    assert "Your quote was successful" in words
    assert "Not sent yet" not in words


def test_a_company_prints_its_own_letter_and_no_other(app: Flask, client_as: Browsers) -> None:
    commission = make_awarded()
    own, other = invited(commission)[1:3]
    browser = client_as(contact_of(own.company))
    answer = browser.get(f"/invitations/{own.id}/outcome.pdf")
    assert answer.mimetype == "application/pdf"
    words = words_of_pdf(answer.data)
    assert own.company.name in words
    assert other.company.name not in words
    assert browser.get(f"/invitations/{other.id}/outcome.pdf").status_code == 404


def test_no_letter_is_printed_before_its_time_or_for_the_wrong_person(app: Flask) -> None:
    opened, decided = make_opened(), make_awarded(told=False)
    assert letters_order(decided) is None
    with pytest.raises(NotFound):
        letters_report(make_officer(), opened)
    with pytest.raises(NotFound):
        letters_report(make_member(), decided)
    partial = make_officer()
    other = make_scored()
    rule(other, declare_interest(other, partial), Part.ALL_BUT_ONE)
    propose(other)
    decide_award(other, True, "", by=make_officer())
    with pytest.raises(NotFound):
        letters_report(partial, other)
    invitation = invited(decided)[0]
    with pytest.raises(NotFound):
        letter_report(contact_of(invitation.company), invitation)
    assert letters_report(make_officer(), decided).day == ""
