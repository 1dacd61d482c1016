"""Documents of the brief: attached, refused, removed, and downloaded by those who may."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import clock
from app.commissions import operations
from app.commissions.models import BriefDocument, Commission
from app.commissions.queries import draft_brief, issued_brief
from app.database import db
from app.people.models import Person
from tests.browsing import Browser, error_summary_of
from tests.factories.commissions import contact_of, make_commission
from tests.factories.people import make_company, make_member, make_officer

SignIn = Callable[[Person], Browser]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def attach(
    browser: Browser, commission: Commission, content: bytes, name: str = "site plan.pdf"
) -> TestResponse:
    page = browser.get(f"/commissions/{commission.reference}/documents")
    return browser.submit(page, {"file": (BytesIO(content), name)}, button="Attach")


def attached(commission: Commission) -> list[BriefDocument]:
    db.session.expire_all()
    draft = draft_brief(commission) or issued_brief(commission.id)
    return draft.documents


def on_disk(app: Flask) -> list[Path]:
    folder: Path = app.config["UPLOAD_FOLDER"]
    return [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []


def issued_with_document(client_as: SignIn) -> tuple[Commission, BriefDocument]:
    commission = make_commission("draft")
    attach(client_as(commission.officer), commission, PDF)
    operations.issue_brief(commission, clock.now(), by=commission.officer)
    db.session.commit()
    return commission, attached(commission)[0]


@pytest.mark.parametrize("name", ["site plan.pdf", "Plana làraich 🗺.pdf"])
def test_a_document_is_attached_under_its_own_name(
    app: Flask, client_as: SignIn, name: str
) -> None:
    commission = make_commission("empty")
    answer = attach(client_as(commission.officer), commission, PDF, name)
    assert answer.status_code == 302
    assert [document.typed_name for document in attached(commission)] == [name]


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"MZ\x90\x00\x03" + b"\x00" * 200, "brief.pdf", "brief.pdf is not what its name says"),
        (PDF, "brief.exe", "The selected file must be PDF, Word"),
        (b"", "brief.pdf", "brief.pdf is empty"),
        (PDF, "b" * 300 + ".pdf", "The file name must be 200 characters or fewer"),
        (b"", "", "Select a file"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence_and_not_kept(
    app: Flask, client_as: SignIn, content: bytes, name: str, sentence: str
) -> None:
    commission = make_commission("empty")
    answer = attach(client_as(commission.officer), commission, content, name)
    assert answer.status_code == 422
    assert error_summary_of(answer)[0].startswith(sentence)
    assert on_disk(app) == []


def test_a_file_over_the_limit_is_refused_with_the_limit(app: Flask, client_as: SignIn) -> None:
    app.config["MAX_FILE_BYTES"] = 2_000_000
    commission = make_commission("empty")
    answer = attach(client_as(commission.officer), commission, PDF + b" " * 2_000_000)
    assert error_summary_of(answer) == ["site plan.pdf must be smaller than 2 MB"]
    assert on_disk(app) == []


def test_the_same_document_is_attached_once(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("empty")
    browser = client_as(commission.officer)
    attach(browser, commission, PDF)
    answer = attach(browser, commission, PDF, "copy.pdf")
    assert error_summary_of(answer) == ["copy.pdf is already attached"]
    assert len(attached(commission)) == 1
    assert len(on_disk(app)) == 1


def test_a_removed_document_leaves_the_disk(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("empty")
    browser = client_as(commission.officer)
    attach(browser, commission, PDF)
    number = attached(commission)[0].id
    asked = browser.get(f"/commissions/{commission.reference}/documents/{number}/remove")
    assert browser.press(asked, "Remove").status_code == 302
    assert attached(commission) == []
    assert on_disk(app) == []


def test_a_document_removed_by_an_amendment_stays_for_the_version_that_had_it(
    app: Flask, client_as: SignIn
) -> None:
    commission, document = issued_with_document(client_as)
    browser = client_as(commission.officer)
    operations.begin_amendment(commission, by=commission.officer)
    db.session.commit()
    copy = attached(commission)[0]
    asked = browser.get(f"/commissions/{commission.reference}/documents/{copy.id}/remove")
    browser.press(asked, "Remove")
    assert attached(commission) == []
    kept = browser.get(f"/commissions/{commission.reference}/documents/{document.id}")
    assert kept.data == PDF


def test_a_document_is_served_as_an_attachment(app: Flask, client_as: SignIn) -> None:
    commission, document = issued_with_document(client_as)
    address = f"/commissions/{commission.reference}/documents/{document.id}"
    answer = client_as(commission.officer).get(address)
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_invited_company_downloads_the_documents_of_its_invitation(
    app: Flask, client_as: SignIn
) -> None:
    commission, document = issued_with_document(client_as)
    mine, other = commission.invitations[:2]
    browser = client_as(contact_of(mine.company))
    assert browser.get(f"/invitations/{mine.id}/documents/{document.id}").data == PDF
    assert browser.get(f"/invitations/{other.id}/documents/{document.id}").status_code == 404
    stranger = client_as(contact_of(make_company()))
    assert stranger.get(f"/invitations/{mine.id}/documents/{document.id}").status_code == 404


def test_a_document_of_another_commission_is_not_found(app: Flask, client_as: SignIn) -> None:
    _, document = issued_with_document(client_as)
    other = make_commission("issued")
    invitation = other.invitations[0]
    company = client_as(contact_of(invitation.company))
    assert company.get(f"/invitations/{invitation.id}/documents/{document.id}").status_code == 404
    address = f"/commissions/{other.reference}/documents/{document.id}"
    assert client_as(make_officer()).get(address).status_code == 404


def test_a_document_of_a_draft_amendment_is_seen_by_officers_alone(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("issued")
    operations.begin_amendment(commission, by=commission.officer)
    db.session.commit()
    officer = client_as(commission.officer)
    attach(officer, commission, PDF)
    number = attached(commission)[0].id
    address = f"/commissions/{commission.reference}/documents/{number}"
    assert officer.get(address).status_code == 200
    assert client_as(make_member()).get(address).status_code == 404
    invitation = commission.invitations[0]
    company = client_as(contact_of(invitation.company))
    assert company.get(f"/invitations/{invitation.id}/documents/{number}").status_code == 404
