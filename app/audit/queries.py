"""What pages read of the audit. Other rooms' tables are named, not imported: they build on this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, func, or_, select

from app import clock
from app.audit.models import AuditEntry, AuditHead, SignedAuditHead
from app.audit.verifying import FIELDS, Head, SignedHead, canonical
from app.database import db
from app.paging import PAGE_SIZE, Page, offset_of

PERSON = "person"


@dataclass(frozen=True)
class Wanted:
    """Which entries are asked for. Days are the group's calendar days, both included."""

    commission_id: int | None = None
    person_id: int | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class Entry:
    """One entry as it is shown: who, with their company; what; to what; before, after and why."""

    at: datetime
    day: date
    who: str
    company: str
    act: str
    subject: str
    commission: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class Choice:
    """Something to filter by."""

    id: int
    name: str


def entries_page(wanted: Wanted, number: int) -> Page[Entry]:
    """One page of the entries asked for, newest first."""
    where = _conditions(wanted)
    total = db.session.scalar(select(func.count(AuditEntry.id)).where(*where)) or 0
    rows = db.session.execute(_shown(wanted).limit(PAGE_SIZE).offset(offset_of(number)))
    return Page([Entry(*row) for row in rows], number, total)


def every_entry(wanted: Wanted) -> Iterator[Entry]:
    """All the entries asked for, newest first, read in parts."""
    rows = db.session.execute(_shown(wanted), execution_options={"yield_per": 500})
    for row in rows:
        yield Entry(*row)


def commissions() -> list[Choice]:
    """Every commission, by reference."""
    commission = _table("commission").c
    rows = db.session.execute(
        select(commission.id, commission.reference, commission.title).order_by(commission.reference)
    )
    return [Choice(row.id, f"{row.reference} {row.title}") for row in rows]


def people() -> list[Choice]:
    """Everybody who has done something, with the company of those who have one, by name."""
    person, company = _table(PERSON).c, _table("company").c
    acted = select(AuditEntry.actor_id).where(AuditEntry.actor_id.is_not(None))
    rows = db.session.execute(
        select(person.id, person.name, company.name.label("company"))
        .join_from(_table(PERSON), _table("company"), isouter=True)
        .where(person.id.in_(acted))
        .order_by(func.lower(person.name), person.id)
    )
    return [
        Choice(row.id, f"{row.name}, {row.company}" if row.company else row.name) for row in rows
    ]


@dataclass(frozen=True)
class DayHead:
    """The head of the chain at the end of a real day."""

    day: date
    head: Head


def plain_entry(entry: Any) -> dict[str, Any]:
    """An entry as the chain writes it: `at` in UTC to the microsecond, days as ISO text."""
    values = {name: getattr(entry, name) for name in FIELDS}
    at = entry.at.astimezone(UTC).replace(tzinfo=None)
    return {**values, "at": f"{at.isoformat(timespec='microseconds')}Z", "day": str(entry.day)}


def whole_chain() -> Iterator[dict[str, Any]]:
    """Every entry with its hash, the oldest first, read in parts."""
    columns = [getattr(AuditEntry, name) for name in (*FIELDS, "hash")]
    asked = select(*columns).order_by(AuditEntry.number)
    for row in db.session.execute(asked, execution_options={"yield_per": 1000}):
        yield {**plain_entry(row), "hash": row.hash}


def head() -> Head:
    """The last entry of the chain, as its own row says."""
    row = db.session.execute(select(AuditHead.number, AuditHead.hash)).one()
    return Head(row.number, row.hash)


def last_instant() -> datetime | None:
    """When the last entry was recorded (real time); None before the first."""
    return db.session.scalar(select(AuditEntry.at).order_by(AuditEntry.number.desc()).limit(1))


def head_at_end_of(day: date) -> DayHead | None:
    """The newest entry recorded by the end of a real day, and the day on which it was."""
    following = datetime.combine(day + timedelta(days=1), time.min, clock.zone())
    row = db.session.execute(
        select(AuditEntry.number, AuditEntry.hash, AuditEntry.at)
        .where(AuditEntry.at < following)
        .order_by(AuditEntry.number.desc())
        .limit(1)
    ).first()
    return DayHead(clock.day_of(row.at), Head(row.number, row.hash)) if row else None


def place_of(subject_type: str, subject_id: int, act: str) -> Head | None:
    """Where in the chain an act on something stands: its entry's number and hash; None if not."""
    row = db.session.execute(
        select(AuditEntry.number, AuditEntry.hash)
        .where(
            AuditEntry.subject_type == subject_type,
            AuditEntry.subject_id == subject_id,
            AuditEntry.act == act,
        )
        .order_by(AuditEntry.number.desc())
        .limit(1)
    ).first()
    return Head(row.number, row.hash) if row else None


def signed_head_over(number: int) -> SignedHead | None:
    """The first signed head that stands over an entry; None while its day has not been signed."""
    row = db.session.scalars(
        select(SignedAuditHead)
        .where(SignedAuditHead.number >= number)
        .order_by(SignedAuditHead.day)
        .limit(1)
    ).first()
    if row is None:
        return None
    return SignedHead(str(row.day), Head(row.number, row.hash), row.key, row.signature)


def last_signed_day() -> date | None:
    """The newest day of which the head was signed."""
    return db.session.scalar(select(func.max(SignedAuditHead.day)))


def signed_heads() -> list[SignedHead]:
    """Every signed head, the oldest first."""
    rows = db.session.scalars(select(SignedAuditHead).order_by(SignedAuditHead.day))
    return [
        SignedHead(str(row.day), Head(row.number, row.hash), row.key, row.signature) for row in rows
    ]


def signed_line(signed: SignedHead | SignedAuditHead) -> str:
    """A signed head as one line of JSON."""
    found = signed.head if isinstance(signed, SignedHead) else Head(signed.number, signed.hash)
    return canonical(
        {
            "day": str(signed.day),
            "hash": found.hash,
            "key": signed.key,
            "number": found.number,
            "signature": signed.signature,
        }
    )


def _shown(wanted: Wanted) -> Select[*tuple[Any, ...]]:
    person, company, commission = _table(PERSON), _table("company"), _table("commission")
    return (
        select(
            AuditEntry.at,
            AuditEntry.day,
            AuditEntry.actor_name,
            func.coalesce(company.c.name, ""),
            AuditEntry.act,
            AuditEntry.subject_name,
            func.coalesce(commission.c.reference, ""),
            AuditEntry.before,
            AuditEntry.after,
            AuditEntry.why,
        )
        .outerjoin(person, person.c.id == AuditEntry.actor_id)
        .outerjoin(company, company.c.id == person.c.company_id)
        .outerjoin(commission, commission.c.id == AuditEntry.commission_id)
        .where(*_conditions(wanted))
        .order_by(AuditEntry.id.desc())
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.commission_id is not None:
        where.append(AuditEntry.commission_id == wanted.commission_id)
    if wanted.person_id is not None:
        of_person = and_(
            AuditEntry.subject_type == PERSON, AuditEntry.subject_id == wanted.person_id
        )
        where.append(or_(AuditEntry.actor_id == wanted.person_id, of_person))
    if wanted.first_day is not None:
        where.append(AuditEntry.day >= wanted.first_day)
    if wanted.last_day is not None:
        where.append(AuditEntry.day <= wanted.last_day)
    return where


def _table(name: str) -> Table:
    return db.metadata.tables[name]
