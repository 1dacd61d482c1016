"""Files go through a real clamd before they are kept: what it does not call clean stays out."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock, files, scanning
from app.access import Role
from app.audit.models import AuditEntry
from app.commissions.models import Invitation
from app.database import db
from app.errors import RuleBroken
from app.files import NotScanned
from app.health.models import ScannerRefusal
from app.people.models import Person
from app.quotes import queries
from app.scanning import Verdict
from tests.browsing import Browser, error_summary_of, words_of
from tests.clamd import EICAR, Clamd
from tests.factories.archives import word_file, zipped
from tests.factories.commissions import contact_of
from tests.factories.people import make_person

ClientAs = Callable[[Person], Browser]
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


def send(invitation: Invitation, client_as: ClientAs, name: str, content: bytes) -> list[str]:
    browser = client_as(contact_of(invitation.company))
    page = browser.get(f"/invitations/{invitation.id}/quote/files")
    return error_summary_of(browser.submit(page, {"files": (BytesIO(content), name)}, follow=True))


def kept(app: Flask) -> list[Path]:
    folder: Path = app.config["UPLOAD_FOLDER"]
    return [each for each in folder.iterdir() if each.is_file()] if folder.is_dir() else []


def refusals() -> list[Verdict]:
    return list(db.session.scalars(select(ScannerRefusal.verdict).order_by(ScannerRefusal.id)))


def test_a_clean_file_is_taken(
    app: Flask, clamd: Clamd, invitation: Invitation, client_as: ClientAs
) -> None:
    assert send(invitation, client_as, "plan.pdf", PDF) == []
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None and [file.typed_name for file in draft.files] == ["plan.pdf"]
    assert refusals() == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trial.txt", EICAR),
        ("trial.zip", zipped({"a/trial.txt": EICAR})),
        ("trial.docx", word_file({"word/trial.xml": EICAR})),
    ],
)
def test_what_the_scanner_finds_is_not_taken(
    app: Flask, clamd: Clamd, invitation: Invitation, client_as: ClientAs, name: str, content: bytes
) -> None:
    said = send(invitation, client_as, name, content)
    assert said == [f"The virus scanner found something in {name}, so it was not accepted"]
    assert kept(app) == [] and refusals() == [Verdict.FOUND]


@pytest.mark.parametrize("size", [2_500_000, 5_000_000], ids=["of a file", "of a stream"])
def test_what_is_past_a_limit_of_the_scanner_is_not_taken(
    app: Flask, clamd: Clamd, invitation: Invitation, client_as: ClientAs, size: int
) -> None:
    (said,) = send(invitation, client_as, "large.pdf", PDF + os.urandom(size))
    assert said.startswith("large.pdf is more than the virus scanner can look through")
    assert kept(app) == [] and refusals() == [Verdict.LIMIT]


def test_nothing_is_taken_while_the_scanner_is_down(
    app: Flask, invitation: Invitation, client_as: ClientAs, tmp_path: Path
) -> None:
    app.config["CLAMD"] = str(tmp_path / "nobody")
    browser = client_as(contact_of(invitation.company))
    page = browser.get(f"/invitations/{invitation.id}/questions/ask")
    typed = {"text": "May we telephone?", "file": (BytesIO(PDF), "secret-name.pdf")}
    answer = browser.submit(page, typed)
    (said,) = error_summary_of(answer)
    assert "May we telephone?" in words_of(answer), "what was typed stays"
    assert said == (
        "secret-name.pdf was not accepted: the check for viruses is not running. Choose it again "
        "in a few minutes"
    )
    assert kept(app) == [] and refusals() == [Verdict.DOWN]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "file refused")).one()
    company = contact_of(invitation.company)
    assert (entry.actor_id, entry.why) == (company.id, "the scanner did not answer")
    written = " ".join(str(getattr(entry, column.key)) for column in AuditEntry.__table__.columns)
    assert "secret-name" not in written


def test_a_scanner_that_takes_too_long_takes_nothing(
    app: Flask, clamd: Clamd, invitation: Invitation, client_as: ClientAs
) -> None:
    app.config["CLAMD_SECONDS"] = 1
    clamd.hold()
    with pytest.raises(NotScanned, match=r"took too long. Choose it again in a few minutes"):
        files.checked(BytesIO(PDF), "plan.pdf")
    assert send(invitation, client_as, "plan.pdf", PDF) == []
    clamd.go_on()
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None and draft.files == []
    assert kept(app) == [] and refusals() == [Verdict.SLOW]


def test_a_port_is_as_good_as_a_path_and_nobody_there_is_down() -> None:
    assert scanning.scan(BytesIO(b"a"), "127.0.0.1:9", 1) is Verdict.DOWN


def test_what_an_officer_attaches_or_imports_goes_through_it_too(app: Flask, clamd: Clamd) -> None:
    with pytest.raises(RuleBroken, match="found something in trial"):
        files.store(BytesIO(EICAR), "trial.txt")
    with pytest.raises(RuleBroken, match="found something in page"):
        files.keep(EICAR, "page.txt", "text")
    assert kept(app) == []


def test_the_page_of_health_says_what_the_scanner_kept_out(
    app: Flask, clamd: Clamd, invitation: Invitation, client_as: ClientAs
) -> None:
    officer = client_as(make_person(Role.OFFICER))
    assert "Virus scanner Works (green) ClamAV" in words_of(officer.get("/health"))
    send(invitation, client_as, "trial.txt", EICAR)
    app.config["CLAMD"] = "/nowhere/at-all"
    send(invitation, client_as, "plan.pdf", PDF)
    page = words_of(officer.get("/health"))
    assert (
        "Virus scanner Does not work (red) It does not answer: no file can be added. In the last 7 "
        "days it kept out 1 file: something was found; 1 file: the scanner did not answer." in page
    )


def test_a_scanner_that_refused_files_near_the_deadline_suggests_an_extension(
    app: Flask, invitation: Invitation, client_as: ClientAs
) -> None:
    deadline = invitation.commission.quote_deadline
    assert deadline is not None
    app.extensions["clock"].move_to(deadline - timedelta(hours=3))
    app.config["CLAMD"] = "/nowhere/at-all"
    send(invitation, client_as, "plan.pdf", PDF)
    page = words_of(client_as(invitation.commission.officer).get("/health"))
    assert f"Extend the deadline of {invitation.commission.reference}" in page
    assert "1 file was not accepted, since our virus scanner failed." in page
    assert clock.now() < deadline
