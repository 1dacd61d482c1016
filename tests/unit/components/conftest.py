"""Renders a piece of template as pages do, parses it strictly, and returns it to be asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import html5lib
import pytest
from bs4 import BeautifulSoup
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader

from app.formats import filters

TEMPLATES = Path(__file__).parents[3] / "templates"

Render = Callable[..., BeautifulSoup]


@pytest.fixture(scope="session")
def environment() -> Environment:
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(TEMPLATES), macros]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters(ZoneInfo("Europe/London")))
    environment.globals.update(
        asset=lambda name: f"/static/{name}",
        csrf_token=lambda: "a-token",
        url_for=lambda endpoint: f"/{endpoint}",
        get_flashed_messages=lambda **_options: [],
    )
    return environment


@pytest.fixture
def render(environment: Environment) -> Render:
    """`render(source, **values)`: the fragment, which must be HTML without a fault."""

    def rendered(source: str, **values: Any) -> BeautifulSoup:
        html = environment.from_string(source).render(**values)
        html5lib.HTMLParser(strict=True).parseFragment(html)
        return BeautifulSoup(html, "html5lib")

    return rendered
