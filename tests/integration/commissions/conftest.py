"""What the tests of this room share: a count of SQL statements, and the mails to one address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from app.database import db

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def statements(app: Flask) -> Counting:
    """`with statements() as sent:` gathers the SQL that is sent meanwhile."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        sent: list[str] = []

        def keep(_c: object, _k: object, statement: str, *_rest: object) -> None:
            if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
                sent.append(statement)

        event.listen(db.engine, "before_cursor_execute", keep)
        try:
            yield sent
        finally:
            event.remove(db.engine, "before_cursor_execute", keep)

    return counting
