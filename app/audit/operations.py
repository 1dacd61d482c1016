"""Recording an act in the audit, in the transaction of the act itself."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped

from app import clock, mail
from app.access import Person
from app.audit.models import AuditEntry, AuditHead, SignedAuditHead
from app.audit.queries import head_at_end_of, last_signed_day, plain_entry, signed_line
from app.audit.signing import SigningKey
from app.audit.verifying import Head, hash_of
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
    """Append one entry. `by` is None for the tracker's own acts (a command, a stranger's attempt).

    `act` is the verb in words ("brief issued"); `name` is the subject as people call it. Never put
    a quote's contents, price or file names into any field: entries are readable by officers.
    """
    db.session.flush()
    # On SQLite the transaction has the only write lock; elsewhere this row is the lock.
    head = db.session.execute(
        select(AuditHead.number, AuditHead.hash).where(AuditHead.id == 1).with_for_update()
    ).one()
    entry = AuditEntry(
        number=head.number + 1,
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
        previous=head.hash,
    )
    entry.hash = hash_of(plain_entry(entry))
    db.session.add(entry)
    db.session.flush()
    db.session.execute(
        update(AuditHead)
        .where(AuditHead.id == 1)
        .values(number=entry.number, hash=entry.hash)
        .execution_options(synchronize_session=False)
    )
    return entry


def sign_days(key: SigningKey, auditor: str = "") -> list[SignedAuditHead]:
    """Sign the head of the last real day that has ended since a head was signed, and mail it.

    Days on which nothing was recorded have the head of the day before and are not signed. Returns
    what was signed: nothing where that is done already.
    """
    today = clock.day_of(clock.real_now())
    last = last_signed_day()
    found = head_at_end_of(date.fromordinal(today.toordinal() - 1))
    if found is None or (last is not None and found.day <= last):
        return []
    signed = _signed(found.day, found.head, key)
    if auditor:
        mail.post(
            auditor,
            f"Audit of {found.day.isoformat()}: entry {found.head.number}",
            "audit_head",
            signed=signed,
            line=signed_line(signed),
        )
    return [signed]


def _signed(day: date, head: Head, key: SigningKey) -> SignedAuditHead:
    signed = SignedAuditHead(
        day=day,
        number=head.number,
        hash=head.hash,
        key=key.public,
        signature=key.sign(day, head),
        signed_at=clock.real_now(),
    )
    db.session.add(signed)
    db.session.flush()
    return signed
