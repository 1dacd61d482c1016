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
    LargeBinary,
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

    `contents` is one age file with all that the quote says (`app.quotes.written`): sealed under
    `draft_key` (a name in the server's memory) while it is a draft; from submission on for the
    commission's key and for the company's own, whose public half is `reading_public`. `opened` is
    the same under the server's key, from the opening on. `digest` is the SHA-256 of what is sealed.
    One that was stopped at the opening has no `opened`, until it is opened later, at
    `opened_late_at`; or it is set aside, at `set_aside_at`.
    Quotes of before there was sealing have no `contents`: theirs are in the tables below, and
    `manifest` (JSON) holds the SHA-256 and size of each of their files.
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
        Index("uq_quote_draft_key", "draft_key", unique=True),
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
    draft_key: Mapped[str | None]
    reading_public: Mapped[str] = mapped_column(default="", server_default="")
    contents: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    opened: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    opened_late_at: Mapped[datetime | None]
    set_aside_at: Mapped[datetime | None]

    invitation: Mapped[Invitation] = relationship()


class SealedFile(Base):
    """One file of a quote as it lies sealed on the disk; its name and size are in `contents`.

    `opened_as` is the same file under the server's key, from the opening on.
    """

    __tablename__ = "sealed_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    stored_as: Mapped[str] = mapped_column(unique=True)
    opened_as: Mapped[str | None] = mapped_column(unique=True)
    added_at: Mapped[datetime]


class UploadEnd(StrEnum):
    """What became of an upload of which every byte arrived."""

    ADDED = "added"
    REFUSED = "refused"


class Upload(Base):
    """A file of a draft that arrives in parts, and can go on where it was cut.

    What has arrived lies in sealed pieces under `name`, which is random (`app.arriving`).
    `described` is an age file under the draft's key: the file's own name, and why it was refused.
    `size` is the whole file's, in bytes. The instants are the world's.
    """

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    name: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    described: Mapped[bytes] = mapped_column(LargeBinary)
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended: Mapped[UploadEnd | None] = mapped_column(choice(UploadEnd, "upload_end"))


class Answer(Base):
    """An answer of before there was sealing. Nothing is written here any more."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("quote_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    text: Mapped[str] = mapped_column(default="")


class PriceLine(Base):
    """A price line of before there was sealing. Nothing is written here any more."""

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
    """A file of before there was sealing. Nothing is written here any more."""

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


class LaterOpening(Base):
    """Two people's attempt to open what was stopped at the opening; `record` says what came of it.

    `record` is JSON, as the opening's own list of quotes.
    """

    __tablename__ = "later_opening"
    __table_args__ = (
        CheckConstraint("second_id IS NULL OR second_id <> first_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    begun_really_at: Mapped[datetime]
    second_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime | None]
    record: Mapped[str] = mapped_column(default="")


append_only(RefusedAttempt.__table__)
