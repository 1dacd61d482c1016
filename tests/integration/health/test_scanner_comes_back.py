"""A file that arrived while the scanner was down stays, and is checked later without the line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.audit.models import AuditEntry
from app.commissions.models import Invitation
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.quotes.models import RefusedAttempt
from tests.browsing import Browser, error_summary_of, words_of
from tests.clamd import EICAR, Clamd
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.quotes import make_draft, pass_deadline, send_draft
from tests.scanner import scanner_that_says
from tests.tus import Sender, files_of

ClientAs = Callable[[Person], Browser]
WORDS = b"Words of a plan. " * 100_000
SAID = (
    "plan.txt is not accepted yet: the check for viruses is not running. Try again in a few "
    "minutes – nothing has to be sent again"
)


@pytest.fixture
def invitation(app: Flask) -> Invitation:
    app.config["CLAMD"] = "/nowhere/at-all"
    soon = clock.now() + timedelta(days=2)
    found = invitation_of(make_commission("issued", deadline=soon))
    make_draft(found)
    return found


def sent(sender: Sender, content: bytes = WORDS) -> str:
    """The address of a file of which all has arrived, and which could not be checked."""
    address = sender.begun("plan.txt", len(content))
    answer = sender.part(address, 0, content)
    assert (answer.status_code, answer.text) == (503, SAID)
    assert answer.mimetype == "text/plain"
    return address


def pieces(arriving: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in arriving.glob("*/*")}


def acts() -> list[str]:
    wanted = select(AuditEntry.act).where(AuditEntry.act.like("%upload%"))
    return list(db.session.scalars(wanted.order_by(AuditEntry.id)))


def check(sender: Sender) -> str:
    """What the page of files says after “Check again” was pressed on it."""
    page = sender.browser.get(sender.uploads.replace("uploads", "files"))
    return words_of(sender.browser.press(page, "Check again", follow=True))


def test_what_arrived_is_kept_sealed_and_checked_later_without_being_sent_again(
    app: Flask, invitation: Invitation, sender: Sender, arriving: Path
) -> None:
    address = sent(sender)
    kept = pieces(arriving)
    assert len(kept) == 2 and not any(WORDS[:60] in sealed for sealed in kept.values())
    assert sender.offset(address) == len(WORDS)
    assert files_of(invitation) == []
    page = sender.browser.get(sender.uploads.replace("uploads", "files"))
    assert "Not accepted yet" in words_of(page) and "Not finished" not in words_of(page)
    assert SAID in check(sender)
    assert pieces(arriving) == kept, "another try changes nothing while it is down"
    with scanner_that_says("OK") as scanner:
        app.config["CLAMD"] = scanner.address
        assert "plan.txt is checked and added to your quote" in check(sender)
    assert files_of(invitation) == [("plan.txt", hashlib.sha256(WORDS).hexdigest())]
    assert pieces(arriving) == {}
    assert acts() == ["upload begun", *["upload waits for the virus scanner"] * 2]
    assert db.session.scalars(select(RefusedAttempt)).all() == [], "nothing was refused"


def test_the_script_has_it_checked_by_a_part_without_bytes(
    app: Flask, invitation: Invitation, sender: Sender
) -> None:
    address = sent(sender)
    again = sender.part(address, len(WORDS), b"")
    assert (again.status_code, again.text) == (503, SAID)
    with scanner_that_says("OK") as scanner:
        app.config["CLAMD"] = scanner.address
        assert sender.part(address, len(WORDS), b"").status_code == 204
    assert len(files_of(invitation)) == 1


def test_what_is_found_later_is_refused_and_its_pieces_are_destroyed(
    app: Flask, clamd: Clamd, invitation: Invitation, sender: Sender, arriving: Path
) -> None:
    app.config["CLAMD"] = "/nowhere/at-all"
    address = sent(sender, EICAR)
    app.config["CLAMD"] = clamd.address
    said = check(sender)
    assert "The virus scanner found something in plan.txt, so it was not accepted" in said
    assert "Not accepted yet" not in said
    assert pieces(arriving) == {} and files_of(invitation) == []
    assert sender.part(address, len(EICAR), b"").status_code == 422
    assert acts()[-2:] == ["upload waits for the virus scanner", "upload refused"]
    assert [each.what for each in db.session.scalars(select(RefusedAttempt))] == ["add a file"]


def test_a_form_without_scripts_keeps_the_file_as_well(
    app: Flask, invitation: Invitation, sender: Sender, arriving: Path
) -> None:
    files = sender.uploads.replace("uploads", "files")
    given = {"files": [(BytesIO(WORDS), "plan.txt"), (BytesIO(b"No PDF."), "wrong.pdf")]}
    answer = sender.browser.submit(sender.browser.get(files), given)
    assert error_summary_of(answer) == [
        "File 2: wrong.pdf is not what its name says: its content is not PDF"
    ]
    assert SAID in words_of(answer) and "Not accepted yet" in words_of(answer)
    assert len(pieces(arriving)) == 2
    assert not any(WORDS[:60] in sealed for sealed in pieces(arriving).values())
    with scanner_that_says("OK") as scanner:
        app.config["CLAMD"] = scanner.address
        assert "plan.txt is checked and added to your quote" in check(sender)
    assert files_of(invitation) == [("plan.txt", hashlib.sha256(WORDS).hexdigest())]


def test_there_is_no_room_for_more_files_that_wait_than_a_quote_may_have(
    app: Flask, sender: Sender, arriving: Path
) -> None:
    files = sender.uploads.replace("uploads", "files")
    given = [(BytesIO(b"Words %d." % number), f"{number}.txt") for number in range(21)]
    answer = sender.browser.submit(sender.browser.get(files), {"files": given})
    (said,) = error_summary_of(answer)
    assert said == "File 21: You can add 20 files at most. Remove one first"
    assert len(pieces(arriving)) == 20


def test_the_quote_is_not_sent_without_it(invitation: Invitation, sender: Sender) -> None:
    sent(sender)
    with pytest.raises(RuleBroken, match=r"Have plan\.txt checked for viruses, or remove it"):
        send_draft(invitation, by=contact_of(invitation.company))


def test_from_the_deadline_on_nothing_is_checked_any_more(
    invitation: Invitation, sender: Sender, client_as: ClientAs
) -> None:
    address = sent(sender)
    pass_deadline(invitation.commission)
    late = Sender(client_as(contact_of(invitation.company)), invitation.id)
    with scanner_that_says("OK") as scanner:
        page = late.ask("POST", f"{address}/check").headers["Location"]
        assert not scanner.has_a_file.is_set()
    assert "Nothing can be sent or changed after it" in words_of(late.browser.get(page))
    assert [each.is_late for each in db.session.scalars(select(RefusedAttempt))] == [True]


def test_another_company_cannot_have_it_checked(
    invitation: Invitation, sender: Sender, client_as: ClientAs
) -> None:
    address = sent(sender)
    other = next(each for each in invitation.commission.invitations if each is not invitation)
    stranger = Sender(client_as(contact_of(other.company)), other.id)
    for uploads in (sender.uploads, stranger.uploads):
        path = f"{uploads}/{address.rsplit('/', 1)[-1]}/check"
        assert stranger.ask("POST", path).status_code == 404
