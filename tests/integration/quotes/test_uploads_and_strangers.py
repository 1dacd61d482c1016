"""What others find of a file that arrives in parts: another company, a passer-by, a thief."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from app.commissions.models import Invitation
from app.database import db
from app.people.models import Person
from tests.browsing import Browser
from tests.factories.commissions import contact_of
from tests.factories.quotes import make_draft
from tests.tus import Sender

ClientAs = Callable[[Person], Browser]
WORDS = b"Words of a plan. " * 20_000


def test_another_company_finds_no_upload(
    invitation: Invitation, sender: Sender, client_as: ClientAs
) -> None:
    address = sender.begun("plan.txt", len(WORDS))
    other = invitation.commission.invitations[1]
    make_draft(other)
    stranger = Sender(client_as(contact_of(other.company)), other.id)
    through_their_own = address.replace(f"/{invitation.id}/", f"/{other.id}/")
    for there in (address, through_their_own):
        for method in ("HEAD", "GET", "DELETE"):
            assert stranger.ask(method, there).status_code == 404
        assert stranger.part(there, 0, WORDS).status_code == 404
    assert stranger.ask("POST", sender.uploads).status_code == 404
    assert sender.offset(address) == 0


def test_who_is_not_signed_in_is_told_so_in_a_status(sender: Sender, client: Browser) -> None:
    address = sender.begun("plan.txt", len(WORDS))
    answer = client.open(address, method="HEAD", headers={"Tus-Resumable": "1.0.0"}, check=False)
    assert answer.status_code == 401
    assert client.get(address, check=False).status_code == 302


def test_a_page_of_another_site_cannot_send_a_part(sender: Sender) -> None:
    address = sender.begun("plan.txt", len(WORDS))
    sender.has_token = False
    assert sender.part(address, 0, WORDS).status_code == 400
    assert sender.ask("DELETE", address).status_code == 400
    assert sender.begin("plan.txt", 10).status_code == 400
    assert sender.offset(address) == 0


def test_no_table_entry_or_piece_has_the_name_or_a_byte(
    app: Flask, sender: Sender, arriving: Path
) -> None:
    content = b"canary-in-bytes " * 10_000
    address = sender.begun("canary-in-name.txt", len(content))
    sender.part(address, 0, content[:150_000], cut=120_001)
    assert sender.offset(address) == 120_001
    db.session.commit()
    whole = b"".join(path.read_bytes() for path in Path(app.instance_path).glob("tracker.sqlite3*"))
    whole += b"".join(path.read_bytes() for path in arriving.rglob("*") if path.is_file())
    assert b"canary" not in whole
    assert b64encode(b"canary-in-name.txt") not in whole
    sender.part(address, 120_001, content[120_001:])
    assert (
        b"canary-in-name.txt" in sender.browser.get(sender.uploads.replace("uploads", "files")).data
    )
