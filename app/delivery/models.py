"""Deliverables: their dates, what was received, and whether it was accepted.

Dates, receipts and decisions are only ever added (see app/plans/models/dates.py).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, append_only, choice
from app.delivery.rules import Term, Verdict
from app.plans.models import DecisionColumns, ForecastColumns, Proposal
from app.plans.models.deciding import hold_two_people


class Deliverable(Base):
    """A thing due under the award. The one agreed to end last carries the milestone (rule 7).

    It is withdrawn where the award itself was taken back.
    """

    __tablename__ = "deliverable"
    __table_args__ = (UniqueConstraint("commission_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    number: Mapped[int]
    title: Mapped[str]
    since: Mapped[date]
    withdrawn_at: Mapped[datetime | None]


class DeliverableDate(Proposal, Base):
    """An agreed date of a deliverable, or a proposal of one, or a correction of such a row.

    The first approved is the baseline.
    """

    __tablename__ = "deliverable_date"

    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"), index=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("deliverable_date.id"), index=True)

    decision: Mapped[DeliverableDateDecision | None] = relationship(back_populates="proposal")


class DeliverableDateDecision(DecisionColumns, Base):
    """The one decision on a deliverable's proposed date. Never by its proposer."""

    __tablename__ = "deliverable_date_decision"
    __table_args__ = (CheckConstraint("outcome <> 'proposed'", name="decided"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("deliverable_date.id"), unique=True)

    proposal: Mapped[DeliverableDate] = relationship(back_populates="decision")


class DeliverableForecast(ForecastColumns, Base):
    """One forecast of a deliverable, or a correction of one."""

    __tablename__ = "deliverable_forecast"

    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"), index=True)
    corrects_id: Mapped[int | None] = mapped_column(
        ForeignKey("deliverable_forecast.id"), index=True
    )


class Receipt(Base):
    """Something received for a deliverable, with its file where there is one.

    `received_on` is the day it came, `recorded_on` the day it was put on record. A correction of
    the day names the receipt that it corrects, and says in `note` what was wrong.
    """

    __tablename__ = "delivery_receipt"

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
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("delivery_receipt.id"), index=True)


class ReceiptDecision(Base):
    """The one decision on what was received: accepted, or rejected with the reason."""

    __tablename__ = "delivery_receipt_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("delivery_receipt.id"), unique=True)
    is_accepted: Mapped[bool]
    decided_on: Mapped[date]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]


class Recommendation(Base):
    """A finding of the delivered work that asks somebody to do something. Never changed."""

    __tablename__ = "recommendation"
    __table_args__ = (UniqueConstraint("commission_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    number: Mapped[int]
    text: Mapped[str]
    found_in: Mapped[str] = mapped_column(default="")
    term: Mapped[Term] = mapped_column(choice(Term, "recommendation_term"))
    since: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class Consideration(Base):
    """What the partnership group made of a recommendation, on a day. The newest row holds.

    `words` is what it became where it was changed.
    """

    __tablename__ = "consideration"
    __table_args__ = (
        CheckConstraint("(verdict = 'changed') = (words <> '')", name="words_where_changed"),
        CheckConstraint("reason <> ''", name="reasons"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), index=True)
    verdict: Mapped[Verdict] = mapped_column(choice(Verdict, "verdict"))
    words: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    considered_on: Mapped[date]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    recorded_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class TakenUp(Base):
    """A milestone that carries a recommendation out: a new one, or one that was in the plan."""

    __tablename__ = "taken_up"
    __table_args__ = (UniqueConstraint("recommendation_id", "milestone_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), index=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    recorded_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


for _kept in (
    DeliverableDate,
    DeliverableForecast,
    Receipt,
    Recommendation,
    Consideration,
    TakenUp,
):
    append_only(_kept.__table__)
append_only(DeliverableDateDecision.__table__, unique="proposal_id")
append_only(ReceiptDecision.__table__, unique="receipt_id")
hold_two_people(DeliverableDate.__table__, DeliverableDateDecision.__table__)
