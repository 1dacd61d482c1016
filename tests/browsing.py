"""A browser without JavaScript for tests: fetches pages, fills their forms, follows links.

Every page it fetches is checked by `tests.pagecheck`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from app.database import db
from tests.pagecheck import CheckingClient

Value = str | list[str] | bool | tuple[BytesIO, str] | list[tuple[BytesIO, str]] | None


class Browser(CheckingClient):
    """`page = browser.get(url); browser.submit(page, {"title": "x"})`."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """As CheckingClient.open, in an app context and a database session of the request's own.

        What the test has done so far is committed first, as the request could not see it else.
        """
        db.session.commit()
        with self.application.app_context():
            return super().open(*args, **{"buffered": True, **kwargs})

    def submit(
        self,
        page: TestResponse,
        values: Mapping[str, Value] | None = None,
        *,
        button: str | None = None,
        action: str | None = None,
        follow: bool = False,
    ) -> TestResponse:
        """Send a form of `page` as a browser would: its own values, then `values` over them.

        The form is found by its button's words, by its action, else the main content's first one.
        A value of None leaves a field out (an unticked box).
        """
        form, pressed = _find_form(page, button, action)
        filled = values_of(form)
        if pressed is not None and pressed.get("name"):
            filled[str(pressed["name"])] = str(pressed.get("value", ""))
        for name, value in (values or {}).items():
            if value is None or value is False:
                filled.pop(name, None)
            else:
                filled[name] = "y" if value is True else value
        target = urljoin(page.request.path, str(form.get("action") or page.request.full_path))
        options: dict[str, Any] = {"data": filled, "follow_redirects": follow}
        if form.get("enctype") == "multipart/form-data":
            options["content_type"] = "multipart/form-data"
        return self.post(target, **options)

    def press(self, page: TestResponse, button: str, follow: bool = False) -> TestResponse:
        """Press the button with these words."""
        return self.submit(page, button=button, follow=follow)


@lru_cache(maxsize=10)
def soup_of(html: bytes) -> BeautifulSoup:
    """A page as a browser reads it, once for all that is asked of it: nobody changes it."""
    return BeautifulSoup(html, "html5lib")


def words_of(page: TestResponse) -> str:
    """The words of a page's main content, with runs of white space as one space."""
    soup = soup_of(page.data)
    main = soup.find("main") or soup
    return " ".join(main.get_text(" ").split())


def error_summary_of(page: TestResponse) -> list[str]:
    """The sentences of a page's error summary."""
    soup = soup_of(page.data)
    return [" ".join(li.get_text().split()) for li in soup.select(".govuk-error-summary__list li")]


def _find_form(
    page: TestResponse, button: str | None, action: str | None
) -> tuple[Tag, Tag | None]:
    soup = soup_of(page.data)
    forms = [
        form for form in soup.find_all("form") if str(form.get("method", "")).lower() == "post"
    ]
    if action is not None:
        forms = [form for form in forms if form.get("action") == action]
    if button is not None:
        for form in forms:
            for candidate in form.find_all(["button", "input"], type="submit"):
                if button in " ".join(candidate.get_text(" ").split()):
                    return form, candidate
        raise AssertionError(f"No button “{button}” on {page.request.path}")
    main = soup.find("main")
    inside = [form for form in forms if main is not None and main in form.parents]
    if not inside:
        raise AssertionError(f"No form in the main content of {page.request.path}")
    return inside[0], inside[0].find("button", type="submit")


def values_of(form: Tag) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = str(field.get("name") or "")
        if not name or field.has_attr("disabled"):
            continue
        value = _value_of(field)
        if value is None:
            continue
        if name in filled:
            kept = filled[name] if isinstance(filled[name], list) else [filled[name]]
            filled[name] = [*kept, *(value if isinstance(value, list) else [value])]
        else:
            filled[name] = value
    return filled


def _value_of(field: Tag) -> str | list[str] | None:
    if field.name == "textarea":
        return field.get_text().removeprefix("\n")
    if field.name == "select":
        options = field.find_all("option")
        chosen = [str(o.get("value", o.get_text())) for o in options if o.has_attr("selected")]
        if field.has_attr("multiple"):
            return chosen or None
        return chosen[0] if chosen else str(options[0].get("value", "")) if options else None
    kind = field.get("type", "text")
    if kind in {"checkbox", "radio"}:
        return str(field.get("value", "on")) if field.has_attr("checked") else None
    return None if kind in {"file", "submit", "button"} else str(field.get("value", ""))
