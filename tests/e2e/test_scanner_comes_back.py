"""The scanner is down when a file has arrived: it stays, and is checked later where it is."""

from __future__ import annotations

import hashlib
import random
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Request, expect

from tests.e2e.conftest import PATIENCE
from tests.e2e.tracker import Tracker
from tests.e2e.visitor import Visitor
from tests.scanner import scanner_that_says

FILES = "/invitations/10/quote/files"
TEXT = ("".join(random.Random(11).choices("abcdefgh \n", k=1_000_000)) * 5).encode()
"""5 MB: two parts."""
HELD = (
    "is not accepted yet: the check for viruses is not running. Try again in a few minutes – "
    "nothing has to be sent again"
)


@pytest.fixture(scope="module")
def port() -> int:
    """Where the scanner is looked for. Nobody is there yet."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


@pytest.fixture(scope="module")
def tracker(made: Path, port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    """The demonstration, with a scanner set up."""
    folder = tmp_path_factory.mktemp("scanned")
    shutil.copytree(made, folder / "made")
    with (folder / "made" / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'CLAMD = "127.0.0.1:{port}"\n')
    running = Tracker.start(folder / "made", folder / "instance")
    yield running
    running.stop()


@pytest.fixture
def rory(visit_as_company: Callable[..., Visitor]) -> Visitor:
    visitor = visit_as_company("rory@specimen.example").go(FILES)
    visitor.expected = {503, 422}
    return visitor


def choose(visitor: Visitor, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    visitor.page.get_by_label("Choose one or more files").set_input_files(str(path))
    visitor.page.get_by_role("button", name="Add files").click()


def said(visitor: Visitor, words: str) -> None:
    expect(visitor.page.locator("#sending")).to_contain_text(words, timeout=PATIENCE)


def test_it_is_checked_later_on_the_same_page_and_no_byte_is_sent_again(
    rory: Visitor, port: int, tmp_path: Path
) -> None:
    choose(rory, tmp_path / "A plan.txt", TEXT)
    said(rory, f"A plan.txt {HELD}")
    rory.look_both_ways()
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "PATCH":
            sent.append(request.headers.get("upload-offset", ""))

    rory.page.on("request", note)
    check = rory.page.get_by_role("button", name="Check again A plan.txt")
    check.click()
    expect(check).to_be_focused()
    said(rory, f"A plan.txt {HELD}")
    with scanner_that_says("OK", port):
        check.click()
        rory.page.wait_for_url("**/files?added=1")
    assert sent == [str(len(TEXT))] * 2, "parts without bytes, at the end"
    rory.sees("1 file added", "A plan.txt", hashlib.sha256(TEXT).hexdigest())
    assert rory.fetch("A plan.txt") == TEXT


def test_it_is_checked_another_day_from_the_list(
    rory: Visitor, port: int, tmp_path: Path, tracker: Tracker
) -> None:
    content = TEXT[::-1]
    choose(rory, tmp_path / "Another plan.txt", content)
    said(rory, HELD)
    rory.go(FILES).sees("Not accepted yet", "Another plan.txt", "Nothing has to be sent again")
    rory.look()
    rory.look_both_ways()
    with scanner_that_says("OK", port):
        rory.press("Check again Another plan.txt")
    rory.sees("Another plan.txt is checked and added to your quote")
    rory.sees(hashlib.sha256(content).hexdigest())
    rory.sees_nothing_of("Not accepted yet")
    assert list((tracker.folder / "uploads" / "arriving").iterdir()) == []


def test_what_is_found_is_refused_and_nothing_of_it_stays(
    rory: Visitor, port: int, tmp_path: Path, tracker: Tracker
) -> None:
    choose(rory, tmp_path / "Third plan.txt", TEXT[5:])
    said(rory, HELD)
    with scanner_that_says("Own.Trial FOUND", port):
        rory.page.get_by_role("button", name="Check again Third plan.txt").click()
        said(rory, "The virus scanner found something in Third plan.txt, so it was not accepted")
    expect(rory.page.get_by_role("button", name="Check again Third plan.txt")).to_be_hidden()
    rory.go(FILES).sees_nothing_of("Not accepted yet")
    assert list((tracker.folder / "uploads" / "arriving").iterdir()) == []
