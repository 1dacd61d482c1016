"""Recording an act in the audit, in the transaction of the act itself."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.orm import Mapped

from app import clock
from app.access import Person
from app.audit.models import AuditEntry
from app.database import db


class Subject(Protocol):
    """Anything with a table and an id."""

    __tablename__: str
    id: Mapped[int]


def record(
    act: str,
    subject: Subject,
    name: str,
    *,
    by: Person | None,
    before: str = "",
    after: str = "",
    why: str = "",
    commission_id: int | None = None,
    plan_id: int | None = None,
) -> AuditEntry:
    """Write one entry. `by` is None for the tracker's own acts (a command, a stranger's attempt).

    `act` is the verb in words ("brief issued"); `name` is the subject as people call it. Never put
    a quote's contents, price or file names into any field: entries are readable by officers.
    """
    db.session.flush()
    entry = AuditEntry(
        at=clock.real_now(),
        day=clock.today(),
        actor_id=by.id if by else None,
        actor_name=by.name if by else "the tracker",
        act=act,
        subject_type=subject.__tablename__,
        subject_id=subject.id,
        subject_name=name,
        commission_id=commission_id,
        plan_id=plan_id,
        before=before,
        after=after,
        why=why,
    )
    db.session.add(entry)
    return entry
