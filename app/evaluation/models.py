"""Declarations, scores, and the award."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, append_only, choice
from app.evaluation.rules import Course, Interest
from app.files import FileColumns
from app.plans.models import Agreement


class Declaration(Base):
    """One person's statement of interest in a commission. The newest row holds."""

    __tablename__ = "declaration"

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    interest: Mapped[Interest] = mapped_column(choice(Interest, "interest"))
    description: Mapped[str] = mapped_column(default="")
    declared_at: Mapped[datetime]


class ScoreSheet(Base):
    """One member's scoring of one commission: hidden from others until all have submitted."""

    __tablename__ = "score_sheet"
    __table_args__ = (UniqueConstraint("commission_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]


class Score(Base):
    """One member's score, 0 to 4, of one quote on one criterion, with a comment."""

    __tablename__ = "score"
    __table_args__ = (
        UniqueConstraint("sheet_id", "quote_id", "criterion_id"),
        CheckConstraint("value BETWEEN 0 AND 4", name="value"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"), index=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    value: Mapped[int]
    comment: Mapped[str] = mapped_column(default="")


class ScoreChange(Base):
    """What a member's score and comment said before and after it was saved; None is no score."""

    __tablename__ = "score_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"), index=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    value_before: Mapped[int | None]
    comment_before: Mapped[str] = mapped_column(default="")
    value_after: Mapped[int | None]
    comment_after: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime]


class ScoringClose(Base):
    """The officer ended scoring before every member had submitted; who had not is kept in words."""

    __tablename__ = "scoring_close"

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), unique=True)
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    missing: Mapped[str]
    reason: Mapped[str]


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


class Enquiry(Base):
    """What an officer asks about opened quotes, with the instant by which it is to be answered."""

    __tablename__ = "enquiry"

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    text: Mapped[str]
    answer_by: Mapped[datetime]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class EnquiryTo(Base):
    """One company that an enquiry was sent to. It never learns which others were asked."""

    __tablename__ = "enquiry_to"
    __table_args__ = (UniqueConstraint("enquiry_id", "invitation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiry.id"), index=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), index=True)


class EnquiryAnswer(Base):
    """What a company answered; each is kept. It changes nothing in the company's quote."""

    __tablename__ = "enquiry_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    enquiry_to_id: Mapped[int] = mapped_column(ForeignKey("enquiry_to.id"), index=True)
    text: Mapped[str]
    at: Mapped[datetime]
    is_late: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class EnquiryFile(FileColumns, Base):
    """A file that came with an answer."""

    __tablename__ = "enquiry_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("enquiry_answer.id"), index=True)


class NoQuoteReason(Base):
    """Why a company sent no quote: in its own words, or as an officer heard it."""

    __tablename__ = "no_quote_reason"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), index=True)
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class FewQuotesDecision(Base):
    """How it goes on with fewer than three quotes, or with one, and why. The newest row holds."""

    __tablename__ = "few_quotes_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    quotes: Mapped[int]
    course: Mapped[Course] = mapped_column(choice(Course, "few_quotes_course"))
    advice: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


for table in (Enquiry, EnquiryTo, EnquiryAnswer, EnquiryFile, NoQuoteReason, FewQuotesDecision):
    append_only(table.__table__)
append_only(Declaration.__table__)
append_only(ScoreChange.__table__)
append_only(ScoringClose.__table__)
