"""Audit entries: one beside each change, never altered."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, append_only


class AuditEntry(Base):
    """Who did what to which thing, when, what was there before and after, and why.

    `at` is the world's instant in UTC; `day` the group's calendar day.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
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


append_only(AuditEntry.__table__)
