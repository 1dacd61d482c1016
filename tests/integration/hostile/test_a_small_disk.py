"""A server that really runs, on a filesystem that really is full: uploads, and sending a quote.

Where no filesystem may be mounted, they are skipped: `test_disk_full.py` fails each step by itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from tests.small_disks import CannotMount, SmallDisk, mounted
from tests.soak.caller import Answer, Caller, Cut
from tests.soak.checking import Receipt, faults_in, leftovers, rows, swept
from tests.soak.killing import RECEIPT, SHA256
from tests.soak.parts import Sending
from tests.soak.server import Server
from tests.soak.world import World

MEGABYTES = 24
STEP = 32_768
"""By how many bytes more there is room at each further try to send."""
NOT_SENT = "it has not been received, and you have no receipt"


@dataclass
class Office:
    """A tracker on a small disk, and the company of each draft by its invitation."""

    disk: SmallDisk
    world: World
    drafts: dict[int, Caller]

    def answers(self) -> bool:
        """Whether the service goes on."""
        return all(
            caller.get(f"/invitations/{id_}/quote").status == 200
            for id_, caller in self.drafts.items()
        )

    def files_of(self, invitation: int) -> str:
        """The page that lists the files of a draft."""
        return self.drafts[invitation].get(f"/invitations/{invitation}/quote/files").text


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SmallDisk, World]]:
    """A tracker that runs on a small disk."""
    try:
        with mounted(tmp_path_factory.mktemp("small") / "disk", MEGABYTES) as disk:
            world = World(disk.folder)
            server = Server.start(disk.folder)
            world.tell(server.port)
            yield disk, world
            server.kill()
    except CannotMount as reason:
        pytest.skip(f"No small filesystem can be mounted here: {reason}")


@pytest.fixture
def office(served: tuple[SmallDisk, World]) -> Office:
    disk, world = served
    disk.free()
    _, invitations = world.new_commission()
    drafts = {id_: world.companies[company] for id_, company in invitations.items()}
    return Office(disk, world, drafts)


NOT_TAKEN = (503, None)
"""Whoever is still sending may see the line end before the answer: a browser says so, too."""


def status(act: Callable[[], Answer]) -> int | None:
    """What is answered, or that no answer came."""
    try:
        return act().status
    except Cut:
        return None


def plan(size: int) -> bytes:
    return b"%PDF-1.4\n" + os.urandom(size)


def test_a_file_that_finds_no_room_is_not_kept_and_the_next_try_is(office: Office) -> None:
    (invitation, caller), *_ = office.drafts.items()
    page = f"/invitations/{invitation}/quote/files"
    sent = {**caller.get(page).form("Add files"), "files": ("plan.pdf", plan(3_000_000))}
    for room in (0, 100_000, 1_500_000, 3_500_000):
        office.disk.leave(room)
        assert status(lambda: caller.post(page, sent)) in NOT_TAKEN
        assert "plan.pdf" not in office.files_of(invitation)
        assert office.answers()
    office.disk.free()
    assert caller.post(page, sent).status == 302
    assert "plan.pdf" in office.files_of(invitation)
    assert leftovers(office.world) == []


def test_a_file_in_parts_goes_on_where_the_disk_was_full(office: Office) -> None:
    (invitation, caller), *_ = office.drafts.items()
    draft = f"/invitations/{invitation}/quote"
    token = caller.get(f"{draft}/files").form("Add files")["csrf_token"]
    content = plan(8_000_000)
    sending = Sending(caller, f"{draft}/uploads", token, "plan.pdf", content, 2_000_000)
    sending.begin()
    assert sending.send_part().status == 204
    for room in (0, 500_000, 1_100_000):
        office.disk.leave(room)
        assert status(sending.send_part) in NOT_TAKEN
        assert sending.fault() is None and sending.acknowledged < len(content)
        assert office.answers() and not list(office.world.uploads.glob("arriving/*/*.part"))
    office.disk.free()
    assert sending.fault() is None and sending.go_on().status == 204
    assert sending.sha256 in office.files_of(invitation)
    assert leftovers(office.world) == []


def test_however_little_room_there_is_no_receipt_is_for_nothing(office: Office) -> None:
    receipts, refused = list[Receipt](), 0
    for invitation, caller in office.drafts.items():
        page = f"/invitations/{invitation}/quote/files"
        chosen = {"files": ("plan.pdf", plan(200_000))}
        office.disk.free()
        assert caller.post(page, {**caller.get(page).form("Add files"), **chosen}).status == 302
        page = f"/invitations/{invitation}/quote/check"
        sent = {**caller.get(page).form("Send your quote"), "may_send": "y"}
        answer, failed = sent_on_a_full_disk(office, invitation, sent)
        refused += failed
        receipts.append(receipt_of(answer, sent))
    office.disk.free()
    assert faults_in(office.world, receipts) == []
    swept(office.world)
    assert leftovers(office.world) == []
    assert refused >= len(receipts)
    print(f"\n{refused} times a full disk met a quote that was sent: no false receipt")


def sent_on_a_full_disk(
    office: Office, invitation: int, sent: dict[str, Any]
) -> tuple[Answer, int]:
    """Press the same button again and again, as there is a little more room each time, or all.

    The answer that has a receipt, and how many had none.
    """
    is_freed_at_once = invitation == min(office.drafts)
    for tries, room in enumerate(count(0, STEP)):
        office.disk.leave(room)
        if tries and is_freed_at_once:
            office.disk.free()
        answer = office.drafts[invitation].post(f"/invitations/{invitation}/quote/check", sent)
        if answer.status == 200:
            return answer, tries
        must_not_be_sent(office, invitation, answer)
    raise AssertionError


def must_not_be_sent(office: Office, invitation: int, answer: Answer) -> None:
    """The company is told so, nothing is half done, and it can read its draft."""
    assert answer.status == 503 and NOT_SENT in answer.words
    assert not RECEIPT.search(answer.text)
    with office.world.looking():
        states = rows("SELECT state FROM quote WHERE invitation_id = :id", id=invitation)
    assert states == [("draft",)]
    assert office.answers()


def receipt_of(answer: Answer, sent: dict[str, Any]) -> Receipt:
    number = RECEIPT.search(answer.words)
    assert answer.status == 200 and number, answer.words
    digest, *files = SHA256.findall(answer.words)
    return Receipt(number[0], digest, sent["reading_key"], frozenset(files))
