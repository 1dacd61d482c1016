"""Slippage sentences: drafted from the facts, edited by an officer, approved by another person."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, choice
from app.plans.models import Agreement


class SlippageSentence(Base):
    """A sentence for *Action Progress* that says how a milestone slipped.

    `facts` keeps the draft as computed, `rests_on` the facts that it rests on, by which is seen
    whether they have moved; `flag_id` is the flag that it answers, where one was open. Approval
    writes a `ProgressEntry`; at most one waits for a milestone.
    """

    __tablename__ = "slippage_sentence"
    __table_args__ = (
        CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> written_by_id", name="two_people"
        ),
        Index(
            "uq_slippage_sentence_one_waiting",
            "milestone_id",
            unique=True,
            sqlite_where=text("outcome = 'proposed'"),
            postgresql_where=text("outcome = 'proposed'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    flag_id: Mapped[int | None] = mapped_column(ForeignKey("flag.id"))
    facts: Mapped[str]
    rests_on: Mapped[str] = mapped_column(default="", server_default="")
    text: Mapped[str]
    outcome: Mapped[Agreement] = mapped_column(choice(Agreement, "sentence_outcome"))
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_on: Mapped[date]
    written_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_on: Mapped[date | None]
    decision_reason: Mapped[str] = mapped_column(default="")
    progress_entry_id: Mapped[int | None] = mapped_column(ForeignKey("progress_entry.id"))
