"""Files that arrive in parts: cut anywhere, gone on with, checked, added; by the right people."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app import arriving
from app.commissions.models import Invitation
from app.database import db
from app.errors import RuleBroken
from app.files import CheckedFile, checked
from app.people.models import Person
from app.quotes import operations, queries
from app.quotes.models import RefusedAttempt, Upload
from tests.browsing import Browser, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of
from tests.factories.quotes import commit, pass_deadline, send_draft
from tests.tus import Sender, files_of

ClientAs = Callable[[Person], Browser]
WORDS = b"Words of a plan. " * 20_000


def added(name: str, content: bytes) -> tuple[str, str]:
    return name, hashlib.sha256(content).hexdigest()


def attempts() -> list[tuple[str, bool]]:
    return [(one.what, one.is_late) for one in db.session.scalars(select(RefusedAttempt))]


def test_a_file_arrives_in_parts_and_is_in_the_draft(
    invitation: Invitation, sender: Sender, arriving: Path
) -> None:
    address = sender.begun("Plana – 价格.txt", len(WORDS))
    assert sender.offset(address) == 0
    for start in range(0, len(WORDS), 100_000):
        answer = sender.part(address, start, WORDS[start : start + 100_000])
        assert answer.status_code == 204
        assert answer.headers["Upload-Offset"] == str(min(start + 100_000, len(WORDS)))
    assert files_of(invitation) == [added("Plana – 价格.txt", WORDS)]
    assert list(arriving.iterdir()) == []
    assert sender.offset(address) == len(WORDS)
    assert told(sender, address) == {
        "arrived": len(WORDS),
        "size": len(WORDS),
        "ended": "added",
        "refusal": "",
        "is_in_use": False,
    }
    assert sender.part(address, len(WORDS), b"").status_code == 204
    assert len(files_of(invitation)) == 1


@given(st.lists(st.tuples(st.integers(1, 700), st.integers(0, 700)), max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_wherever_the_line_is_cut_the_file_is_the_same(
    invitation: Invitation,
    sender: Sender,
    monkeypatch: pytest.MonkeyPatch,
    cuts: list[tuple[int, int]],
) -> None:
    monkeypatch.setattr(arriving, "PIECE", 256)
    content = hashlib.sha256(repr(cuts).encode()).hexdigest().encode() * 30
    before = len(files_of(invitation))
    address = sender.begun(f"{before}.txt", len(content))
    for length, cut in cuts:
        offset = sender.offset(address)
        part = content[offset : offset + length]
        if not part or offset + min(cut, len(part)) >= len(content):
            break
        sender.part(address, offset, part, cut=min(cut, len(part)))
        assert sender.offset(address) == offset + min(cut, len(part))
    offset = sender.offset(address)
    assert sender.part(address, offset, content[offset:]).status_code == 204
    assert files_of(invitation)[-1] == added(f"{before}.txt", content)
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None
    operations.remove_file(invitation, draft.files[-1].id, by=contact_of(invitation.company))
    commit()


@pytest.mark.parametrize(
    ("algorithm", "hashed"), [("sha256", hashlib.sha256), ("sha1", hashlib.sha1)]
)
def test_a_part_with_a_checksum_is_taken_whole_or_not_at_all(
    sender: Sender, algorithm: str, hashed: Callable[[bytes], hashlib._Hash]
) -> None:
    address = sender.begun("plan.txt", len(WORDS))
    right = f"{algorithm} {b64encode(hashed(WORDS[:500]).digest()).decode()}"
    wrong = sender.part(address, 0, WORDS[1:501], Upload_Checksum=right)
    assert wrong.status == "460 Checksum Mismatch"
    assert sender.offset(address) == 0
    sender.part(address, 0, WORDS[:500], cut=400, Upload_Checksum=right)
    assert sender.offset(address) == 0
    assert sender.part(address, 0, WORDS[:500], Upload_Checksum=right).status_code == 204
    assert sender.offset(address) == 500


def told(sender: Sender, address: str) -> dict[str, Any]:
    """What became of an upload."""
    answer: dict[str, Any] | None = sender.ask("GET", address).json
    assert answer is not None
    return answer


def held(invitation: Invitation, address: str) -> queries.Arriving:
    person = contact_of(invitation.company)
    return queries.upload_named(person, invitation, address.rsplit("/", 1)[-1])


def test_of_two_who_send_at_once_one_is_told_to_wait(
    invitation: Invitation, sender: Sender
) -> None:
    address = sender.begun("plan.txt", len(WORDS))
    upload = held(invitation, address)
    with arriving.pieces_of(upload.name, upload.key):
        assert sender.part(address, 0, WORDS).status_code == 423
        assert sender.ask("DELETE", address).status_code == 423
        assert told(sender, address)["is_in_use"] is True
    assert sender.part(address, 0, WORDS).status_code == 204


def test_two_parts_for_one_place_are_not_both_taken(invitation: Invitation, sender: Sender) -> None:
    address = sender.begun("plan.txt", len(WORDS))
    assert sender.part(address, 0, WORDS[:500]).status_code == 204
    again = sender.part(address, 0, WORDS[:500])
    assert (again.status_code, again.headers["Upload-Offset"]) == (409, "500")
    sender.part(address, 500, WORDS[500:])
    assert files_of(invitation) == [added("plan.txt", WORDS)]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.pdf", WORDS, "plan.pdf is not what its name says: its content is not PDF"),
        ("plan.docx", WORDS, "plan.docx is not what its name says: its content is not DOCX"),
    ],
)
def test_what_is_refused_once_it_is_whole_is_said_and_gone(
    invitation: Invitation, sender: Sender, arriving: Path, name: str, content: bytes, sentence: str
) -> None:
    address = sender.begun(name, len(content))
    refused = sender.part(address, 0, content)
    assert (refused.status_code, refused.text) == (422, sentence)
    assert refused.mimetype == "text/plain"
    assert files_of(invitation) == [] and list(arriving.iterdir()) == []
    assert not [path for path in arriving.parent.iterdir() if path.is_file()]
    assert attempts() == [("add a file", False)]
    # Whoever lost that answer on the line asks again.
    assert sender.offset(address) == len(content)
    assert told(sender, address)["refusal"] == sentence
    again = sender.part(address, len(content), b"")
    assert (again.status_code, again.text) == (422, sentence)


@pytest.mark.parametrize(
    ("name", "size", "status", "sentence"),
    [
        ("setup.exe", 10, 422, "The selected file must be PDF, Word, Excel, PowerPoint, "),
        ("", 10, 422, "Select a file"),
        ("plan.txt", 0, 422, "plan.txt is empty"),
        ("plan.txt", 1_000_001, 413, "plan.txt must be smaller than 1 MB"),
    ],
)
def test_what_can_be_told_is_refused_before_a_byte_is_sent(
    app: Flask, sender: Sender, name: str, size: int, status: int, sentence: str
) -> None:
    app.config["MAX_FILE_BYTES"] = 1_000_000
    refused = sender.begin(name, size)
    assert refused.status_code == status
    assert refused.text.startswith(sentence)
    assert db.session.scalar(select(Upload.id)) is None


def test_files_that_still_arrive_count_towards_the_limits(app: Flask, sender: Sender) -> None:
    app.config["MAX_FILE_BYTES"] = 1_000_000
    for number in range(5):
        sender.begun(f"{number}.txt", 1_000_000)
    assert sender.begin("f.txt", 1).text == "All files together must be 5 MB or less"


def test_the_same_file_is_added_once(
    invitation: Invitation, sender: Sender, arriving: Path
) -> None:
    for expected in (204, 422):
        answer = sender.part(sender.begun("plan.txt", len(WORDS)), 0, WORDS)
        assert answer.status_code == expected
    assert answer.text == "You have already added this file"
    assert files_of(invitation) == [added("plan.txt", WORDS)]
    assert len([path for path in arriving.parent.iterdir() if path.is_file()]) == 1


@pytest.fixture
def last_second(invitation: Invitation, clock: GivenClock) -> None:
    """One second is left when everybody begins."""
    deadline = invitation.commission.quote_deadline
    assert deadline is not None
    clock.move_to(deadline - timedelta(seconds=1))


@pytest.mark.usefixtures("last_second")
def test_from_the_deadline_on_no_part_is_taken_and_the_attempt_is_kept(
    invitation: Invitation, client_as: ClientAs
) -> None:
    sender = Sender(client_as(contact_of(invitation.company)), invitation.id)
    address = sender.begun("plan.txt", len(WORDS))
    sender.part(address, 0, WORDS[:500])
    pass_deadline(invitation.commission)
    late = sender.part(address, 500, WORDS[500:])
    assert late.status_code == 422
    assert late.text.startswith("The deadline was 10am on Wednesday 18 December 2013.")
    assert sender.begin("other.txt", 10).status_code == 422
    assert attempts() == [("add a file", True), ("add a file", True)]
    assert sender.offset(address) == 500 and files_of(invitation) == []


@pytest.mark.usefixtures("last_second")
def test_a_file_whose_last_byte_comes_in_time_is_late_if_the_deadline_comes_while_it_is_checked(
    invitation: Invitation,
    client_as: ClientAs,
    clock: GivenClock,
    arriving: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sender = Sender(client_as(contact_of(invitation.company)), invitation.id)
    address = sender.begun("plan.txt", len(WORDS))

    def slowly(*given: Any) -> CheckedFile:
        clock.forward(seconds=1)
        return checked(*given)

    monkeypatch.setattr("app.files.checked", slowly)
    assert sender.part(address, 0, WORDS).status_code == 422
    assert attempts() == [("add a file", True)]
    assert files_of(invitation) == [] and list(arriving.iterdir()) == []
    assert not [path for path in arriving.parent.iterdir() if path.is_file()]


def test_an_upload_can_be_given_up(invitation: Invitation, sender: Sender, arriving: Path) -> None:
    address = sender.begun("plan.txt", len(WORDS))
    sender.part(address, 0, WORDS[:500])
    assert sender.ask("DELETE", address).status_code == 204
    assert list(arriving.iterdir()) == []
    assert sender.part(address, 500, WORDS[500:]).status_code == 404
    assert sender.ask("HEAD", address).status_code == 404


def test_after_a_week_it_has_expired_and_is_swept(
    sender: Sender, arriving: Path, clock: GivenClock
) -> None:
    address = sender.begun("plan.txt", len(WORDS))
    expires = sender.part(address, 0, WORDS[:500]).headers["Upload-Expires"]
    assert expires == "Wed, 11 Dec 2013 10:00:00 GMT"
    clock.forward(days=7)
    assert sender.ask("HEAD", address).status_code in {401, 410}  # signed out by then, too


def test_the_sweep_takes_what_expired_what_was_sent_and_what_nobody_knows(
    invitation: Invitation, sender: Sender, arriving: Path, clock: GivenClock
) -> None:
    address = sender.begun("plan.txt", len(WORDS))
    sender.part(address, 0, WORDS[:500])
    (arriving / "left-by-a-killed-server").mkdir()
    assert operations.sweep_uploads() == 1
    commit()
    assert sender.offset(address) == 500
    clock.forward(days=7)
    assert operations.sweep_uploads() == 1
    commit()
    assert list(arriving.iterdir()) == [] and db.session.scalar(select(Upload.id)) is None


def test_a_restart_that_loses_the_draft_loses_its_uploads(app: Flask, sender: Sender) -> None:
    address = sender.begun("plan.txt", len(WORDS))
    sender.part(address, 0, WORDS[:500])
    memory_folder: Path = app.config["MEMORY_FOLDER"]
    for kept in memory_folder.iterdir():
        kept.unlink()
    gone = sender.part(address, 500, WORDS[500:])
    assert gone.status_code == 410
    assert sender.ask("HEAD", address).status_code == 410


def test_a_quote_is_not_sent_while_a_file_of_it_still_arrives(
    invitation: Invitation, sender: Sender
) -> None:
    sender.begun("plan.txt", len(WORDS))
    with pytest.raises(RuleBroken, match=r"Send the rest of plan\.txt, or remove it"):
        send_draft(invitation, by=contact_of(invitation.company))
    page = sender.browser.get(sender.uploads.replace("uploads", "check"))
    assert "Send the rest of plan.txt, or remove it" in words_of(page)


def test_what_expired_holds_no_quote_back_and_goes_with_the_draft(
    invitation: Invitation, sender: Sender, arriving: Path, clock: GivenClock
) -> None:
    address = sender.begun("plan.txt", len(WORDS))
    sender.part(address, 0, WORDS[:500])
    clock.forward(days=8)
    send_draft(invitation, by=contact_of(invitation.company))
    assert list(arriving.iterdir()) == [] and db.session.scalar(select(Upload.id)) is None


def test_an_unfinished_file_is_on_the_page_and_can_be_removed_there(
    sender: Sender, arriving: Path
) -> None:
    address = sender.begun("plan.txt", len(WORDS))
    sender.part(address, 0, WORDS[:5_000])
    page = sender.browser.get(sender.uploads.replace("uploads", "files"))
    assert "plan.txt 5.0 kB of 340.0 kB 10am on Wednesday 11 December 2013" in words_of(page)
    asked = sender.browser.get(f"{address}/remove")
    assert "What has arrived of plan.txt, 5.0 kB of 340.0 kB, will be removed." in words_of(asked)
    done = sender.browser.submit(asked, follow=True)
    assert "File removed" in words_of(done) and "Not finished" not in words_of(done)
    assert list(arriving.iterdir()) == []


def test_when_a_draft_is_thrown_away_nothing_of_an_upload_stays(
    invitation: Invitation, sender: Sender, arriving: Path
) -> None:
    address = sender.begun("plan.txt", len(WORDS))
    sender.part(address, 0, WORDS[:500])
    operations.discard_draft(invitation, by=contact_of(invitation.company))
    commit()
    assert list(arriving.iterdir()) == [] and db.session.scalar(select(Upload.id)) is None
    assert sender.part(address, 500, WORDS[500:]).status_code == 404
