"""What a stolen disk shows before the opening: nothing of what is in a quote.

Words that occur nowhere else, a price, a file's name and its bytes are planted through the pages,
in a draft, a sent, a replaced and a withdrawn quote; then every byte that was written is searched.
"""

from __future__ import annotations

import logging
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NoReturn

import pytest
from flask import Flask
from structlog.testing import capture_logs

from app.commissions.models import Commission, Invitation
from app.commissions.queries import issued_brief
from app.database import db
from app.people.models import Person
from tests.browsing import Browser, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, make_commission
from tests.factories.keyholders import make_keyholder
from tests.factories.quotes import begin_opening, open_quotes, pass_deadline

BACKUP = """
import sqlite3, sys
live, copy = (sqlite3.connect(path) for path in sys.argv[1:])
live.backup(copy)
"""

ClientAs = Callable[[Person], Browser]


class Planted:
    """What is searched for: random, so that nothing else can be it."""

    def __init__(self) -> None:
        self.answer = f"canary{secrets.token_hex(12)}answer"
        self.description = f"canary{secrets.token_hex(12)}line"
        self.name = f"canary{secrets.token_hex(12)}name.txt"
        self.content = f"canary{secrets.token_hex(12)}bytes"
        self.pence = 10_000_000 + secrets.randbelow(89_999_999) * 100 + 37

    @property
    def needles(self) -> list[bytes]:
        """As bytes, however each might be written."""
        price = f"{self.pence / 100:.2f}"
        words = [self.answer, self.description, self.name, self.content, str(self.pence), price]
        return [one.encode() for one in words] + [one.encode("utf-16-le") for one in words[:4]]

    def found_in(self, content: bytes) -> list[str]:
        return [needle.decode("latin-1") for needle in self.needles if needle in content]


@pytest.fixture
def planted() -> Planted:
    return Planted()


@pytest.fixture
def commission(app: Flask) -> Commission:
    return make_commission("issued")


def write_quote(browser: Browser, invitation: Invitation, planted: Planted, size: int = 0) -> None:
    """Write a draft page by page; its file is as long as is asked."""
    here = f"/invitations/{invitation.id}/quote"
    browser.post(here)
    for question in issued_brief(invitation.commission_id).questions:
        browser.post(f"{here}/answers/{question.id}", data={"text": planted.answer})
    price = {
        "lines-0-description": planted.description,
        "lines-0-quantity": "1",
        "lines-0-unit_price": f"{planted.pence / 100:.2f}",
        "lines-0-vat": "20",
    }
    assert browser.post(f"{here}/prices", data=price).status_code == 302
    content = planted.content + "\n" + f"{planted.content}\n" * (size // len(planted.content))
    file = {"files": (BytesIO(content.encode()), planted.name)}
    sent = browser.post(f"{here}/files", data=file, content_type="multipart/form-data")
    assert sent.status_code == 302


def send(browser: Browser, invitation: Invitation) -> None:
    page = browser.get(f"/invitations/{invitation.id}/quote/check")
    assert "Quote received" in words_of(browser.submit(page, {"may_send": True}))


def every_file(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())


def backup_of(app: Flask, folder: Path) -> Path:
    """A copy of the database, as an administrator makes one while it runs."""
    made = folder / "backup.sqlite3"
    source = Path(app.instance_path) / "tracker.sqlite3"
    subprocess.run([sys.executable, "-c", BACKUP, source, made], check=True)
    return made


def test_no_byte_on_the_disk_shows_what_is_in_a_quote(
    app: Flask,
    commission: Commission,
    client_as: ClientAs,
    planted: Planted,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, second, third = commission.invitations
    with caplog.at_level(logging.DEBUG), capture_logs() as said:
        for invitation in (first, second, third):
            browser = client_as(contact_of(invitation.company))
            write_quote(browser, invitation, planted, size=2_000_000)
            if invitation is third:
                continue  # stays a draft
            send(browser, invitation)
            if invitation is first:
                write_quote(browser, invitation, planted)
                send(browser, invitation)  # replaces it
        client_as(contact_of(second.company)).post(f"/invitations/{second.id}/withdraw")
        pass_deadline(commission)
        begin_opening(commission, by=make_keyholder())
        db.session.commit()
    instance = Path(app.instance_path)
    backup = backup_of(app, tmp_path)
    searched = [*every_file(instance, tmp_path)]
    assert instance / "tracker.sqlite3" in searched and backup in searched
    assert (instance / "tracker.sqlite3-wal") in searched
    uploads: Path = app.config["UPLOAD_FOLDER"]
    kept = [path for path in uploads.iterdir() if path.is_file()]
    assert len(kept) == 4, "sent, replaced, withdrawn, and a draft"
    assert list((tmp_path / "outbox").glob("*.eml"))
    hits = {path.name: planted.found_in(path.read_bytes()) for path in searched}
    assert {name: found for name, found in hits.items() if found} == {}
    assert planted.found_in(f"{said}{caplog.text}".encode()) == []


def test_the_same_search_finds_each_of_them_where_nothing_is_sealed(
    planted: Planted, tmp_path: Path
) -> None:
    (tmp_path / "plain").write_bytes(b" ".join(planted.needles))
    (path,) = every_file(tmp_path)
    assert len(planted.found_in(path.read_bytes())) == len(planted.needles)


def test_after_the_opening_it_is_still_in_no_file(
    app: Flask, commission: Commission, client_as: ClientAs, planted: Planted, tmp_path: Path
) -> None:
    invitation = commission.invitations[0]
    browser = client_as(contact_of(invitation.company))
    write_quote(browser, invitation, planted)
    send(browser, invitation)
    open_quotes(commission)
    browser = client_as(contact_of(invitation.company))
    assert planted.answer in browser.get(f"/invitations/{invitation.id}/quote").text
    searched = every_file(Path(app.instance_path), tmp_path)
    assert [path.name for path in searched if planted.found_in(path.read_bytes())] == []


def test_an_upload_arrives_without_a_temporary_file(
    commission: Commission,
    client_as: ClientAs,
    planted: Planted,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_given: object, **_named: object) -> NoReturn:
        raise AssertionError("a temporary file was asked for")

    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", refuse)
    invitation = commission.invitations[0]
    write_quote(client_as(contact_of(invitation.company)), invitation, planted, size=3_000_000)


def test_the_drafts_key_is_gone_once_it_is_sent(
    app: Flask, commission: Commission, client_as: ClientAs, planted: Planted, clock: GivenClock
) -> None:
    invitation = commission.invitations[0]
    browser = client_as(contact_of(invitation.company))
    write_quote(browser, invitation, planted)
    memory: Path = app.config["MEMORY_FOLDER"]
    (kept,) = memory.glob("draft-*")
    assert kept.stat().st_mode & 0o077 == 0 and memory.stat().st_mode & 0o077 == 0
    assert memory not in Path(app.instance_path).parents
    send(browser, invitation)
    assert not list(memory.glob("draft-*"))
