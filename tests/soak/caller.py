"""Somebody who asks the server for pages and sends their forms, and knows what was answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.browsing import values_of

PATIENCE = 120


class Cut(Exception):
    """The connection ended before a whole answer had come."""


@dataclass(frozen=True)
class Answer:
    """A whole answer: nothing of it is missing."""

    path: str
    status: int
    content: bytes
    headers: Mapping[str, str]

    @property
    def text(self) -> str:
        """What came, as words."""
        return self.content.decode()

    @property
    def location(self) -> str:
        """Where it points to."""
        return self.headers.get("Location") or ""

    def form(self, button: str) -> dict[str, Any]:
        """What a browser would send of the form with this button."""
        soup = BeautifulSoup(self.text, "html.parser")
        for form in soup.find_all("form"):
            for pressed in form.find_all("button"):
                if button in pressed.get_text(" "):
                    filled = values_of(form)
                    if pressed.get("name"):
                        filled[str(pressed["name"])] = str(pressed.get("value", ""))
                    return filled
        raise AssertionError(f"No button “{button}” at {self.path} ({self.status}):\n{self.words}")

    @property
    def words(self) -> str:
        """What the page says."""
        soup = BeautifulSoup(self.text, "html.parser")
        return " ".join((soup.find("main") or soup).get_text(" ").split())


@dataclass
class Caller:
    """One person's browser, without scripts. The port changes when the server starts again."""

    cookie: str
    port: int = 0
    midway: Callable[[], None] | None = None
    """What is done in the middle of each body: the line waits for it."""
    _cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._cookies["tracker"] = self.cookie

    def get(self, path: str) -> Answer:
        """A page. Raises Cut."""
        return self.ask("GET", path)

    def post(self, path: str, values: Mapping[str, Any]) -> Answer:
        """Send a form; bytes with a name (a pair) are a file. Raises Cut."""
        sent = {
            name: FileStorage(BytesIO(value[1]), value[0]) if isinstance(value, tuple) else value
            for name, value in values.items()
        }
        boundary, body = encode_multipart(sent, boundary="soak-7a1c0f2e9b")
        return self.ask(
            "POST", path, body, Content_Type=f"multipart/form-data; boundary={boundary}"
        )

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """Any request. Raises Cut."""
        asking = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        kept = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if body or method in ("POST", "PATCH"):
            named["Content-Length"] = str(len(body))
        try:
            asking.putrequest(method, path)
            for name, value in {**named, "Cookie": kept}.items():
                asking.putheader(name, value)
            asking.endheaders()
            self._send(asking, body)
            answer = asking.getresponse()
            content = answer.read()
        except (OSError, HTTPException) as failure:
            raise Cut from failure
        finally:
            asking.close()
        for each in answer.headers.get_all("Set-Cookie") or []:
            if found := re.match(r"([^=]+)=([^;]*)", each):
                self._cookies[found[1]] = found[2]
        return Answer(path, answer.status, content, dict(answer.headers.items()))

    def _send(self, asking: HTTPConnection, body: bytes) -> None:
        half = len(body) // 2 if self.midway else 0
        asking.send(body[:half])
        if self.midway and body:
            self.midway()
        asking.send(body[half:])
