"""Published editions, and the history of wording."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, append_only


class Edition(Base):
    """One published review of a plan: a frozen copy (JSON), never edited."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    number: Mapped[int]
    name: Mapped[str]
    day: Mapped[date]
    content: Mapped[str]
    sha256: Mapped[str]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime]


class LeftUnsaid(Base):
    """A late milestone that somebody published without a sentence, and why."""

    __tablename__ = "left_unsaid"
    __table_args__ = (UniqueConstraint("edition_id", "milestone_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class Revision(Base):
    """One change of wording: what a field said before and after, on which day, by whom and why.

    The wording as at a day is the `before` of the first later revision, else what stands now.
    """

    __tablename__ = "revision"
    __table_args__ = (Index("ix_revision_subject", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    subject_type: Mapped[str]
    subject_id: Mapped[int]
    field: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    day: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


append_only(Edition.__table__)
append_only(LeftUnsaid.__table__)
append_only(Revision.__table__)
