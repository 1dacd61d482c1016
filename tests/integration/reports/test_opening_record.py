"""The record of an opening as a file to be kept: PDF/A-3 and PDF/UA-1, its list attached."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select

from app import files
from app.audit.models import AuditEntry
from app.audit.operations import sign_days
from app.audit.signing import signing_key
from app.commissions.models import Commission
from app.commissions.operations import reply
from app.commissions.rules import Reply
from app.database import db
from app.people.models import Person
from app.quotes import operations
from app.quotes.models import SealedFile
from app.quotes.operations import Attempted
from tests.browsing import Browser, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, make_commission
from tests.factories.people import make_administrator, make_member
from tests.factories.quotes import open_quotes, pass_deadline, submit_quote
from tests.printed import everything_in, ua_faults, words_of_pdf

ClientAs = Callable[[Person], Browser]


PENCE = 4_821_359
PRICE = (b"4821359", b"48213.59", b"48,213.59")
"""The price of a quote as an export, a file or a page would write it: no hash has it by chance."""


@pytest.fixture
def commission(app: Flask) -> Commission:
    """One sound quote, one stopped, one withdrawn, one declined, one late."""
    made = make_commission("issued", 5)
    first, second, third, fourth, fifth = made.invitations
    submit_quote(
        first, PENCE, files_given=[("plan of ours.txt", b"Our plan."), ("b.txt", b"More.")]
    )
    gone = submit_quote(second, files_given=[("gone.txt", b"Gone.")])
    submit_quote(third)
    operations.withdraw(third, by=contact_of(third.company))
    reply(fourth, Reply.DECLINED, "We are busy.", by=contact_of(fourth.company))
    pass_deadline(made)
    operations.record_refused(fifth, Attempted.SEND, is_late=True, by=contact_of(fifth.company))
    (file,) = db.session.scalars(select(SealedFile).filter_by(quote_id=gone.id))
    files.path_of(file.stored_as).unlink()
    open_quotes(made)
    return made


def printed(browser: Browser, commission: Commission) -> bytes:
    answer = browser.get(f"/commissions/{commission.reference}/opening.pdf")
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    return answer.data


def manifest_in(pdf: bytes) -> tuple[bytes, dict[str, Any]]:
    with pikepdf.open(BytesIO(pdf)) as document:
        content = document.attachments["manifest.json"].get_file().read_bytes()
    return content, json.loads(content)


def pdfa_faults(pdf: bytes) -> list[str]:
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_A_3A)
    assert report.profile == page.ValidationProfile.PDF_A_3A and report.rules.total > 50
    return [f"{each.rule_id}: {each.message}" for each in report.failures]


def test_it_is_made_to_be_kept_and_to_be_read_by_everybody(
    commission: Commission, client_as: ClientAs
) -> None:
    pdf = printed(client_as(commission.officer), commission)
    assert pdfa_faults(pdf) == []
    assert ua_faults(pdf) == []
    with pikepdf.open(BytesIO(pdf)) as document:
        with document.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
            assert metadata["pdfuaid:part"] == "1"
        assert document.Root.OutputIntents[0].S == pikepdf.Name.GTS_PDFA1
        (attached,) = document.Root.AF
        assert attached.AFRelationship == pikepdf.Name.Source
        assert attached.EF.F.Subtype == pikepdf.Name("/application/json")
        fonts = [
            each
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        ]
        assert fonts and all({"/FontFile2", "/FontFile3"} & set(each.keys()) for each in fonts)
        assert "/Encrypt" not in document.trailer and "/ID" in document.trailer


def test_a_fault_would_be_found(commission: Commission, client_as: ClientAs) -> None:
    with pikepdf.open(BytesIO(printed(client_as(commission.officer), commission))) as document:
        del document.Root.OutputIntents
        del document.Root.AF[0].AFRelationship
        spoilt = BytesIO()
        document.save(spoilt)
    assert pdfa_faults(spoilt.getvalue()) != []


def test_it_says_all_that_the_opening_was(commission: Commission, client_as: ClientAs) -> None:
    words = words_of_pdf(printed(client_as(commission.officer), commission))
    first, second, third, fourth, fifth = (each.company.name for each in commission.invitations)
    for company in (first, second, third, fourth, fifth):
        assert company in words
    assert "Not as it was received, or gone: file 1." in words
    assert "Not settled when this was printed" in words
    assert "Withdrawn, " in words and "We are busy." in words
    assert "send a quote late" in words
    entry = db.session.scalars(select(AuditEntry).filter_by(act="quotes opened")).one()
    assert entry.hash in words.replace(" ", "") and "Not signed yet" in words
    pdf = printed(client_as(commission.officer), commission)
    whole = everything_in(pdf) + words.encode()
    assert [each for each in (b"plan of ours", *PRICE) if each in whole] == []


def test_its_list_as_data_can_be_checked_against_the_disk(
    commission: Commission, client_as: ClientAs
) -> None:
    pdf = printed(client_as(commission.officer), commission)
    content, manifest = manifest_in(pdf)
    assert hashlib.sha256(content).hexdigest() in words_of_pdf(pdf).replace(" ", "")
    sound, stopped = manifest["quotes"]
    assert sound["is_as_received"] and not stopped["is_as_received"]
    assert sound["files"][0]["sha256"] == hashlib.sha256(b"Our plan.").hexdigest()
    for listed in sound["files"]:
        row = db.session.get_one(SealedFile, listed["id"])
        lies = files.path_of(row.stored_as).read_bytes()
        assert listed["sealed_size"] == len(lies)
        assert listed["sealed_sha256"] == hashlib.sha256(lies).hexdigest()
    assert stopped["files"][0]["sealed_sha256"] == ""
    (late,) = manifest["refused_attempts"]
    assert late["is_late"] and late["at"] == "2013-12-18T10:00:00+00:00"
    assert manifest["ended_before_the_opening"][0]["how"] == "withdrawn"
    entry = db.session.scalars(select(AuditEntry).filter_by(act="quotes opened")).one()
    assert manifest["audit"]["entry_of_the_opening"] == {"number": entry.number, "hash": entry.hash}
    assert manifest["audit"]["signed_head"] is None


def test_the_head_of_its_day_is_printed_once_that_is_signed(
    commission: Commission, client_as: ClientAs, clock: GivenClock, tmp_path: Path
) -> None:
    clock.forward(days=1)
    sign_days(signing_key(tmp_path / "audit-key.pem"))
    db.session.commit()
    pdf = printed(client_as(commission.officer), commission)
    _, manifest = manifest_in(pdf)
    signed = manifest["audit"]["signed_head"]
    assert signed["number"] >= manifest["audit"]["entry_of_the_opening"]["number"]
    assert signed["signature"] in words_of_pdf(pdf).replace(" ", "")


def test_the_command_writes_the_same_record(
    app: Flask, commission: Commission, tmp_path: Path
) -> None:
    file = tmp_path / "opening.pdf"
    words = ["report", "opening", commission.reference, "-o", str(file)]
    done = app.test_cli_runner().invoke(args=words)
    assert done.exit_code == 0, done.output
    assert manifest_in(file.read_bytes())[1]["commission"]["reference"] == commission.reference
    words[2] = "KM-1999-01"
    missing = app.test_cli_runner().invoke(args=words)
    assert missing.exit_code == 1 and "No quotes of “KM-1999-01” have been opened" in missing.output


def test_it_is_led_to_and_stays_behind_the_door_of_the_record(
    commission: Commission, client_as: ClientAs, clock: GivenClock
) -> None:
    page = f"/commissions/{commission.reference}/opening"
    assert "Print the record" in words_of(client_as(make_member()).get(page))
    assert client_as(make_administrator()).get(f"{page}.pdf").status_code == 403
    sealed = make_commission("issued", deadline=clock.at + timedelta(days=30))
    assert (
        client_as(commission.officer)
        .get(f"/commissions/{sealed.reference}/opening.pdf")
        .status_code
        == 404
    )
