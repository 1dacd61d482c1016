"""Deliverables: their dates, what was received, and whether it was accepted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.plans.models import ForecastColumns, Proposal


class Deliverable(Base):
    """A thing due under the award. The one agreed to end last carries the milestone (rule 7)."""

    __tablename__ = "deliverable"
    __table_args__ = (UniqueConstraint("commission_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    number: Mapped[int]
    title: Mapped[str]
    since: Mapped[date]


class DeliverableDate(Proposal, Base):
    """An agreed date of a deliverable, or a proposal of one. The first approved is the baseline."""

    __tablename__ = "deliverable_date"
    __table_args__ = (
        CheckConstraint(
            "decided_by_id IS NULL OR proposed_by_id IS NULL OR decided_by_id <> proposed_by_id",
            name="two_people",
        ),
        CheckConstraint("(outcome = 'proposed') = (decided_on IS NULL)", name="decided"),
    )

    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"), index=True)


class DeliverableForecast(ForecastColumns, Base):
    """One forecast of a deliverable."""

    __tablename__ = "deliverable_forecast"

    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"), index=True)


class Receipt(Base):
    """Something received for a deliverable, with its file where there is one; then a decision.

    `received_on` is the day it came, `recorded_on` the day it was put on record.
    """

    __tablename__ = "delivery_receipt"
    __table_args__ = (
        CheckConstraint("(decided_on IS NULL) = (is_accepted IS NULL)", name="decided"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"), index=True)
    received_on: Mapped[date]
    recorded_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    typed_name: Mapped[str | None]
    stored_as: Mapped[str | None]
    size: Mapped[int | None]
    sha256: Mapped[str | None]
    kind: Mapped[str | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    is_accepted: Mapped[bool | None]
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decision_reason: Mapped[str] = mapped_column(default="")
