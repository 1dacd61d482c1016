"""Quotes, their contents, late attempts, openings.

Only `app/quotes/queries.py` reads contents (answers, price lines, files): architecture.md,
"Sealing lives in one place".
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from app.commissions.models import Invitation
from app.database import Base, append_only, choice
from app.files import FileColumns


class Hundredths(TypeDecorator[Decimal]):
    """A Decimal of at most 2 decimals, kept exactly, as whole hundredths."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value * 100)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / 100


class QuoteState(StrEnum):
    """Where a quote stands. Whether it is sealed or opened is told by the commission's opening."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Quote(Base):
    """One company's response to one invitation. At most one draft and one submitted quote live.

    `manifest` (JSON) holds the SHA-256 and size of each file as acknowledged in the receipt,
    without names; `digest` is the SHA-256 over the whole content as submitted.
    """

    __tablename__ = "quote"
    __table_args__ = (
        Index(
            "uq_quote_one_draft",
            "invitation_id",
            unique=True,
            sqlite_where=text("state = 'draft'"),
            postgresql_where=text("state = 'draft'"),
        ),
        Index(
            "uq_quote_one_submitted",
            "invitation_id",
            unique=True,
            sqlite_where=text("state = 'submitted'"),
            postgresql_where=text("state = 'submitted'"),
        ),
        CheckConstraint("state = 'draft' OR receipt IS NOT NULL", name="receipt"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), index=True)
    state: Mapped[QuoteState] = mapped_column(choice(QuoteState, "quote_state"))
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    receipt: Mapped[str | None] = mapped_column(unique=True)
    manifest: Mapped[str] = mapped_column(default="[]")
    digest: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]

    invitation: Mapped[Invitation] = relationship()


class Answer(Base):
    """A quote's answer to one question of the brief."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("quote_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    text: Mapped[str] = mapped_column(default="")


class PriceLine(Base):
    """One line of a quote's price: unit price in pence without VAT, VAT rate in percent."""

    __tablename__ = "price_line"
    __table_args__ = (
        UniqueConstraint("quote_id", "number"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("unit_pence >= 0", name="unit_pence"),
        CheckConstraint("vat_percent BETWEEN 0 AND 100", name="vat_percent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    number: Mapped[int]
    description: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Hundredths())
    unit_pence: Mapped[int] = mapped_column(BigInteger)
    vat_percent: Mapped[int]


class QuoteFile(FileColumns, Base):
    """One file of a quote."""

    __tablename__ = "quote_file"
    __table_args__ = (UniqueConstraint("quote_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    added_at: Mapped[datetime]


class RefusedAttempt(Base):
    """Something a company tried that was refused and kept out: late, or against the rules."""

    __tablename__ = "refused_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    is_late: Mapped[bool]
    what: Mapped[str]


class Opening(Base):
    """The opening of a commission's quotes by two people: begun by one, done by the second."""

    __tablename__ = "opening"
    __table_args__ = (
        CheckConstraint("second_id IS NULL OR second_id <> first_id", name="two_people"),
        Index(
            "uq_opening_one_done",
            "commission_id",
            unique=True,
            sqlite_where=text("opened_at IS NOT NULL"),
            postgresql_where=text("opened_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    begun_really_at: Mapped[datetime]
    second_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime | None]
    record: Mapped[str] = mapped_column(default="")


append_only(RefusedAttempt.__table__)
