"""What is asked of companies about their quotes, or why they sent none."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, append_only, choice
from app.evaluation.rules import Course
from app.sealed_text import SealedFileColumns, SealedText


class Enquiry(Base):
    """What an officer asks about opened quotes, with the instant by which it is to be answered."""

    __tablename__ = "enquiry"

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    text: Mapped[str] = mapped_column(SealedText())
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
    text: Mapped[str] = mapped_column(SealedText())
    at: Mapped[datetime]
    is_late: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class EnquiryFile(SealedFileColumns, Base):
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
