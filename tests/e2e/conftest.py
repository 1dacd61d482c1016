"""Fixtures of the browser tests: a real server with the demonstration, and people at browsers."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, StorageState, ViewportSize, sync_playwright

from app.demonstration.people import PASSWORD
from tests.e2e.tracker import Tracker, flask
from tests.e2e.visitor import WIDE, Visitor

QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
PATIENCE = 30_000
"""Milliseconds that a page may take on a busy machine."""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, made once for all processes; every module is served a copy of it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "demonstration" / "instance"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = shared / "unfinished" / "instance"
            flask(unfinished, "db", "upgrade")
            flask(unfinished, "demo", "load")
            unfinished.parent.rename(folder.parent)
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CHROMIUM names."""
    with sync_playwright() as driver:
        program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = driver.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def tracker(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    """A server that the tests of one module share."""
    running = Tracker.start(made, tmp_path_factory.mktemp("served") / "instance")
    try:
        running.wait()
        yield running
    finally:
        running.stop()


class Callers:
    """Everybody who has come to the tracker in one module. Each signs in once."""

    def __init__(self, chromium: Browser, tracker: Tracker) -> None:
        self.chromium = chromium
        self.tracker = tracker
        self.kept: dict[str, StorageState] = {}
        self.here: dict[str, Visitor] = {}
        self.seen: dict[int, bool] = {}

    def visitor(self, name: str, *, scripts: bool = True, window: ViewportSize = WIDE) -> Visitor:
        """Somebody at a browser, the same all through a test; signed in if they were before."""
        if name in self.here:
            return self.here[name]
        context = self.chromium.new_context(
            viewport=window,
            locale="en-GB",
            java_script_enabled=scripts,
            storage_state=self.kept.get(name),
        )
        context.set_default_timeout(PATIENCE)
        address = self.tracker.address
        visitor = Visitor(name, context, address, scripts, window, self.seen)
        self.here[name] = visitor
        return visitor

    def person(self, name: str, **browser: Any) -> Visitor:
        """One of the group's own people, through the sign-in form."""
        visitor = self.visitor(name, **browser)
        if name not in self.kept:
            visitor.go("/sign-in")
            visitor.type("Email address", f"{name}@cpg.example").type("Password", PASSWORD)
            visitor.press("Sign in")
            self.kept[name] = visitor.context.storage_state()
        return visitor

    def company(self, email: str, **browser: Any) -> Visitor:
        """A company's contact, through the link in the mail and the button on its page."""
        visitor = self.visitor(email, **browser)
        if email not in self.kept:
            visitor.go("/sign-in").press("Email me a sign-in link")
            visitor.type("Email address", email).press("Email me a link")
            visitor.go(self.link_to(email)).press("Sign in")
            self.kept[email] = visitor.context.storage_state()
        return visitor

    def link_to(self, email: str) -> str:
        """The sign-in link in the newest mail to an address."""
        mail = self.tracker.mails_to(email)[-1].get_content()
        found = re.search(r"https?://\S+/sign-in/link/\S+", mail)
        assert found, f"no link in the mail to {email}:\n{mail}"
        return found[0]

    def leave(self, test: str, *, has_failed: bool) -> None:
        """Close every browser, after a picture where the test has failed."""
        for visitor in self.here.values():
            if has_failed:
                visitor.keep_picture(test)
            visitor.context.close()
        self.here.clear()


@pytest.fixture(scope="module")
def callers(chromium: Browser, tracker: Tracker) -> Iterator[Callers]:
    """Who has come in this module."""
    come = Callers(chromium, tracker)
    yield come
    come.leave("", has_failed=False)


@pytest.fixture
def visits(callers: Callers, request: pytest.FixtureRequest) -> Iterator[Callers]:
    """Who comes in one test; a picture of every page is kept where it fails."""
    failed = request.session.testsfailed
    yield callers
    callers.leave(request.node.name, has_failed=request.session.testsfailed > failed)


@pytest.fixture
def visit_as(visits: Callers) -> Callable[..., Visitor]:
    """`visit_as("morag")`: one of the group's people, signed in through the form."""
    return visits.person


@pytest.fixture
def visit_as_company(visits: Callers) -> Callable[..., Visitor]:
    """`visit_as_company("una@example.example")`: signed in through the mailed link."""
    return visits.company


@pytest.fixture
def visit(visits: Callers) -> Callable[..., Visitor]:
    """`visit("anybody")`: somebody who has not signed in."""
    return visits.visitor
