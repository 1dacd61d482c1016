"""Files of a quote: each kept by itself, wrong ones refused in a sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.commissions.models import Invitation
from app.database import db
from app.people.models import Person
from app.quotes import queries
from app.quotes.models import RefusedAttempt
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.quotes import READING_KEY, submit_quote

ClientAs = Callable[[Person], Browser]
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(200)


def address(invitation: Invitation) -> str:
    return f"/invitations/{invitation.id}/quote/files"


def names(invitation: Invitation) -> list[str]:
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None
    return [file.typed_name for file in draft.files]


def stored(app: Flask) -> list[Path]:
    folder: Path = app.config["UPLOAD_FOLDER"]
    return [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []


def test_several_files_are_added_at_once_and_had_back(
    invitation: Invitation, browser: Browser
) -> None:
    page = browser.get(address(invitation))
    given = [(BytesIO(PDF), "Plana – 价格 🏠.pdf"), (BytesIO(b"Words."), "words.txt")]
    added = browser.submit(page, {"files": given}, follow=True)
    assert "2 files added" in words_of(added)
    assert names(invitation) == ["Plana – 价格 🏠.pdf", "words.txt"]
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None
    back = browser.get(f"{address(invitation)}/{draft.files[0].id}")
    assert back.data == PDF
    assert back.headers["Content-Disposition"].startswith("attachment")
    assert hashlib.sha256(PDF).hexdigest() in added.text


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (PROGRAM, "quote.pdf", "quote.pdf is not what its name says: its content is not PDF"),
        (b"", "empty.pdf", "empty.pdf is empty"),
        (PROGRAM, "setup.exe", "The selected file must be PDF, Word, Excel, PowerPoint, "),
        (PDF, "n" * 10_000 + ".pdf", "The file name must be 200 characters or fewer"),
        (b"x" * 1_500, "large.txt", "large.txt must be smaller than "),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence(
    app: Flask,
    invitation: Invitation,
    browser: Browser,
    content: bytes,
    name: str,
    sentence: str,
) -> None:
    app.config["MAX_FILE_BYTES"] = 1_000
    page = browser.get(address(invitation))
    refused = browser.submit(page, {"files": (BytesIO(content), name)})
    assert refused.status_code == 422
    (said,) = error_summary_of(refused)
    assert said.startswith(sentence)
    assert names(invitation) == [] and stored(app) == []


def test_the_same_file_is_added_once(app: Flask, invitation: Invitation, browser: Browser) -> None:
    page = browser.get(address(invitation))
    browser.submit(page, {"files": (BytesIO(PDF), "plan.pdf")})
    refused = browser.submit(page, {"files": (BytesIO(PDF), "again.pdf")})
    assert error_summary_of(refused) == ["You have already added this file"]
    assert names(invitation) == ["plan.pdf"] and len(stored(app)) == 1


def test_a_file_that_is_refused_takes_no_other_with_it(
    app: Flask, invitation: Invitation, browser: Browser
) -> None:
    page = browser.get(address(invitation))
    given = [(BytesIO(PDF), "a.pdf"), (BytesIO(b""), "b.pdf"), (BytesIO(b"Words."), "c.txt")]
    answer = browser.submit(page, {"files": given})
    assert answer.status_code == 422
    assert error_summary_of(answer) == ["File 2: b.pdf is empty"]
    assert "2 files of those you chose were added" in words_of(answer)
    assert names(invitation) == ["a.pdf", "c.txt"] and len(stored(app)) == 2


def test_no_file_chosen_is_said(invitation: Invitation, browser: Browser) -> None:
    refused = browser.submit(browser.get(address(invitation)))
    assert error_summary_of(refused) == ["Select a file"]


def test_all_files_together_have_a_limit(
    app: Flask, invitation: Invitation, browser: Browser
) -> None:
    app.config["MAX_FILE_BYTES"] = 1_000_000
    page = browser.get(address(invitation))
    for letter in "abcde":
        browser.submit(page, {"files": (BytesIO(letter.encode() * 1_000_000), f"{letter}.txt")})
    refused = browser.submit(page, {"files": (BytesIO(b"Words."), "f.txt")})
    assert error_summary_of(refused) == ["All files together must be 5 MB or less"]
    assert len(stored(app)) == 5


def test_a_removed_file_leaves_the_disk_after_the_commit(
    app: Flask, invitation: Invitation, browser: Browser
) -> None:
    page = browser.get(address(invitation))
    shown = browser.submit(page, {"files": (BytesIO(PDF), "plan.pdf")}, follow=True)
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None
    asked = browser.get(f"{address(invitation)}/{draft.files[0].id}/remove")
    browser.press(asked, "Remove the file")
    assert "plan.pdf" in shown.text
    assert names(invitation) == [] and stored(app) == []


def test_a_file_of_the_sent_quote_stays_when_the_copy_drops_it(
    app: Flask, client_as: ClientAs
) -> None:
    invitation = invitation_of(make_commission("issued"))
    submit_quote(invitation, files_given=[("plan.txt", b"Our plan.")])
    browser = client_as(contact_of(invitation.company))
    replacing = browser.get(f"/invitations/{invitation.id}/replace")
    browser.submit(replacing, {"reading_key": READING_KEY.secret}, button="Make a copy")
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None
    asked = browser.get(f"{address(invitation)}/{draft.files[0].id}/remove")
    browser.press(asked, "Remove the file")
    assert len(stored(app)) == 1


def test_a_refused_file_is_remembered_without_its_name(
    invitation: Invitation, browser: Browser
) -> None:
    browser.submit(browser.get(address(invitation)), {"files": (BytesIO(b""), "my-name.pdf")})
    (attempt,) = db.session.scalars(select(RefusedAttempt)).all()
    assert (attempt.what, attempt.is_late) == ("add a file", False)
