"""Moderation meetings, and the scores that they agreed on."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, append_only


class Moderation(Base):
    """A meeting at which members talked over their scores; `present` are names, in words."""

    __tablename__ = "moderation"

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    day: Mapped[date]
    present: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Consensus(Base):
    """The score that a meeting agreed on, beside the originals. The newest row of each holds."""

    __tablename__ = "consensus"
    __table_args__ = (
        CheckConstraint("value BETWEEN 0 AND 4", name="value"),
        CheckConstraint("reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    moderation_id: Mapped[int] = mapped_column(ForeignKey("moderation.id"), index=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    value: Mapped[int]
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


append_only(Moderation.__table__)
append_only(Consensus.__table__)
