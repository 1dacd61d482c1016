"""What goes with every answer: the content security policy, and careful cookies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.people.models import Person
from tests.browsing import Browser
from tests.conftest import environment
from tests.factories.people import make_officer
from tests.factories.position import make_slipped_review

As = Callable[[Person], Browser]


def policy_of(headers: object) -> dict[str, str]:
    parts = str(headers).split("; ")
    return {name: value for name, _, value in (part.partition(" ") for part in parts)}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/sign-in", 200),
        ("HEAD", "/plans", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/commissions", 302),
        ("POST", "/sign-in", 400),
        ("DELETE", "/plans", 405),
        ("GET", "/fails", 500),
    ],
)
def test_every_answer_carries_the_policy(
    app: Flask, client: Browser, method: str, path: str, status: int
) -> None:
    def fail() -> None:
        if path == "/fails":
            raise ValueError("canary")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.before_request_funcs[None].append(fail)
    try:
        answer = client.open(path, method=method, token=False)
    finally:
        app.before_request_funcs[None].remove(fail)
    assert answer.status_code == status
    assert "canary" not in answer.text
    policy = policy_of(answer.headers["Content-Security-Policy"])
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_report_carries_the_policy_too(app: Flask, client_as: As) -> None:
    make_slipped_review()
    answer = client_as(make_officer()).get("/reports/status.pdf")
    assert answer.mimetype == "application/pdf"
    assert policy_of(answer.headers["Content-Security-Policy"])["default-src"] == "'none'"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("kind", "is_secure"), [("production", True), ("local", False)])
def test_a_cookie_is_kept_from_scripts_and_other_sites(
    kind: str, is_secure: bool, tmp_path: Path
) -> None:
    app = create_app({**environment(tmp_path), "TRACKER_ENV": kind}, instance=tmp_path)
    answer = app.test_client().get("/sign-in", base_url="https://tracker.example.org")
    flags = {part.strip() for part in answer.headers["Set-Cookie"].split(";")[1:]}
    assert {"HttpOnly", "SameSite=Lax"} <= flags
    assert ("Secure" in flags) is is_secure


def test_no_form_is_taken_without_its_token(app: Flask, client_as: As) -> None:
    officer = client_as(make_officer())
    taken = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    assert len(taken) > 50
    for rule in taken:
        made = dict.fromkeys(rule.arguments, 1)
        path = app.url_map.bind("localhost").build(rule.endpoint, made, method="POST")
        assert officer.post(path, token=False).status_code == 400, path
