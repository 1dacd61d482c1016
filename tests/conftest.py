"""Fixtures that many tests use: an app on a fresh database, a clock in the test's hand, clients."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import event
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from app import create_app
from app.database import db, run_after_commit
from app.people.models import Person
from app.people.operations import start_sign_in
from tests.browsing import Browser

# A busy machine makes no test fail: work is counted where it matters, not timed.
settings.register_profile("tracker", deadline=None)
settings.load_profile("tracker")

BEGINNING = datetime(2013, 12, 4, 10, 0, tzinfo=UTC)


class GivenClock:
    """The only clock in a test: it stands until the test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move_to(self, at: datetime) -> None:
        self.at = at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


def environment(folder: Path) -> dict[str, str]:
    return {
        "TRACKER_ENV": "test",
        "SECRET_KEY": "a key for tests only, not a secret",
        "DATABASE_URL": f"sqlite:///{folder / 'tracker.sqlite3'}",
        "OUTBOX_FOLDER": str(folder / "outbox"),
        "UPLOAD_FOLDER": str(folder / "uploads"),
        "MEMORY_FOLDER": str(folder / "memory"),
        "GROUP_NAME": "Example Community Planning Group",
        "MAX_FILE_MB": "100",
    }


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app, put together once: its templates are compiled once for all tests."""
    folder = tmp_path_factory.mktemp("built")
    app = create_app(environment(folder), instance=folder)
    with app.app_context():
        event.listen(db.engine, "connect", _spare_the_disk)
    return app


def _spare_the_disk(connection: Any, _record: object) -> None:
    # No test cuts the power, and a test commits twenty times: nothing waits for the disk.
    connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(scope="session")
def empty_database(built: Flask) -> Path:
    """A database with every table and no rows, made once and copied for each test."""
    with built.app_context():
        db.create_all()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    made = Path(built.instance_path)
    return (made / "tracker.sqlite3").rename(made / "empty.sqlite3")


@pytest.fixture
def clock() -> GivenClock:
    return GivenClock(BEGINNING)


@pytest.fixture
def app(tmp_path: Path, built: Flask, empty_database: Path, clock: GivenClock) -> Iterator[Flask]:
    """The app on a fresh copy of the empty database, with an app context open."""
    database = Path(built.instance_path) / "tracker.sqlite3"
    for left in database.parent.glob("tracker.sqlite3*"):
        left.unlink()
    shutil.copy(empty_database, database)
    config, extensions = dict(built.config), dict(built.extensions)
    built.config.update(
        UPLOAD_FOLDER=tmp_path / "uploads",
        MEMORY_FOLDER=tmp_path / "memory",
        OUTBOX_FOLDER=tmp_path / "outbox",
    )
    built.extensions["clock"] = clock
    built.test_client_class = Browser
    with built.app_context():
        yield built
        db.session.remove()
        db.engine.dispose()
    built.config.clear()
    built.config.update(config)
    built.extensions.clear()
    built.extensions.update(extensions)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def client_as(app: Flask) -> Callable[[Person], FlaskClient]:
    """`client_as(person)`: a browser in which that person is signed in."""

    def sign_in(person: Person) -> FlaskClient:
        token = start_sign_in(person)
        db.session.commit()
        run_after_commit()  # else the files of a test so far are those of a request that failed
        browser = app.test_client()
        with browser.session_transaction() as kept:
            kept["_user_id"] = token
            kept["_fresh"] = True
        return browser

    return sign_in


class BrowserTestsTogether(LoadScopeScheduling):
    """Hands out the tests of a module to one process: browser tests share a server and go on from
    one another, and small tests are run sooner than handed out. Those in between go one by one.

    In the order of the command, which has the browser tests first: they take longest.
    """

    def _split_scope(self, nodeid: str) -> str:
        module, _, _ = nodeid.partition("::")
        return nodeid if module.startswith("tests/integration/") else module


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> BrowserTestsTogether:
    """How xdist shares tests out. Its own groups do nothing under pytest 9.2, which keeps no name
    that a group could be written into."""
    config.option.loadscopereorder = False
    return BrowserTestsTogether(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--print-doors", action="store_true", help="print what every route answers")
