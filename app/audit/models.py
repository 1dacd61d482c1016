"""Audit entries: one beside each change, never altered, each holding the hash of the one before."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index, Table, event, insert
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.verifying import FIRST_PREVIOUS
from app.database import Base, append_only


class AuditEntry(Base):
    """Who did what to which thing, when, what was there before and after, and why.

    `at` is the world's instant in UTC; `day` the group's calendar day. `number` counts from 1
    without a gap; `previous` and `hash` make the chain (`app.audit.verifying`).
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime]
    day: Mapped[date]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    actor_name: Mapped[str]
    act: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[int]
    subject_name: Mapped[str]
    commission_id: Mapped[int | None] = mapped_column(ForeignKey("commission.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), index=True)
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    previous: Mapped[str] = mapped_column(unique=True)
    hash: Mapped[str] = mapped_column(unique=True)


class AuditHead(Base):
    """The last entry of the chain: one row, locked by whoever appends the next entry."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    hash: Mapped[str]


class SignedAuditHead(Base):
    """The head of the chain at the end of a real day, signed by our key (Ed25519, in hex)."""

    __tablename__ = "signed_audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    number: Mapped[int]
    hash: Mapped[str]
    key: Mapped[str]
    signature: Mapped[str]
    signed_at: Mapped[datetime]


append_only(AuditEntry.__table__)
append_only(SignedAuditHead.__table__)


@event.listens_for(AuditHead.__table__, "after_create")
def _put_first_head(table: Table, connection: Connection, **_: object) -> None:
    """The head of an empty chain, for databases that metadata creates."""
    connection.execute(insert(table).values(id=1, number=0, hash=FIRST_PREVIOUS))
