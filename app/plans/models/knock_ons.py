"""Knock-ons that were proposed together: each date is a proposal of its own, and says what pushed.

What became of each is its decision (`AgreedDateDecision`). Rows are only added.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, append_only
from app.plans.models.dates import AgreedDate


class KnockOnBundle(Base):
    """Dates that one person proposed together, for one reason, because a milestone slipped.

    `milestone_id` is the milestone from which the chain was followed.
    """

    __tablename__ = "knock_on_bundle"

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    cause: Mapped[str] = mapped_column(ForeignKey("slip_cause.key"))
    reason: Mapped[str]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_on: Mapped[date]
    recorded_at: Mapped[datetime]

    dates: Mapped[list[KnockOnDate]] = relationship(
        back_populates="bundle", order_by="KnockOnDate.id"
    )


class KnockOnDate(Base):
    """One date of a bundle: the proposal, the date that it moves, and what pushed it, as it was.

    `pushed_by_id` is None where a step of the milestone's own commission pushed it; `pushed_by`
    says in words what did. `gap_days` is the gap that was kept. `stood` and `replaces_id` are the
    date that was agreed on the day of the proposal: if another is agreed since, the proposal is
    left out.
    """

    __tablename__ = "knock_on_date"
    __table_args__ = (CheckConstraint("days_possible > 0", name="is_pushed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bundle_id: Mapped[int] = mapped_column(ForeignKey("knock_on_bundle.id"), index=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("agreed_date.id"), unique=True)
    replaces_id: Mapped[int] = mapped_column(ForeignKey("agreed_date.id"))
    stood: Mapped[str]
    pushed_by_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    pushed_by: Mapped[str]
    gap_days: Mapped[int | None]
    days_definite: Mapped[int]
    days_possible: Mapped[int]

    bundle: Mapped[KnockOnBundle] = relationship(back_populates="dates")
    proposal: Mapped[AgreedDate] = relationship(foreign_keys=[proposal_id])


append_only(KnockOnBundle.__table__)
append_only(KnockOnDate.__table__, unique="proposal_id")
