"""A large file over a line that breaks: it goes on, arrives whole, and its SHA-256 is right."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Request, Route, expect

from tests.e2e.conftest import PATIENCE
from tests.e2e.tracker import Tracker
from tests.e2e.visitor import Visitor

FILES = "/invitations/10/quote/files"
TEXT = ("".join(random.Random(7).choices("abcdefgh \n", k=1_300_000)) * 10).encode()
"""13 MB: four parts."""


@pytest.fixture
def rory(visit_as_company: Callable[..., Visitor]) -> Iterator[Visitor]:
    visitor = visit_as_company("rory@specimen.example").go(FILES)
    yield visitor
    visitor.context.set_offline(False)


def choose(visitor: Visitor, path: Path) -> None:
    visitor.page.get_by_label("Choose one or more files").set_input_files(str(path))
    visitor.page.get_by_role("button", name="Add files").click()


class SlowLine:
    """A line on which each part waits until it is let through."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.sent = 0
        self.broken = False
        visitor.page.route(re.compile(r"/quote/uploads/\w+$"), self.part)

    def part(self, route: Route, request: Request) -> None:
        if request.method == "PATCH":
            self.sent += 1
            if self.sent == 2:
                self.broken = True
        if self.broken:
            route.abort("connectionreset")
        else:
            route.continue_()

    def mend(self) -> None:
        self.broken = False


def said(visitor: Visitor, words: str) -> None:
    expect(visitor.page.locator("#sending")).to_contain_text(words, timeout=PATIENCE)


def test_a_file_goes_on_after_the_line_was_cut(rory: Visitor, tmp_path: Path) -> None:
    path = tmp_path / "A large plan.txt"
    path.write_bytes(TEXT)
    line = SlowLine(rory)
    choose(rory, path)
    said(rory, "The connection is lost.")
    said(rory, "It goes on by itself once the connection is back.")
    assert "A large plan.txt: The connection is lost." in rory.page.inner_text("#upload-status")
    rory.look_both_ways()
    rory.page.get_by_role("button", name="Pause A large plan.txt").click()
    said(rory, "What has arrived is kept for a week.")
    rory.look_both_ways()
    line.mend()
    rory.page.get_by_role("button", name="Go on A large plan.txt").click()
    rory.page.wait_for_url("**/files?added=1")
    rory.sees("1 file added", "A large plan.txt", hashlib.sha256(TEXT).hexdigest())
    rory.look()
    assert rory.fetch("A large plan.txt") == TEXT


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(
    rory: Visitor, tmp_path: Path, tracker: Tracker
) -> None:
    content = TEXT[::-1]
    path = tmp_path / "Another plan.txt"
    path.write_bytes(content)
    SlowLine(rory)
    choose(rory, path)
    said(rory, "The connection is lost.")
    rory.page.unroute_all(behavior="ignoreErrors")
    rory.go(FILES).sees("Not finished", "Another plan.txt", "4.2 MB of 13.0 MB")
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method in {"POST", "PATCH"}:
            sent.append(f"{request.method} {request.headers.get('upload-offset', '')}".strip())

    rory.page.on("request", note)
    choose(rory, path)
    rory.page.wait_for_url("**/files?added=1")
    assert sent == ["PATCH 4194304", "PATCH 8388608", "PATCH 12582912"]
    rory.sees("Another plan.txt", hashlib.sha256(content).hexdigest())
    rory.sees_nothing_of("Not finished")
    assert list((tracker.folder / "uploads" / "arriving").iterdir()) == []


def test_what_is_refused_is_said_and_the_rest_is_added(rory: Visitor, tmp_path: Path) -> None:
    wrong, right = tmp_path / "quote.pdf", tmp_path / "words.txt"
    wrong.write_bytes(b"No PDF at all.")
    right.write_bytes(b"Words enough.")
    box = rory.page.get_by_label("Choose one or more files")
    box.set_input_files([str(wrong), str(right)])
    rory.page.get_by_role("button", name="Add files").click()
    said(rory, "quote.pdf is not what its name says: its content is not PDF")
    said(rory, "Added to your quote.")
    expect(rory.page.locator("#quote-files")).to_contain_text("words.txt")
    rory.look_both_ways()


def test_who_is_signed_out_meanwhile_is_told_so_and_loses_nothing(
    rory: Visitor, tmp_path: Path, tracker: Tracker
) -> None:
    path = tmp_path / "Third plan.txt"
    path.write_bytes(TEXT[5:])
    SlowLine(rory)
    choose(rory, path)
    said(rory, "The connection is lost.")
    kept: Any = rory.context.cookies()
    rory.context.clear_cookies()
    rory.page.unroute_all(behavior="ignoreErrors")
    said(rory, "You have been signed out. What has arrived is kept.")
    expect(rory.page.get_by_role("link", name="Sign in again")).to_be_visible()
    rory.look_both_ways()
    rory.context.add_cookies(kept)
    rory.page.goto(tracker.address + FILES)
    rory.sees("Third plan.txt", "4.2 MB of 13.0 MB")
    choose(rory, path)
    rory.page.wait_for_url("**/files?added=1")
    rory.sees(hashlib.sha256(TEXT[5:]).hexdigest())
