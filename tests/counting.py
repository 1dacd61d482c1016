"""Which SQL statements something sends, and how many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from app.database import db


def statements_of(act: Callable[[], object]) -> int:
    """The number of statements that `act` sends, reading and writing."""
    return len(sent_by(act))


def sent_by(act: Callable[[], object]) -> list[str]:
    """The statements that `act` sends, reading and writing."""
    sent: list[str] = []

    def keep(*given: Any) -> None:
        sent.append(given[2])

    db.session.commit()
    event.listen(db.engine, "before_cursor_execute", keep)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", keep)
    return sent
