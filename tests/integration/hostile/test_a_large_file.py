"""A large file that is cut fifty times arrives whole, and the server's memory hardly grows.

A real server; `make bench` does the same with 1 GB and takes the time.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from random import Random

import pytest

from tests.canaries import wait_for
from tests.soak.caller import Caller, Cut
from tests.soak.parts import Sending
from tests.soak.server import Server, peak
from tests.soak.world import World

SIZE = 96_000_000
"""Bytes; no file may be larger than 100 MB here."""
PART = 1_200_000
CUTS = 50
MOST_GROWTH = SIZE // 2
"""Bytes: who holds the file in memory grows by twice as much at least."""


def letters(size: int) -> bytes:
    """A text that cannot be packed to nothing."""
    block = Random(5).randbytes(1_000_000).hex().encode()
    return (block * (size // len(block) + 1))[:size]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("large"))


def draft_of(world: World) -> tuple[str, Caller]:
    """The address of a draft, and its company's browser."""
    _, invitations = world.new_commission()
    invitation, company = next(iter(invitations.items()))
    caller, page = world.companies[company], f"/invitations/{invitation}/quote"
    for _ in range(12):
        assert caller.get(f"{page}/files").status == 200
    return page, caller


def cut() -> None:
    raise Cut


def send_with_cuts(sending: Sending, caller: Caller) -> int:
    """Send all of it; the line breaks in the middle of each part until it was cut often enough.

    How often it was cut.
    """
    cuts = 0
    sending.begin()
    while not sending.is_whole:
        if cuts < CUTS:
            caller.midway = cut
            with pytest.raises(Cut):
                sending.send_part()
            caller.midway = None
            cuts += 1
        wait_for(lambda: is_next_part_taken(sending))
    return cuts


def is_next_part_taken(sending: Sending) -> bool:
    """Sent on from where the server is; it may not have noticed yet that the line was cut."""
    answer = sending.send_part()
    if answer.status in (409, 423):
        assert sending.fault() is None
        return False
    assert answer.status == 204, answer.text
    return True


def test_fifty_cuts_change_no_byte_and_the_memory_hardly_grows(
    world: World, server: Server
) -> None:
    page, caller = draft_of(world)
    token = caller.get(f"{page}/files").form("Add files")["csrf_token"]
    content = letters(SIZE)
    before = server.peak()
    sending = Sending(caller, f"{page}/uploads", token, "large.txt", content, PART)
    assert send_with_cuts(sending, caller) == CUTS
    growth = server.peak() - before
    assert hashlib.sha256(content).hexdigest() in caller.get(f"{page}/files").text
    assert growth < MOST_GROWTH
    print(f"\n{SIZE // 1_000_000} MB in parts, cut {CUTS} times: +{growth / 2**20:.1f} MB")


def test_the_same_by_form(world: World, server: Server) -> None:
    page, caller = draft_of(world)
    content = letters(SIZE)
    sent = {**caller.get(f"{page}/files").form("Add files"), "files": ("large.txt", content)}
    before = server.peak()
    assert caller.post(f"{page}/files", sent).status == 302
    growth = server.peak() - before
    assert hashlib.sha256(content).hexdigest() in caller.get(f"{page}/files").text
    assert growth < MOST_GROWTH
    print(f"\n{SIZE // 1_000_000} MB by form: +{growth / 2**20:.1f} MB")


def test_a_process_that_holds_as_much_would_be_seen() -> None:
    held = f"kept = bytes(range(256)) * {SIZE // 256}"
    program = f"print(flush=True); input(); {held}; print(flush=True); input()"
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdin is not None
    process.stdout.readline()
    before = peak(process.pid)
    print(file=process.stdin, flush=True)
    process.stdout.readline()
    assert peak(process.pid) - before > MOST_GROWTH
    process.communicate("\n")
