"""Every route, tried as each person at each stage, does what the table says (style.md, 1).

The table (`table.txt`) has a line for each route and method: five words, one a stage, of eight
letters, one a person: i let in, s sent to sign in, f forbidden, n no such thing, r refused in
words.
To see what is so now: `pytest tests/integration/doors --print-doors`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from app.access import door_of
from app.database import db
from tests.integration.doors.world import PEOPLE, STAGES, World, make_world

TABLE = Path(__file__).parent / "table.txt"
SAFE = {"GET", "HEAD", "OPTIONS"}
LETTERS = {403: "f", 404: "n", 409: "r", 422: "i"}


def written_table() -> dict[str, list[str]]:
    """The table by "METHOD endpoint"."""
    lines = [line.split() for line in TABLE.read_text("utf-8").splitlines() if line.strip()]
    return {f"{words[0]} {words[1]}": words[2:] for words in lines if words[0] != "#"}


def doors(app: Flask) -> list[tuple[str, Rule]]:
    """Every method of every route, in the order of the table."""
    found = [
        (method, rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]
    return sorted(found, key=lambda one: (one[1].endpoint, one[0], str(one[1])))


def test_every_route_says_who_may_enter(app: Flask) -> None:
    silent = [
        rule.endpoint
        for _, rule in doors(app)
        if door_of(app.view_functions[rule.endpoint]) is None
    ]
    assert silent == []


def test_every_route_is_in_the_table(app: Flask) -> None:
    assert {f"{method} {rule.endpoint}" for method, rule in doors(app)} == set(written_table())


@pytest.mark.parametrize("stage", STAGES)
def test_every_route_lets_in_whom_the_table_says(
    app: Flask, stage: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    app.test_client_class = FlaskClient
    found = try_all(app, make_world(stage))
    if request.config.getoption("--print-doors"):
        print(f"\n# {stage}")
        for door, letters in found.items():
            print(f"{door:45} {letters}")
        return
    place = STAGES.index(stage)
    expected = {door: words[place] for door, words in written_table().items()}
    differing = {
        d: (expected.get(d), letters) for d, letters in found.items() if expected.get(d) != letters
    }
    assert differing == {}


def try_all(app: Flask, world: World) -> dict[str, str]:
    """What each route answers to each person, as letters in the order of PEOPLE."""
    database = Path(app.instance_path) / "tracker.sqlite3"
    kept = database.with_name("kept.sqlite3")
    db.session.remove()
    db.engine.dispose()
    shutil.copy(database, kept)
    cookies = {person: cookie_of(app, world.tokens[person]) for person in PEOPLE}
    found: dict[str, str] = {}
    for method, rule in doors(app):
        letters = ""
        for person in PEOPLE:
            letter = letter_of(app, world, cookies[person], method, rule)
            letters += letter
            if method not in SAFE and letter == "i":
                db.engine.dispose()
                for left in database.parent.glob("tracker.sqlite3*"):
                    left.unlink()
                shutil.copy(kept, database)
        found[f"{method} {rule.endpoint}"] = letters
    return found


def cookie_of(app: Flask, token: str | None) -> str:
    """What the browser of whoever signed in with this token sends; nothing without one."""
    browser = app.test_client()
    if token:
        with browser.session_transaction() as kept:
            kept["_user_id"], kept["_fresh"] = token, True
    sent = browser.get_cookie(app.config["SESSION_COOKIE_NAME"])
    return sent.value if sent else ""


def letter_of(app: Flask, world: World, cookie: str, method: str, rule: Rule) -> str:
    browser = app.test_client()
    if cookie:
        browser.set_cookie(app.config["SESSION_COOKIE_NAME"], cookie)
    with app.test_request_context():
        values = {name: world.parts[name] for name in rule.arguments}
        address = app.url_map.bind("localhost").build(rule.endpoint, values)
    with app.app_context():  # each request has its own, as a real one does
        answer = browser.open(address, method=method, buffered=True)
    if answer.status_code in {301, 302, 303} and answer.location.split("?")[0] == "/sign-in":
        return "s"
    assert answer.status_code < 500, f"{method} {address}: {answer.status}"
    return LETTERS.get(answer.status_code, "i" if answer.status_code < 400 else "r")
