"""Another company finds nothing, and nobody else learns who was invited."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.commissions.models import Commission
from app.commissions.queries import issued_brief
from app.people.models import Person
from app.quotes import queries
from tests.browsing import Browser
from tests.factories.commissions import contact_of, make_commission
from tests.factories.people import make_company
from tests.factories.quotes import READING_KEY, make_draft, submit_quote

ClientAs = Callable[[Person], Browser]


@pytest.fixture
def commission(app: Flask) -> Commission:
    made = make_commission("issued")
    submit_quote(made.invitations[0], files_given=[("plan.txt", b"Our plan.")])
    return made


def own_paths(commission: Commission) -> list[str]:
    """Every page of the first company's quote and draft."""
    invitation = commission.invitations[0]
    make_draft(invitation)
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None
    question = issued_brief(commission.id).questions[0].id
    file = f"/quote/files/{draft.files[0].id}"
    drafts = ("/quote", "/quote/prices", "/quote/files", "/quote/check", "/quote/discard")
    parts = ("", *drafts, f"/quote/answers/{question}", file, f"{file}/remove")
    parts += ("/receipt", "/withdraw", "/replace")
    return [f"/invitations/{invitation.id}{part}" for part in parts]


def test_another_company_finds_nothing_of_a_quote(
    commission: Commission, client_as: ClientAs
) -> None:
    paths = own_paths(commission)
    own = client_as(contact_of(commission.invitations[0].company))
    assert [p for p in paths if own.get(p).status_code != 200] == []
    for company in (commission.invitations[1].company, make_company()):
        stranger = client_as(contact_of(company))
        assert [p for p in paths if stranger.get(p).status_code != 404] == []
        posted = [stranger.post(p).status_code for p in paths]
        assert set(posted) <= {404, 405}


def test_a_company_reaches_no_file_of_another_through_its_own_invitation(
    commission: Commission, client_as: ClientAs
) -> None:
    first, second = commission.invitations[:2]
    make_draft(second)
    sent = queries.own_sent(contact_of(first.company), first, READING_KEY.secret)
    assert sent is not None
    browser = client_as(contact_of(second.company))
    reading = f"/invitations/{second.id}/quote/read/{sent.files[0].id}"
    assert browser.post(reading, data={"reading_key": READING_KEY.secret}).status_code == 404
    path = f"/invitations/{second.id}/quote/files/{sent.files[0].id}"
    assert browser.get(path).status_code == 404
    assert browser.get(f"{path}/remove").status_code == 404
    assert browser.post(f"{path}/remove").status_code == 404


def test_no_page_of_a_company_names_another_or_says_how_many_there_are(
    commission: Commission, client_as: ClientAs
) -> None:
    first, *others = commission.invitations
    paths = ["/invitations", *own_paths(commission)]
    browser = client_as(contact_of(first.company))
    for path in paths:
        page = browser.get(path).text
        for other in others:
            assert other.company.name not in page, path
        assert "3 companies" not in page and "2 other" not in page, path


def test_a_commission_that_is_not_issued_has_no_invitation_yet(
    app: Flask, client_as: ClientAs
) -> None:
    commission = make_commission("draft")
    invitation = commission.invitations[0]
    browser = client_as(contact_of(invitation.company))
    assert browser.get(f"/invitations/{invitation.id}").status_code == 404
    assert commission.title not in browser.get("/invitations").text
