"""What people do on the way: reading a plan, comparing and writing a quote, 390 pixels wide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import ViewportSize

from tests.e2e.visitor import PHONE, Visitor

PLAN = "/plans/social-media-and-digital-tools-serve-our-communities"
TABLET = ViewportSize(width=700, height=900)
Role = Literal["button", "cell", "link"]
LEAST_TARGET = 24
"""CSS pixels that a target has at least (WCAG 2.2, 2.5.8)."""


def reaches(visitor: Visitor, role: Role, *names: str) -> None:
    """Each of these is on the page, whole within the window's width, and large enough to press."""
    for name in names:
        one = visitor.page.locator("main").get_by_role(role, name=name).first
        one.scroll_into_view_if_needed()
        box = one.bounding_box()
        assert box, f"“{name}” is not shown at {visitor.path}"
        assert box["x"] >= 0, f"“{name}” begins left of the window"
        assert box["x"] + box["width"] <= PHONE["width"], f"“{name}” ends right of the window"
        if role != "link":
            assert box["height"] >= LEAST_TARGET, f"“{name}” is {box['height']} pixels high"


def test_a_plan_is_read_and_acted_on(visit_as: Callable[..., Visitor]) -> None:
    morag = visit_as("morag", window=PHONE).go(PLAN)
    assert not morag.too_wide()
    flag = morag.page.get_by_role("region", name="Milestone 1, Review")
    assert flag.get_by_text("365 days late").first.is_visible()
    acts = ("Propose another date", "Give a forecast", "Commission work for this milestone")
    reaches(morag, "link", *(f"{act} (milestone 1 of Action 2)" for act in acts))
    reaches(morag, "link", "Publish an edition", "Print this plan")
    reaches(morag, "button", "Show this day")


def test_quotes_are_compared_company_by_company(visit_as: Callable[..., Visitor]) -> None:
    morag = visit_as("morag", window=PHONE).go("/commissions/KM-2013-01/comparison")
    assert not morag.too_wide()
    table = morag.page.get_by_role("region", name="By name, until scores are open")
    inside = table.evaluate("each => [each.scrollWidth, each.clientWidth]")
    assert inside[0] <= inside[1], f"the table moves sideways: {inside}"
    reaches(morag, "cell", "£8,900.00")
    assert not morag.page.get_by_role("cell", name="£9,600.00").count()
    morag.follow("The next")
    reaches(morag, "cell", "£9,600.00")
    reaches(morag, "button", "Propose an award")


ON_TOP = """each => {
    const box = each.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return each.contains(top);
}"""


def test_the_head_of_a_pinned_company_stays_over_its_column(
    visit_as: Callable[..., Visitor],
) -> None:
    morag = visit_as("morag", window=TABLET).go("/commissions/KM-2013-01/comparison")
    morag.page.locator(".tracker-picks > summary").click()
    company = morag.page.get_by_label("Keep in view").locator("option").nth(2).inner_text()
    morag.pick("Keep in view beside each of the others", company).press("Show")
    table = morag.page.get_by_role("region", name="By name, until scores are open")
    table.scroll_into_view_if_needed()
    moved = table.evaluate("each => { each.scrollTo(9999, 300); return each.scrollLeft; }")
    assert moved > 100, "the table is too narrow to move sideways"
    head = table.get_by_role("columnheader", name=company)
    cell = table.locator("td.tracker-comparison__pinned").first
    assert head.evaluate(ON_TOP), f"the head of {company} is under another"
    over, under = head.bounding_box(), cell.bounding_box()
    assert over and under and over["x"] == under["x"]


@pytest.mark.parametrize(
    ("path", "buttons"),
    [
        ("/invitations/10", ["Continue your quote"]),
        ("/invitations/10/quote", ["Check and send your quote"]),
        ("/invitations/10/quote/answers/1", ["Save and continue"]),
        ("/invitations/10/quote/prices", ["Save prices", "Save and add another line"]),
        ("/invitations/10/quote/files", ["Add files"]),
    ],
)
def test_a_quote_is_written(
    path: str, buttons: list[str], visit_as_company: Callable[..., Visitor]
) -> None:
    rory = visit_as_company("rory@specimen.example", window=PHONE)
    if path.endswith("/answers/1"):
        rory.go("/invitations/10/quote").follow("Question 1")
    else:
        rory.go(path)
    assert not rory.too_wide()
    reaches(rory, "button", *buttons)
