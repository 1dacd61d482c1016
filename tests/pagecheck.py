"""A test client that checks every HTML page it fetches: each route's test is a page's test too."""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from html5lib.constants import E
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from tests.pagerules import RULES, Page

INLINE = frozenset({"a", "abbr", "b", "em", "i", "small", "span", "strong", "time"})
TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+')
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class PageFault(AssertionError):
    """A page breaks one or more of the rules; the message names the page and each fault."""


def faults(html: str) -> list[str]:
    """Everything that is wrong with a page, in words; an empty list where nothing is."""
    return list(_faults(TOKEN.sub("token", html)))


@lru_cache(maxsize=500)
def _faults(html: str) -> tuple[str, ...]:
    # The same page comes in many tests: it is read once, as reading takes longer than sending it.
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parse(html)
    page = Page(root)
    found = [f"not valid HTML at {at}: {E[code] % named}" for at, code, named in parser.errors]
    for rule in RULES:
        found.extend(rule(page))
    return tuple(found)


def check_page(html: str, address: str) -> None:
    """Raise PageFault with every fault of the page that came from `address`."""
    if found := faults(html):
        listed = "\n".join(f"  - {fault}" for fault in dict.fromkeys(found))
        raise PageFault(f"{address} has {len(found)} fault(s):\n{listed}")


class CheckingClient(FlaskClient):
    """Checks each page, and sends the token that our own forms would send.

    `open(..., check=False)` fetches a page that is meant to be odd; `open(..., token=False)` posts
    as another site would.
    """

    def open(
        self, *args: Any, check: bool = True, token: bool = True, **kwargs: Any
    ) -> TestResponse:
        """As FlaskClient.open; raises PageFault."""
        method = str(kwargs.get("method", "GET")).upper()
        by_address = not args or isinstance(args[0], str)
        if token and by_address and method not in SAFE_METHODS:
            kwargs["headers"] = _with_token(kwargs.get("headers"), self._csrf_token())
        response = super().open(*args, **kwargs)
        is_page = response.mimetype == "text/html" and not 300 <= response.status_code < 400
        if check and is_page and method != "HEAD":
            check_page(response.text, f"{method} {response.request.path} ({response.status_code})")
        return response

    def _csrf_token(self) -> str:
        with self.session_transaction() as kept:
            raw = kept.setdefault("csrf_token", hashlib.sha256(os.urandom(32)).hexdigest())
        key = self.application.secret_key or ""
        return str(URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(raw))


def _with_token(headers: Any, token: str) -> list[tuple[str, str]]:
    given = list(headers.items() if hasattr(headers, "items") else headers or [])
    return [*given, ("X-CSRFToken", token)]


def text_of(html: str) -> str:
    """The words of a page's main part as a reader sees them, blanks run together."""
    page = Page(html5lib.parse(html, namespaceHTMLElements=False))
    main = page.all("main")
    for element in page.elements:
        if element.tag not in INLINE:
            element.tail = f" {element.tail or ''}"
    return page.text(main[0] if main else page.root)
