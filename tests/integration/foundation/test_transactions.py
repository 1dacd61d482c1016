"""How SQLite is set up: nothing acknowledged is lost, and writers wait for one another."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from app import create_app
from app.audit.models import AuditEntry
from app.audit.operations import record
from app.database import BUSY_MILLISECONDS, committed, db, reading
from app.people.models import Person
from tests.browsing import Browser
from tests.conftest import environment
from tests.counting import sent_by
from tests.factories.people import make_person

WRITERS = 8
ENTRIES = 50


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("busy_timeout", BUSY_MILLISECONDS),
    ],
)
def test_each_connection_is_set_up(pragma: str, value: str | int, tmp_path: Path) -> None:
    as_it_runs = create_app(environment(tmp_path), instance=tmp_path)
    with (
        as_it_runs.app_context(),
        reading(),
        db.engine.connect() as first,
        db.engine.connect() as second,
    ):
        assert [c.scalar(text(f"PRAGMA {pragma}")) for c in (first, second)] == [value] * 2


@pytest.mark.usefixtures("app")
def test_the_drivers_own_transactions_are_off() -> None:
    connection = db.engine.raw_connection()
    try:
        assert connection.driver_connection is not None
        assert connection.driver_connection.isolation_level is None
    finally:
        connection.close()


@pytest.mark.usefixtures("app")
def test_a_writer_holds_the_lock_from_its_beginning_and_a_reader_needs_none() -> None:
    with db.engine.connect() as writer, db.engine.connect() as other:
        other.exec_driver_sql("PRAGMA busy_timeout = 0")
        other.rollback()
        writer.exec_driver_sql("SELECT 1")  # it has not written yet
        with pytest.raises(OperationalError, match="locked"):
            other.exec_driver_sql("SELECT 1")
        with reading():
            assert other.scalar(select(func.count()).select_from(Person)) == 0


@pytest.mark.usefixtures("app")
def test_a_reading_transaction_cannot_write() -> None:
    with (
        reading(),
        db.engine.connect() as reader,
        pytest.raises(OperationalError, match="readonly"),
    ):
        reader.exec_driver_sql("DELETE FROM person")


def test_safe_requests_begin_reading_and_others_writing(client: Browser) -> None:
    def begins(act: Callable[[], object]) -> set[str]:
        return {statement for statement in sent_by(act) if statement.startswith("BEGIN")}

    page = client.get("/sign-in")
    typed = {"email": "nobody@example.org", "password": "not a password"}
    assert begins(lambda: client.get("/plans")) == {"BEGIN"}
    assert begins(lambda: client.submit(page, typed)) == {"BEGIN IMMEDIATE"}


def test_eight_writers_at_once_lose_nothing_and_meet_no_error(app: Flask) -> None:
    who_id = make_person().id
    db.session.remove()
    ready = Barrier(WRITERS)

    def write(writer: int) -> None:
        ready.wait(timeout=30)
        for number in range(ENTRIES):
            with app.app_context(), committed():
                seen = db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0
                person = db.session.get_one(Person, who_id)
                record(f"act {number}", person, f"writer {writer}", by=None, after=str(seen))

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    # Each writer has counted all that was written before it: no two saw the same state.
    counted = db.session.scalars(select(AuditEntry.after).order_by(AuditEntry.id)).all()
    assert counted == [str(number) for number in range(WRITERS * ENTRIES)]


def test_the_start_names_the_version_of_sqlite(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    started = create_app(environment(tmp_path), instance=tmp_path)
    with started.app_context():
        used = db.session.scalar(text("SELECT sqlite_version()"))
    said = capsys.readouterr()
    assert f"SQLite {used}" in said.err
    assert said.out == ""
    assert used is not None
    assert tuple(int(part) for part in used.split(".")) >= (3, 51, 3)
