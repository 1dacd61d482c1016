"""Doubts about prices: which enquiry asks about which, and how each was resolved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, append_only, choice
from app.evaluation.rules import DoubtKind, Way
from app.sealed_text import SealedText


class DoubtEnquiry(Base):
    """An enquiry that asks one company about a doubt."""

    __tablename__ = "doubt_enquiry"

    id: Mapped[int] = mapped_column(primary_key=True)
    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiry.id"), unique=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    kind: Mapped[DoubtKind] = mapped_column(choice(DoubtKind, "doubt_enquiry_kind"))


class DoubtResolution(Base):
    """How a doubt was resolved, and why. The newest row of each holds.

    `doubt` is what was pointed out then, with its figures: they and the reason are about prices,
    and lie sealed.
    """

    __tablename__ = "doubt_resolution"

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    kind: Mapped[DoubtKind] = mapped_column(choice(DoubtKind, "doubt_kind"))
    doubt: Mapped[str] = mapped_column(SealedText())
    way: Mapped[Way] = mapped_column(choice(Way, "doubt_way"))
    reason: Mapped[str] = mapped_column(SealedText())
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


append_only(DoubtEnquiry.__table__, unique="enquiry_id")
append_only(DoubtResolution.__table__)
