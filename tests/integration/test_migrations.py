"""The schema that migrations make is the one that the models describe, up and down, with rows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from app import create_app
from app.database import db
from app.people.operations import set_up
from tests.conftest import environment

SERVER = os.environ.get("TEST_POSTGRESQL_URL", "")


@pytest.fixture
def migrated(tmp_path: Path) -> Flask:
    """The app on a database that only migrations have made."""
    app = create_app(environment(tmp_path), instance=tmp_path)
    with app.app_context():
        upgrade()
        db.session.remove()
    return app


def _schema(app: Flask, kind: str) -> set[str]:
    with app.app_context():
        rows = db.session.execute(
            text("SELECT name FROM sqlite_master WHERE type = :kind"), {"kind": kind}
        )
        found = {row[0] for row in rows} - {"alembic_version", "sqlite_sequence"}
        db.session.remove()
    return {name for name in found if not name.startswith("sqlite_autoindex")}


@pytest.mark.parametrize("kind", ["table", "index", "trigger"])
def test_migrations_make_what_the_models_describe(
    migrated: Flask, tmp_path: Path, empty_database: Path, kind: str
) -> None:
    folder = tmp_path / "described"
    folder.mkdir()
    shutil.copy(empty_database, folder / "tracker.sqlite3")
    described = create_app(environment(folder), instance=folder)
    assert _schema(migrated, kind) == _schema(described, kind)


def _rules(app: Flask) -> set[tuple[str, str | None]]:
    """Every named check, foreign key and unique constraint, by its table."""
    with app.app_context():
        seen = inspect(db.engine)
        found = {
            (table, each["name"])
            for table in seen.get_table_names()
            for each in (
                *seen.get_check_constraints(table),
                *seen.get_foreign_keys(table),
                *seen.get_unique_constraints(table),
            )
        }
        db.engine.dispose()
    return found


def test_migrations_make_the_checks_and_keys_that_the_models_describe(
    migrated: Flask, tmp_path: Path, empty_database: Path
) -> None:
    folder = tmp_path / "described"
    folder.mkdir()
    shutil.copy(empty_database, folder / "tracker.sqlite3")
    described = create_app(environment(folder), instance=folder)
    assert _rules(migrated) == _rules(described)


def test_no_change_of_the_models_waits_for_its_migration(migrated: Flask) -> None:
    with migrated.app_context():
        check()


def test_migrations_go_down_and_up_again_with_rows_in_the_tables(migrated: Flask) -> None:
    with migrated.app_context():
        set_up("Example Group", "First Officer", "first@example.org")
        db.session.commit()
        assert db.session.scalar(text("SELECT count(*) FROM audit_entry")) > 0
        db.session.remove()
        downgrade(revision="base")
        assert _schema(migrated, "table") == set()
        upgrade()
        assert db.session.scalar(text("SELECT count(*) FROM person")) == 0


@pytest.mark.skipif(not SERVER, reason="TEST_POSTGRESQL_URL names no empty PostgreSQL database")
def test_migrations_go_up_and_down_on_postgresql(tmp_path: Path) -> None:
    app = create_app({**environment(tmp_path), "DATABASE_URL": SERVER}, instance=tmp_path)
    with app.app_context():
        upgrade()
        check()
        set_up("Example Group", "First Officer", "first@example.org")
        db.session.commit()
        for refused in ("UPDATE audit_entry SET why = 'x'", "DELETE FROM audit_entry"):
            with pytest.raises(DBAPIError, match="append-only"):
                db.session.execute(text(refused))
            db.session.rollback()
        with pytest.raises(DBAPIError, match="append-only"):
            db.session.execute(text("TRUNCATE audit_entry"))
        db.session.rollback()
        db.session.remove()
        downgrade(revision="base")


@pytest.fixture
def on_postgresql(tmp_path: Path) -> Iterator[Flask]:
    """The app on a PostgreSQL database that only migrations have made; empty again afterwards."""
    app = create_app({**environment(tmp_path), "DATABASE_URL": SERVER}, instance=tmp_path)
    with app.app_context():
        upgrade()
        db.session.remove()
        yield app
        db.session.remove()
        downgrade(revision="base")
        db.engine.dispose()


@pytest.mark.skipif(not SERVER, reason="TEST_POSTGRESQL_URL names no empty PostgreSQL database")
def test_postgresql_refuses_changes_of_every_table_that_sqlite_refuses_them_of(
    migrated: Flask, on_postgresql: Flask
) -> None:
    ending = "_no_update"
    triggers = [name for name in _schema(migrated, "trigger") if name.endswith(ending)]
    expected = {name.removesuffix(ending) for name in triggers}
    assert {"audit_entry", "refused_attempt"} <= expected
    with on_postgresql.app_context():
        rows = db.session.execute(
            text(
                "SELECT event_object_table, event_manipulation FROM information_schema.triggers "
                "WHERE trigger_name = event_object_table || '_no_change'"
            )
        ).all()
        for act in ("UPDATE", "DELETE"):
            assert {table for table, told in rows if told == act} == expected
        db.session.rollback()
        for table in sorted(expected):
            with pytest.raises(DBAPIError, match="append-only"):
                db.session.execute(text(f"TRUNCATE {table} CASCADE"))
            db.session.rollback()
