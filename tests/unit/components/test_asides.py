"""components/asides.html: words set apart from the rest."""

from __future__ import annotations

import pytest

from tests.unit.components.conftest import Render

IMPORT = '{% from "components/asides.html" import details, flag, inset, panel, warning %}'


@pytest.mark.parametrize(
    ("call", "selector", "words"),
    [
        ('details("Why")', "details .govuk-details__text", "Because & so"),
        ("inset()", ".govuk-inset-text", "Because & so"),
        ("warning()", ".govuk-warning-text__text", "Warning: Because & so"),
        ('panel("Quote received")', ".govuk-panel__body", "Because & so"),
        ("flag()", ".tracker-flag", "Because & so"),
        ('flag("amber")', ".tracker-flag--amber", "Because & so"),
    ],
)
def test_it_holds_what_it_is_given(render: Render, call: str, selector: str, words: str) -> None:
    page = render(IMPORT + "{% call " + call + " %}{{ said }}{% endcall %}", said="Because & so")
    (found,) = page.select(selector)
    assert found.get_text() == words


def test_details_are_closed_under_their_summary(render: Render) -> None:
    page = render(IMPORT + '{% call details("Why") %}x{% endcall %}')
    assert page.details is not None
    assert not page.details.has_attr("open")
    assert page.summary is not None
    assert page.summary.get_text() == "Why"


def test_a_panel_holds_the_heading_of_its_page(render: Render) -> None:
    page = render(IMPORT + '{% call panel("Quote received") %}x{% endcall %}')
    assert page.h1 is not None
    assert page.h1.get_text() == "Quote received"
