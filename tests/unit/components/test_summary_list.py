"""components/summary_list.html: what was answered, and what may be changed."""

from __future__ import annotations

from markupsafe import Markup

from tests.unit.components.conftest import Render

LIST = (
    '{% from "components/summary_list.html" import summary_list %}'
    "{{ summary_list(rows, **options) }}"
)


def test_each_answer_stands_beside_its_question(render: Render) -> None:
    rows = [("Budget", Markup("<b>£1.00</b>")), {"key": "Title", "value": "<b>"}]
    page = render(LIST, rows=rows, options={})
    assert [dt.get_text() for dt in page.select("dt")] == ["Budget", "Title"]
    assert [dd.get_text() for dd in page.select("dd")] == ["£1.00", "<b>"]


def test_an_answer_that_was_not_given_is_said_in_words(render: Render) -> None:
    page = render(LIST, rows=[("A", None), ("B", ""), ("C", 0)], options={})
    assert [dd.get_text() for dd in page.select("dd")] == ["Not given", "Not given", "0"]


def test_equal_links_are_told_apart(render: Render) -> None:
    change = {"href": "/c", "text": "Change", "hidden": "title"}
    rows = [{"key": "Title", "value": "x", "actions": [change]}, ("Fixed", "y")]
    page = render(LIST, rows=rows, options={})
    assert page.a is not None
    assert page.a.get_text() == "Change title"
    assert len(page.select(".govuk-summary-list__row--no-actions")) == 1


def test_a_card_has_its_own_heading(render: Render) -> None:
    page = render(LIST, rows=[("A", "b")], options={"card": "Contact", "level": 3})
    assert page.h3 is not None
    assert page.h3.get_text() == "Contact"
