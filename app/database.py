"""The database: typed Base, naming convention, transactions, and what SQLite and PostgreSQL need.

Nothing commits but `commit_request` (the end of a successful unsafe request) and `committed`
(the end of a command). A reading transaction cannot write: on SQLite the connection refuses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from string import Template
from typing import Any

import structlog
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    DDL,
    DateTime,
    Dialect,
    Engine,
    Enum,
    FromClause,
    MetaData,
    Table,
    Text,
    event,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

_is_reading: ContextVar[bool] = ContextVar("is_reading", default=False)
BUSY_MILLISECONDS = 15_000


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime. SQLite keeps no zone, so it is stored in UTC and given back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs its time zone.")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table's base: `str` is text, `datetime` an aware instant in UTC."""

    # A registry of its own: Flask-SQLAlchemy copies this class, and a second map would be refused.
    registry = registry(
        metadata=MetaData(naming_convention=_NAMES),
        type_annotation_map={str: Text(), datetime: Instant()},
    )


db = SQLAlchemy(model_class=Base)


def choice(kind: type[StrEnum], name: str) -> Enum:
    """A column type that holds one value of a StrEnum, checked by the database."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


def listen(engine: Engine) -> None:
    """Set up each connection of an engine, and begin each transaction as it is meant."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def sqlite_version(engine: Engine) -> str:
    """The version of the SQLite library in use, or the name of another database."""
    module: Any = engine.dialect.dbapi
    return (
        f"SQLite {module.sqlite_version}"
        if engine.dialect.name == "sqlite"
        else engine.dialect.name
    )


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own transaction handling lets writers overlap
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA recursive_triggers = ON")  # so that REPLACE meets the delete triggers
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reading = _is_reading.get()
    connection.exec_driver_sql(f"PRAGMA query_only = {int(reading)}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def reading() -> Iterator[None]:
    """Transactions begun inside only read: they take no write lock and SQLite refuses a write."""
    token = _is_reading.set(True)
    try:
        yield
    finally:
        _is_reading.reset(token)


def mark_reading(is_safe_request: bool) -> None:
    """Say for this request whether its transactions only read."""
    _is_reading.set(is_safe_request)


def after_commit(act: Callable[[], None]) -> None:
    """Do something that cannot be undone, once what is done here is committed, and only then."""
    db.session.info.setdefault("after_commit", []).append(act)


def if_undone(act: Callable[[], None]) -> None:
    """Do something only if what is done here is not committed: remove a file that was written."""
    db.session.info.setdefault("if_undone", []).append(act)


def run_after_commit() -> None:
    """Do what waited for the commit that has just been made."""
    db.session.info.pop("if_undone", None)
    _run(db.session.info.pop("after_commit", []))


def undo() -> None:
    """Drop what waited for a commit that is not made, and do what waited for that."""
    db.session.info.pop("after_commit", None)
    _run(db.session.info.pop("if_undone", []))


def _run(acts: list[Callable[[], None]]) -> None:
    """Do each. One that fails is written down: what was committed stands whatever is left over."""
    for act in acts:
        try:
            act()
        except OSError as failure:
            structlog.get_logger().error("left over", kind=type(failure).__name__)


@contextmanager
def committed() -> Iterator[None]:
    """Everything in it is committed together at its end, or nothing is: one command.

    In a request only for what must outlive it whatever it answers, before anything else is written.
    """
    try:
        yield
        db.session.commit()
        run_after_commit()
    except BaseException:
        db.session.rollback()
        undo()
        raise


def let_go() -> None:
    """End this request's transaction with nothing kept, so that slow work holds nobody up.

    Only before anything was written: what was read is read again afterwards.
    """
    db.session.rollback()


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """A part of a request that is undone as a whole when it raises, leaving the rest as it was."""
    waiting = list(db.session.info.get("after_commit", []))
    written = len(db.session.info.get("if_undone", []))
    try:
        with db.session.begin_nested():
            yield
    except BaseException:
        db.session.info["after_commit"] = waiting
        undone = db.session.info.get("if_undone", [])
        _run(undone[written:])
        del undone[written:]
        raise


_SQLITE_TRIGGERS = (
    "CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON $table $refuse",
    "CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON $table $refuse",
    # INSERT OR REPLACE passes both of the others.
    "CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON $table WHEN $is_there $refuse",
)
_SQLITE_REFUSE = "BEGIN SELECT RAISE(ABORT, '$table is append-only'); END"
_POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION ${table}_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    " $$$$ BEGIN RAISE EXCEPTION '$table is append-only'; END $$$$",
    "CREATE TRIGGER ${table}_no_change BEFORE UPDATE OR DELETE ON $table"
    " FOR EACH ROW EXECUTE FUNCTION ${table}_refuse()",
    "CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON $table"
    " FOR EACH STATEMENT EXECUTE FUNCTION ${table}_refuse()",
)


def append_only_sql(table: str, dialect: str = "sqlite", unique: str = "") -> list[str]:
    """Statements that make the database refuse to change, replace or delete a row of a table.

    `unique` names a column, beside the id, by which an INSERT OR REPLACE could find a row.
    """
    refuse = Template(_SQLITE_REFUSE).substitute(table=table)
    keys = ("id", unique) if unique else ("id",)
    there = Template("NEW.$key IN (SELECT $key FROM $table)")
    is_there = " OR ".join(there.substitute(key=key, table=table) for key in keys)
    triggers = _SQLITE_TRIGGERS if dialect == "sqlite" else _POSTGRESQL_TRIGGERS
    return [
        Template(trigger).substitute(table=table, refuse=refuse, is_there=is_there)
        for trigger in triggers
    ]


def append_only(table: FromClause, unique: str = "") -> None:
    """Attach the append-only triggers to a table that metadata creates."""
    if not isinstance(table, Table):
        raise TypeError("Only a table can be append-only.")
    for dialect in ("sqlite", "postgresql"):
        for statement in append_only_sql(table.name, dialect, unique):
            ddl = DDL(statement.replace("%", "%%"))
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))
