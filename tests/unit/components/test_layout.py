"""layout.html and errors/: the frame of every page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment

from tests.pagecheck import faults
from tests.unit.components.conftest import TEMPLATES

ERROR_PAGES = sorted(path.name for path in (TEMPLATES / "errors").glob("*.html"))
PAGE = (
    '{% extends "layout.html" %}{% block title %}Plans{% endblock %}'
    "{% block content %}<h1>Plans</h1>{{ more }}{% endblock %}"
)


def site(**changes: Any) -> SimpleNamespace:
    plain = {
        "service_name": "Commissioning tracker",
        "group_name": "Example Community Planning Group",
        "navigation": [],
        "person_name": None,
        "demonstration_day": None,
        "can_move_day": False,
        "move_day_url": "/settings",
    }
    return SimpleNamespace(**{**plain, **changes})


def frame(environment: Environment, source: str = PAGE, **values: Any) -> BeautifulSoup:
    html = environment.from_string(source).render(**{"site": site(), **values})
    assert faults(html) == []
    return BeautifulSoup(html, "html5lib")


def test_the_title_names_the_page_and_the_service(environment: Environment) -> None:
    page = frame(environment)
    assert page.title is not None
    assert page.title.get_text() == "Plans – Commissioning tracker"
    assert page.html is not None
    assert page.html["lang"] == "en-GB"


@pytest.mark.parametrize(
    "errors", [{"errors": ["No."]}, {"form": SimpleNamespace(errors={"a": 1})}]
)
def test_the_title_of_a_page_with_errors_says_so_first(
    environment: Environment, errors: dict[str, Any]
) -> None:
    html = environment.from_string(PAGE).render(site=site(), **errors)
    assert "<title>Error: Plans – " in html


def test_somebody_signed_in_sees_their_name_and_signs_out_by_post(environment: Environment) -> None:
    page = frame(environment, site=site(person_name="Ann Example"))
    assert page.header is not None
    assert page.header.form is not None
    assert (page.header.form["method"], page.header.form["action"]) == ("post", "/people.sign_out")
    assert "Signed in as Ann Example" in page.header.get_text()
    assert not page.select("a[href='/people.sign_in']")
    assert frame(environment).select("a[href='/people.sign_in']")


def test_the_navigation_marks_where_one_is(environment: Environment) -> None:
    links = [
        SimpleNamespace(text="Plans", href="/", current=True),
        SimpleNamespace(text="People", href="/people", current=False),
    ]
    page = frame(environment, site=site(navigation=links))
    assert [a.get_text() for a in page.select("nav a")] == ["Plans", "People"]
    assert [a.get_text() for a in page.select("nav a[aria-current]")] == ["Plans"]


def test_the_demonstration_says_its_day_and_an_administrator_may_move_it(
    environment: Environment,
) -> None:
    day = date(2013, 12, 4)
    page = frame(environment, site=site(demonstration_day=day))
    (banner,) = page.select(".tracker-demonstration")
    assert "4 December 2013" in banner.get_text()
    assert not banner.select("a")
    page = frame(environment, site=site(demonstration_day=day, can_move_day=True))
    assert page.select(".tracker-demonstration a[href='/settings']")
    assert not frame(environment).select(".tracker-demonstration")


def test_what_was_done_is_said_and_success_interrupts(environment: Environment) -> None:
    said = [("success", "Saved <it>"), ("message", "Two mails wait")]
    before = environment.globals["get_flashed_messages"]
    environment.globals["get_flashed_messages"] = lambda **_options: said
    try:
        page = frame(environment)
    finally:
        environment.globals["get_flashed_messages"] = before
    assert [(e["role"]) for e in page.select(".govuk-notification-banner")] == ["alert", "region"]
    assert "Saved <it>" in page.get_text()


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_is_a_page_in_plain_words(environment: Environment, name: str) -> None:
    html = environment.get_template(f"errors/{name}").render(site=site(), sentence=None)
    assert faults(html) == []
    assert name.removesuffix(".html") not in BeautifulSoup(html, "html5lib").get_text()


def test_an_error_page_says_the_sentence_that_it_is_given(environment: Environment) -> None:
    html = environment.get_template("errors/409.html").render(
        site=site(), sentence="The deadline has passed."
    )
    assert "The deadline has passed." in html


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_a_page_for_a_failure_needs_nothing_that_may_have_failed(name: str) -> None:
    source = Path(TEMPLATES / "errors" / name).read_text("utf-8")
    assert faults(Environment(autoescape=True).from_string(source).render()) == []
