"""Deliverables: their dates, what was received, and whether it was accepted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, append_only, choice
from app.delivery.rules import Term, Verdict
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


append_only(Recommendation.__table__)
append_only(Consideration.__table__)
append_only(TakenUp.__table__)
