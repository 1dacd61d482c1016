"""Fixtures of the plan's tests: people, and a counter of database statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from app.database import db
from app.people.models import Person
from tests.factories.people import make_member, make_officer


@pytest.fixture
def officer(app: Flask) -> Person:
    return make_officer("Olive Officer")


@pytest.fixture
def other_officer(app: Flask) -> Person:
    return make_officer("Oscar Officer")


@pytest.fixture
def member(app: Flask) -> Person:
    return make_member("Mona Member")


@pytest.fixture
def statements(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with statements() as seen:` gathers every statement sent to the database."""

    @contextmanager
    def watch() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return watch
