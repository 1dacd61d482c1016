"""Axe finds nothing on any page that somebody can click to, at any stage that there is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Error

from tests.e2e.conftest import Callers
from tests.e2e.visitor import Visitor, WrongPage, without_token

MOST_ALIKE = 2
"""Pages of one kind, like those of two milestones, that one person opens."""

STAFF = ("morag", "isla", "callum", "fiona", "alan", "ruth")
COMPANIES = (
    "una@example.example",
    "tom@sample.example",
    "rory@specimen.example",
    "eilidh@model.example",
)
PAGES_TO_EXPECT = {"anybody": 6, "morag": 80, "isla": 30, "ruth": 12, "rory@specimen.example": 12}
LINKS = """
Array.from(document.querySelectorAll("a[href]"), each => each.href.split("#")[0])
"""


@dataclass
class Walk:
    """One person's way through every link, page after page."""

    visitor: Visitor
    most_alike: int = MOST_ALIKE
    kinds: Counter[str] = field(default_factory=Counter)
    opened: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def pages(self) -> Iterator[str]:
        """Each page that can be clicked to from the first, as it is opened."""
        waiting = ["/"]
        while waiting:
            path = waiting.pop(0)
            if self._knows_enough_like(path) or not self._open(path):
                continue
            yield path
            for address in self.visitor.page.evaluate(LINKS):
                if address.startswith(f"{self.visitor.address}/") and ".pdf" not in address:
                    waiting.append(address.removeprefix(self.visitor.address))

    def _knows_enough_like(self, path: str) -> bool:
        if path in self.opened:
            return True
        self.opened.append(path)
        kind = kind_of(path)
        self.kinds[kind] += 1
        return self.kinds[kind] > self.most_alike

    def _open(self, path: str) -> bool:
        try:
            answer = self.visitor.page.goto(self.visitor.address + path)
        except Error as fault:
            if "Download is starting" not in fault.message:
                raise
            return False
        if answer is None or answer.status != 200:
            self.faults.append(f"{path} answers {answer.status if answer else 'nothing'}")
            return True
        return answer.headers.get("content-type", "").startswith("text/html")


def kind_of(path: str) -> str:
    """Addresses that differ in numbers alone are of one kind; each commission is of its own."""
    return re.sub(r"(?<=[/=])\d+", "1", path)


class Looked:
    """The kinds of page that somebody has looked at closely, and the pages that all have seen."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.pages: set[int] = set()

    def look(self, visitor: Visitor, path: str) -> None:
        """Look at a page unless its main part has been seen; closely if it is of a new kind."""
        kind, main = kind_of(path), hash(without_token(visitor.page.locator("main").inner_html()))
        is_new = kind not in self.kinds
        if is_new or main not in self.pages:
            self.kinds.add(kind)
            self.pages.add(main)
            visitor.look(closely=is_new)


@pytest.fixture(scope="module")
def looked() -> Looked:
    return Looked()


@pytest.fixture
def visit_anyone(
    callers: Callers, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Visitor]]:
    """`visit_anyone("ruth")`, `("una@example.example")` or `("anybody")`.

    Whoever has come stays for the tests to come: to open a browser costs more than a page.
    """
    failed = request.session.testsfailed

    def come(name: str) -> Visitor:
        if name == "anybody":
            return callers.visitor(name)
        return callers.company(name) if "@" in name else callers.person(name)

    yield come
    if request.session.testsfailed > failed:
        callers.leave(request.node.name, has_failed=True)


@pytest.mark.parametrize("name", ["anybody", *STAFF, *COMPANIES])
def test_every_page_that_can_be_clicked_to_is_accessible(
    name: str, visit_anyone: Callable[..., Visitor], looked: Looked
) -> None:
    visitor = visit_anyone(name)
    walk = Walk(visitor)
    number = 0
    for path in walk.pages():
        number += 1
        try:
            looked.look(visitor, path)
        except WrongPage as wrong:
            walk.faults.append(str(wrong))
    assert not walk.faults, "\n".join(walk.faults)
    assert number >= PAGES_TO_EXPECT.get(name, 6), f"only {number} pages were found"


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("anybody", "/nothing-of-that-name", 404),
        ("anybody", "/sign-out", 405),
        ("anybody", "/sign-in/link/spent", 410),
        ("morag", "/commissions/KM-2000-99", 404),
        ("morag", "/commissions/KM-2013-02/comparison", 409),
        ("morag", "/people", 403),
        ("fiona", "/companies", 403),
        ("ruth", "/commissions", 403),
        ("una@example.example", "/commissions", 403),
        ("una@example.example", "/invitations/9999", 404),
    ],
)
def test_every_page_that_refuses_is_accessible(
    name: str, path: str, status: int, visit_anyone: Callable[..., Visitor]
) -> None:
    visit_anyone(name).go(path, status=status).look(closely=True)


PLAN = "/plans/social-media-and-digital-tools-serve-our-communities"
NOTHING: dict[str, str] = {}


@pytest.mark.parametrize(
    ("name", "path", "typed", "button"),
    [
        ("anybody", "/sign-in", NOTHING, "Sign in"),
        ("anybody", "/sign-in/link", NOTHING, "Email me a link"),
        ("morag", "/plans/new", NOTHING, ""),
        ("morag", "/plans/import", NOTHING, ""),
        ("morag", "/companies/new", NOTHING, ""),
        ("morag", "/meetings", NOTHING, "Record the meeting"),
        ("morag", "/causes", NOTHING, "Add the cause"),
        ("morag", "/commissions/new?milestone=1", {"Title": ""}, "Start the commission"),
        ("morag", "/commissions/KM-2013-02/cancel", NOTHING, ""),
        ("morag", "/commissions/KM-2013-01/award", NOTHING, "Propose"),
        ("morag", f"{PLAN}/actions/1/milestones/2/dates", NOTHING, ""),
        ("morag", f"{PLAN}/actions/1/milestones/2/forecast", NOTHING, ""),
        ("morag", f"{PLAN}/actions/1/progress/new", NOTHING, ""),
        ("morag", f"{PLAN}/actions/1/measures/new", NOTHING, ""),
        ("morag", PLAN, {"Show this plan as at another day": "soon"}, "Show this day"),
        ("fiona", "/commissions/KM-2013-01/declare", NOTHING, "Declare"),
        ("callum", "/commissions/KM-2013-01/score", NOTHING, "Submit my scores"),
        ("ruth", "/people/new", NOTHING, ""),
        ("ruth", "/settings", {"Day": "40"}, "Move the calendar"),
        (
            "rory@specimen.example",
            "/invitations/10/quote/prices",
            {"Unit price of line 1": "12,5"},
            "Save prices",
        ),
        ("rory@specimen.example", "/invitations/10/quote/files", NOTHING, "Add files"),
        ("una@example.example", "/invitations/8/reply", NOTHING, "Send reply"),
    ],
)
def test_every_page_that_says_what_is_wrong_is_accessible(
    name: str,
    path: str,
    typed: dict[str, str],
    button: str,
    visit_anyone: Callable[..., Visitor],
) -> None:
    visitor = visit_anyone(name).go(path)
    for label, words in typed.items():
        visitor.type(label, words)
    visitor.press(button).sees("There is a problem").look(closely=True)
    assert visitor.page.title().startswith("Error: ")
