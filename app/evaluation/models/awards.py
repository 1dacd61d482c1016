"""The award: proposed, decided, told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, choice
from app.plans.models import Agreement


class Award(Base):
    """The decision: proposed by one person, approved or refused by another.

    `quote_id` is None for *no award*. `value_pence` is the quote's total without VAT.
    """

    __tablename__ = "award"
    __table_args__ = (
        CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="two_people"
        ),
        Index(
            "uq_award_one_live",
            "commission_id",
            unique=True,
            sqlite_where=text("outcome <> 'refused'"),
            postgresql_where=text("outcome <> 'refused'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    quote_id: Mapped[int | None] = mapped_column(ForeignKey("quote.id"))
    value_pence: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str]
    outcome: Mapped[Agreement] = mapped_column(choice(Agreement, "award_outcome"))
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]
    told_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
