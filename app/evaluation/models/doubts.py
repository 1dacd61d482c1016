"""Doubts about prices: which enquiry asks about which, and how each was resolved.

A quote that is to be set aside for a doubt is so once a second person has confirmed it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DDL, ForeignKey, FromClause, Table, event
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


class AsideDecision(Base):
    """Another person's decision on a resolution that sets a quote aside. Never its proposer's own.

    The reason may tell prices, and lies sealed.
    """

    __tablename__ = "aside_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("doubt_resolution.id"), unique=True)
    is_confirmed: Mapped[bool]
    reason: Mapped[str] = mapped_column(SealedText(), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class AsideTakenBack(Base):
    """A resolution that set a quote aside, or was to, taken back: its doubt is open again."""

    __tablename__ = "aside_taken_back"

    id: Mapped[int] = mapped_column(primary_key=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("doubt_resolution.id"), unique=True)
    reason: Mapped[str] = mapped_column(SealedText())
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


_IS_OWN = "NEW.by_id = (SELECT r.by_id FROM doubt_resolution r WHERE r.id = NEW.resolution_id)"
_OWN = "a quote is set aside by a second person"
_TWO_PEOPLE = {
    "sqlite": (
        f"CREATE TRIGGER aside_decision_own BEFORE INSERT ON aside_decision WHEN {_IS_OWN}"
        f" BEGIN SELECT RAISE(ABORT, '{_OWN}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION aside_decision_two_people() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF {_IS_OWN} THEN RAISE EXCEPTION '{_OWN}'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER aside_decision_two_people BEFORE INSERT ON aside_decision"
        " FOR EACH ROW EXECUTE FUNCTION aside_decision_two_people()",
    ),
}


def _hold_two_people(decisions: FromClause) -> None:
    """Attach the triggers by which the database itself refuses a decision of the proposer."""
    if not isinstance(decisions, Table):
        raise TypeError("Only a table can hold decisions.")
    for dialect, statements in _TWO_PEOPLE.items():
        for statement in statements:
            event.listen(decisions, "after_create", DDL(statement).execute_if(dialect=dialect))


append_only(DoubtEnquiry.__table__, unique="enquiry_id")
append_only(DoubtResolution.__table__)
append_only(AsideDecision.__table__, unique="resolution_id")
append_only(AsideTakenBack.__table__, unique="resolution_id")
_hold_two_people(AsideDecision.__table__)
