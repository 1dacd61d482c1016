"""Clarifications: what a company asks about the brief, and the answer that every company gets."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.commissions.models.briefs import Invitation
from app.database import Base, append_only
from app.sealed_text import SealedFileColumns, SealedText


class Clarification(Base):
    """A question as one company asked it, and what the officers have drafted to publish.

    `wording` and `answer` are drafts: nobody but officers sees them, and nobody but officers ever
    sees `text` and who asked. All three lie sealed. `same_as_id` names another question whose
    answer answers this too.
    `goes_with_brief` says that the answer leaves with the next version of the brief.
    """

    __tablename__ = "clarification"
    __table_args__ = (
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("same_as_id IS NULL OR same_as_id <> id", name="same_as_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), index=True)
    text: Mapped[str] = mapped_column(SealedText())
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    wording: Mapped[str] = mapped_column(SealedText(), default="")
    answer: Mapped[str] = mapped_column(SealedText(), default="")
    goes_with_brief: Mapped[bool] = mapped_column(default=False)
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("clarification.id"))

    invitation: Mapped[Invitation] = relationship()


class ClarificationFile(SealedFileColumns, Base):
    """A file sent with a question, which only officers read; or one that goes with its answer."""

    __tablename__ = "clarification_file"
    __table_args__ = (UniqueConstraint("clarification_id", "is_answer", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    clarification_id: Mapped[int] = mapped_column(ForeignKey("clarification.id"), index=True)
    is_answer: Mapped[bool]
    added_at: Mapped[datetime]


class PublishedAnswer(Base):
    """What every invited company was told: a question without its asker, and the answer.

    `number` counts the answers of a commission; `brief_number` is the version of the brief that
    left with it.
    """

    __tablename__ = "published_answer"
    __table_args__ = (UniqueConstraint("commission_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"))
    clarification_id: Mapped[int] = mapped_column(ForeignKey("clarification.id"), unique=True)
    number: Mapped[int]
    question: Mapped[str]
    answer: Mapped[str]
    published_at: Mapped[datetime]
    published_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    brief_number: Mapped[int | None]


append_only(PublishedAnswer.__table__, unique="clarification_id")
