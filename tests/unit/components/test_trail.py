"""components/trail.html: the ways back and on."""

from __future__ import annotations

from tests.unit.components.conftest import Render

IMPORT = '{% from "components/trail.html" import back_link, breadcrumbs, pagination %}'


def test_breadcrumbs_lead_back_and_the_last_is_here(render: Render) -> None:
    items = [("Plans", "/"), {"text": "<Plan>", "href": "/plan"}, ("Action 2", None)]
    page = render(IMPORT + "{{ breadcrumbs(items) }}", items=items)
    assert [(a.get_text(), a["href"]) for a in page.select("a")] == [
        ("Plans", "/"),
        ("<Plan>", "/plan"),
    ]
    (here,) = page.select("[aria-current=page]")
    assert here.get_text() == "Action 2"
    assert page.nav is not None
    assert page.nav["aria-label"] == "Breadcrumb"


def test_a_back_link_says_where_to(render: Render) -> None:
    page = render(IMPORT + '{{ back_link("/plan", "Back to the plan") }}')
    assert page.a is not None
    assert (page.a["href"], page.a.get_text()) == ("/plan", "Back to the plan")


def test_pages_beside_this_one_are_linked_where_there_are_any(render: Render) -> None:
    page = render(IMPORT + '{{ pagination(next="/2", next_label="2 of 2") }}')
    assert [(a["href"], a["rel"]) for a in page.select("a")] == [("/2", ["next"])]
    assert render(IMPORT + "{{ pagination() }}").get_text() == ""
