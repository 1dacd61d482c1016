"""Somebody at a browser: goes to pages, clicks, types, and looks at every page that comes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import (
    BrowserContext,
    Error,
    FilePayload,
    Locator,
    Page,
    Response,
    ViewportSize,
)

WIDE = ViewportSize(width=1200, height=900)
PHONE = ViewportSize(width=390, height=844)
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
CHANGING = re.compile(r'name="csrf_token" value="[^"]*"')
HIDDEN = """
Array.from(document.querySelectorAll("main *"))
  .filter(each => each.textContent.trim() && !each.closest("details, select, datalist, svg"))
  .filter(each => !each.checkVisibility({checkVisibilityCSS: true, checkOpacity: true}))
  .map(each => each.textContent.trim().slice(0, 80))
"""
SCREENSHOTS = Path(__file__).parent / "screenshots"


def without_token(html: str) -> str:
    """A page without what differs each time that it is sent."""
    return CHANGING.sub("", html)


class WrongPage(AssertionError):
    """A page has a fault that somebody at a browser meets; the message names each."""


@dataclass
class Visitor:
    """One person (or nobody) in a browser of their own.

    Each step that brings a page looks at it: `look` raises WrongPage.
    """

    name: str
    context: BrowserContext
    address: str
    page: Page = field(init=False)
    has_scripts: bool = True
    window: ViewportSize = field(default_factory=lambda: WIDE)
    seen: dict[int, bool] = field(default_factory=dict)
    """What has been looked at, and whether closely: those who come to one server share it."""
    expected: set[int] = field(default_factory=set)
    """What a script's requests may be answered here, beside success: a test says so."""
    _faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda fault: self._faults.append(f"script: {fault}"))
        self.page.on("response", self._answered)

    @property
    def text(self) -> str:
        """The words of the page's main part as they are seen, blanks run together."""
        return " ".join(self.page.locator("main").inner_text().split())

    @property
    def path(self) -> str:
        """The address of the page without the server's name."""
        return self.page.url.removeprefix(self.address)

    def go(self, path: str, status: int = 200) -> Visitor:
        """Type an address, and expect this status."""
        answer = self.page.goto(urljoin(self.address, path))
        assert answer is not None, f"{path} brings no page"
        assert answer.status == status, f"{self.name}: {path} answers {answer.status}"
        self.look()
        return self

    def follow(self, words: str, within: str = "", exact: bool = False) -> Visitor:
        """Click the first link with these words, in a part of the page if one is named."""
        self._arrive(self._part(within).get_by_role("link", name=words, exact=exact).first.click)
        return self

    def press(self, words: str, within: str = "") -> Visitor:
        """Press the first button of the page's main part, or of another part, with these words."""
        # A browser gives the role to the box for a file as well.
        pressed = self.page.locator("button, a")
        self._arrive(
            self._part(within, "main").get_by_role("button", name=words).and_(pressed).first.click
        )
        return self

    def sign_out(self) -> Visitor:
        """Press the button at the top of the page."""
        self._arrive(self.page.get_by_role("banner").get_by_role("button", name="Sign out").click)
        return self

    def type(self, label: str, words: str, within: str = "") -> Visitor:
        """Fill the box with this label."""
        self._part(within).get_by_label(label, exact=True).fill(words)
        return self

    def choose(self, label: str, within: str = "") -> Visitor:
        """Choose a radio button or tick a box, in a part of the page if one is named."""
        self._part(within).get_by_label(label).first.check()
        return self

    def pick(self, label: str, words: str) -> Visitor:
        """Pick from a list."""
        self.page.get_by_label(label, exact=True).select_option(label=words)
        return self

    def attach(self, label: str, name: str, content: bytes) -> Visitor:
        """Choose a file."""
        file = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
        self.page.get_by_label(label, exact=True).set_input_files([file])
        return self

    def sees(self, *words: str) -> Visitor:
        """Each of these stands on the page."""
        for one in words:
            assert one in self.text, (
                f"{self.name} does not see “{one}” at {self.path}:\n{self.text}"
            )
        return self

    def sees_nothing_of(self, *words: str) -> Visitor:
        """None of these is anywhere in the page, shown or not."""
        source = self.page.content()
        for one in words:
            assert one not in source, f"{self.name} finds “{one}” at {self.path}"
        return self

    def fetch(self, words: str) -> bytes:
        """What the link with these words brings, where that is a file."""
        href = self.page.get_by_role("link", name=words).first.get_attribute("href")
        assert href, f"{self.name} sees no link “{words}” at {self.path}"
        return self.download(href)

    def download(self, path: str, status: int = 200) -> bytes:
        """A file at an address, with the visitor's own session."""
        answer = self.context.request.get(urljoin(self.address, path))
        assert answer.status == status, f"{self.name}: {path} answers {answer.status}"
        return answer.body()

    def look(self, *, closely: bool = False) -> None:
        """Axe, the console, and the width of a phone; if `closely` axe on a phone as well.

        A page that has not changed is looked at once each way. Raises WrongPage with every fault.
        """
        found, self._faults = self._faults, []
        came = self._as_it_stands()
        seen = self.seen.get(came)
        if seen is None:
            found += self.axe() if self.has_scripts else []
            found += self._on_a_phone()
        if closely and not seen:
            self.page.set_viewport_size(PHONE)
            found += [f"on a phone, {fault}" for fault in self.axe()]
            self.page.set_viewport_size(self.window)
        if not seen:  # the menu that a phone has leaves a trace in the page
            self.seen |= dict.fromkeys((came, self._as_it_stands()), closely)
        if found:
            listed = "\n".join(f"  - {fault}" for fault in found)
            raise WrongPage(f"{self.name} at {self.path}:\n{listed}")

    def _as_it_stands(self) -> int:
        html = without_token(self.page.content())
        return hash((self.has_scripts, *self.window.values(), html))

    def _on_a_phone(self) -> list[str]:
        """What is too wide there; without scripts also what is shown at no width."""
        hidden = set() if self.has_scripts else self.hidden()
        self.page.set_viewport_size(PHONE)
        found = self.too_wide()
        if hidden:  # what is there for a small screen alone is shown on one
            hidden &= self.hidden()
            found += [f"hidden without scripts: {each}" for each in sorted(hidden)]
        self.page.set_viewport_size(self.window)
        return found

    def look_both_ways(self) -> None:
        """Axe and the width of the page as it stands, wide and on a phone."""
        for window in (WIDE, PHONE):
            self.page.set_viewport_size(window)
            assert self.axe() == []
            assert self.too_wide() == []
        self.page.set_viewport_size(WIDE)

    def axe(self) -> list[str]:
        """What breaks WCAG 2.2 AA or good practice as the page stands, each with its elements."""
        self.page.evaluate(AXE_SCRIPT)
        answer: dict[str, Any] = self.page.evaluate(f"axe.run({json.dumps(RULES)})")
        return [
            f"{broken['id']}: {broken['help']} – "
            + "; ".join(str(node["target"][0]) for node in broken["nodes"])
            for broken in answer["violations"]
        ]

    def hidden(self) -> set[str]:
        """What a browser does not show as it stands, beyond what a press of its own opens."""
        words: list[str] = self.page.evaluate(HIDDEN)
        return set(words)

    def too_wide(self) -> list[str]:
        """A sentence where the page is wider than its window."""
        width, window = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        return [f"{width} pixels wide in a window of {window}"] if width > window else []

    def keep_picture(self, name: str) -> None:
        """A picture of the page as it stands, for whoever looks into a failure."""
        SCREENSHOTS.mkdir(exist_ok=True)
        file = re.sub(r"\W+", "-", f"{self.name}-{name}")[:120]
        try:
            self.page.screenshot(path=SCREENSHOTS / f"{file}.png", full_page=True)
        except Error:
            return  # the page has gone: there is nothing to see

    def _part(self, name: str, otherwise: str = "body") -> Locator:
        whole = self.page.locator(otherwise)
        group = whole.get_by_role("group", name=name)
        return group.or_(whole.get_by_role("region", name=name)).first if name else whole

    def _arrive(self, click: Callable[[], None]) -> None:
        before = f"at {self.path}:\n{self.text}"
        try:
            with self.page.expect_navigation():
                click()
        except Error as fault:
            raise WrongPage(f"{self.name} could not click: {fault}\n{before}") from fault
        self.look()

    def _hear(self, kind: str, words: str) -> None:
        # A page that answers 422 is said to have failed to load; what it loads is heard below.
        if kind in {"error", "warning"} and not words.startswith("Failed to load resource"):
            self._faults.append(f"console: {words}")

    def _answered(self, answer: Response) -> None:
        is_page = answer.request.is_navigation_request()
        if answer.status >= (500 if is_page else 400) and answer.status not in self.expected:
            self._faults.append(f"{urlsplit(answer.url).path} answers {answer.status}")
