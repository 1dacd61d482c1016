"""Leaving a quote out that was stopped at its opening: proposed in writing, decided by another."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, choice
from app.plans.models import Agreement


class SettingAside(Base):
    """An officer's proposal to leave a stopped quote out, and a second person's decision on it."""

    __tablename__ = "setting_aside"
    __table_args__ = (
        CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="two_people"
        ),
        Index(
            "uq_setting_aside_one_live",
            "quote_id",
            unique=True,
            sqlite_where=text("outcome <> 'refused'"),
            postgresql_where=text("outcome <> 'refused'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    reason: Mapped[str]
    outcome: Mapped[Agreement] = mapped_column(choice(Agreement, "setting_aside_outcome"))
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(default="")
