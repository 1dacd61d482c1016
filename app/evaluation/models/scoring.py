"""Declarations of interest, scores, and the end of scoring."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, append_only, choice
from app.evaluation.rules import Interest, InterestKind, Part


class Declaration(Base):
    """One person's statement of interest in a commission. The newest row holds."""

    __tablename__ = "declaration"

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    interest: Mapped[Interest] = mapped_column(choice(Interest, "interest"))
    description: Mapped[str] = mapped_column(default="")
    declared_at: Mapped[datetime]


class DeclaredInterest(Base):
    """What a declaration says of one company that was invited."""

    __tablename__ = "declared_interest"
    __table_args__ = (
        UniqueConstraint("declaration_id", "invitation_id"),
        CheckConstraint("kind = 'no interest' OR description <> ''", name="described"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    declaration_id: Mapped[int] = mapped_column(ForeignKey("declaration.id"), index=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"))
    kind: Mapped[InterestKind] = mapped_column(choice(InterestKind, "interest_kind"))
    description: Mapped[str] = mapped_column(default="")


class DeclarationRuling(Base):
    """What an officer recorded as following from a declaration. The newest row holds."""

    __tablename__ = "declaration_ruling"
    __table_args__ = (
        CheckConstraint(
            "(part = 'takes part except for one company') = (excepted_id IS NOT NULL)",
            name="one_company",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    declaration_id: Mapped[int] = mapped_column(ForeignKey("declaration.id"), index=True)
    part: Mapped[Part] = mapped_column(choice(Part, "ruling_part"))
    excepted_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class ScoreSheet(Base):
    """One member's scoring of one commission: hidden from others until all have submitted.

    Once it was submitted nothing in it changes: `digest` is the SHA-256 of all its scores
    (`rules.digest_of_scores`), with the random `nonce` so that nobody can try scores out against
    it. Sheets of before there was one have neither.
    """

    __tablename__ = "score_sheet"
    __table_args__ = (UniqueConstraint("commission_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    nonce: Mapped[str] = mapped_column(default="", server_default="")
    digest: Mapped[str] = mapped_column(default="", server_default="")


class Score(Base):
    """One member's score of one quote on one criterion, with a comment.

    From 0 to 4; on pass and fail 1 or 0. None while there is only a comment.
    """

    __tablename__ = "score"
    __table_args__ = (
        UniqueConstraint("sheet_id", "quote_id", "criterion_id"),
        CheckConstraint("value BETWEEN 0 AND 4", name="value"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"), index=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    value: Mapped[int | None]
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


for table in (Declaration, DeclaredInterest, DeclarationRuling, ScoreChange, ScoringClose):
    append_only(table.__table__)
