"""The award: proposed, decided, told; and what companies ask of it afterwards."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, append_only, choice
from app.plans.models import Agreement


class Award(Base):
    """The decision: proposed by one person, approved or refused by another.

    Where its value needs two approvals, the first is kept beside the one that decides.
    `quote_id` is None for *no award*. `value_pence` is the quote's total without VAT. A decision
    that was taken back before anybody was told stays as it was, with `withdrawn_at`.
    """

    __tablename__ = "award"
    __table_args__ = (
        CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="two_people"
        ),
        CheckConstraint(
            "first_approved_by_id IS NULL OR first_approved_by_id <> proposed_by_id",
            name="first_of_two",
        ),
        CheckConstraint(
            "first_approved_by_id IS NULL OR outcome <> 'approved'"
            " OR first_approved_by_id <> decided_by_id",
            name="second_of_two",
        ),
        CheckConstraint(
            "withdrawn_at IS NULL OR (outcome = 'approved' AND told_at IS NULL"
            " AND withdrawn_by_id IS NOT NULL AND withdrawal_reason <> '')",
            name="taken_back",
        ),
        Index(
            "uq_award_one_live",
            "commission_id",
            unique=True,
            sqlite_where=text("outcome <> 'refused' AND withdrawn_at IS NULL"),
            postgresql_where=text("outcome <> 'refused' AND withdrawn_at IS NULL"),
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
    first_approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    first_approved_at: Mapped[datetime | None]
    first_approval_reason: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]
    told_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawal_reason: Mapped[str] = mapped_column(default="", server_default="")


class LettersOrder(Base):
    """An order to send the outcome letters, which leave once the time to stop them is over.

    `leaves_at` and `left_at` are by the world's clock, `ordered_at` by the group's calendar.
    """

    __tablename__ = "letters_order"
    __table_args__ = (
        CheckConstraint("stopped_at IS NULL OR left_at IS NULL", name="stopped_or_left"),
        Index(
            "uq_letters_order_one_live",
            "award_id",
            unique=True,
            sqlite_where=text("stopped_at IS NULL"),
            postgresql_where=text("stopped_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    award_id: Mapped[int] = mapped_column(ForeignKey("award.id"), index=True)
    ordered_at: Mapped[datetime]
    ordered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    leaves_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    stopped_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stop_reason: Mapped[str] = mapped_column(default="")


class LetterFeedback(Base):
    """What an officer adds to one company's letter. The newest row is what the letter says."""

    __tablename__ = "letter_feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    award_id: Mapped[int] = mapped_column(ForeignKey("award.id"), index=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"))
    text: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class FeedbackRequest(Base):
    """What a company asks about its outcome after the letter."""

    __tablename__ = "feedback_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), index=True)
    text: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class FeedbackAnswer(Base):
    """What an officer answered, once, by mail and on the company's page."""

    __tablename__ = "feedback_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("feedback_request.id"), unique=True)
    text: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


for table in (LetterFeedback, FeedbackRequest):
    append_only(table.__table__)
append_only(FeedbackAnswer.__table__, unique="request_id")
