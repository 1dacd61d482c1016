"""While a file is looked through for viruses, everybody else can write."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app import clock
from app.audit.models import AuditEntry
from app.audit.operations import record
from app.commissions.models import Invitation
from app.commissions.queries import invited
from app.database import committed, db
from app.evaluation import operations as evaluation
from app.people.models import Person
from tests.browsing import Browser, error_summary_of
from tests.factories.asking import make_asked
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.delivery import make_deliverable
from tests.factories.evaluation import make_opened
from tests.factories.people import make_officer
from tests.factories.quotes import make_draft
from tests.scanner import WAIT, SlowScanner, slow_scanner

ClientAs = Callable[[Person], Browser]
Case = tuple[Person, str, dict[str, Any]]
FILE = b"Six meetings were held."


def given(field: str = "file", name: str = "notes.txt", content: bytes = FILE) -> dict[str, Any]:
    return {field: (BytesIO(content), name)}


def documents() -> Case:
    commission = make_commission("draft")
    return commission.officer, f"/commissions/{commission.reference}/documents", given()


def answers() -> Case:
    commission, question = make_asked()
    words = {"wording": "May we telephone?", "answer": "Yes."}
    path = f"/commissions/{commission.reference}/clarifications/{question.id}"
    return commission.officer, path, words | given()


def questions() -> Case:
    invitation = invitation_of(make_commission("issued"))
    return _of(invitation, "questions/ask", {"text": "May we telephone?"} | given())


def enquiries() -> Case:
    commission = make_opened()
    invitation = invited(commission)[0]
    until = clock.now() + timedelta(days=2)
    made = evaluation.enquire(
        commission, {invitation.id}, "Does it hold travel?", until, by=commission.officer
    )
    return _of(invitation, f"enquiries/{made.id}", {"text": "Yes."} | given())


def receipts() -> Case:
    commission, deliverable = make_deliverable()
    path = f"/commissions/{commission.reference}/deliverables/{deliverable.number}/received"
    return make_officer(), path, given()


def deliveries() -> Case:
    commission, deliverable = make_deliverable()
    path = f"deliverables/{deliverable.number}/send"
    return _of(invited(commission)[0], path, given())


def quotes() -> Case:
    invitation = invitation_of(make_commission("issued"))
    make_draft(invitation)
    return _of(invitation, "quote/files", given("files"))


def editions() -> Case:
    table = b"Milestone,When\nReview of local engagement,March 2014\n"
    return make_officer(), "/plans/import/files", given("files", "2013-12-04.csv", table)


def _of(invitation: Invitation, path: str, values: dict[str, Any]) -> Case:
    return contact_of(invitation.company), f"/invitations/{invitation.id}/{path}", values


@pytest.fixture
def scanner(app: Flask) -> Any:
    with slow_scanner() as server:
        app.config.update(CLAMD=server.address, CLAMD_SECONDS=WAIT)
        yield server


@pytest.mark.parametrize(
    "make",
    [documents, answers, questions, enquiries, receipts, deliveries, quotes, editions],
    ids=lambda make: make.__name__,
)
def test_another_writes_while_the_scanner_keeps_a_form_waiting(
    app: Flask, client_as: ClientAs, scanner: SlowScanner, make: Callable[[], Case]
) -> None:
    person, path, values = make()
    browser = client_as(person)
    page = browser.get(path)

    def send() -> TestResponse:
        with app.app_context():
            return browser.submit(page, values)

    with ThreadPoolExecutor() as threads:
        sending = threads.submit(send)
        assert scanner.has_a_file.wait(WAIT)
        with committed():
            record("written meanwhile", person, "something else", by=None)
        assert not sending.done()
        scanner.may_answer.set()
        answer = sending.result(WAIT)
    assert error_summary_of(answer) == []
    assert answer.status_code == 302
    written = select(func.count()).where(AuditEntry.act == "written meanwhile")
    assert db.session.scalar(written) == 1
    folder: Path = app.config["UPLOAD_FOLDER"]
    assert [each for each in folder.iterdir() if each.is_file()], "the file was kept after all"
