"""Flags: raised and closed by the check, owned and answered by people. Rows are only added.

What a flag is on a day follows from the rows of that day. `day` is the group's calendar day,
`recorded_at` the real instant.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, append_only, choice
from app.plans.models import DatedColumns
from app.position.rules import FlagAct, FlagKind


class Flag(Base):
    """One cause of slippage: a subject, a kind, and the row that made it.

    Of a milestone, or of a deliverable; `milestone_id` then is what its commission is for.
    """

    __tablename__ = "flag"
    __table_args__ = (
        Index(
            "uq_flag_once_for_a_milestone",
            "milestone_id",
            "kind",
            "cause",
            unique=True,
            sqlite_where=text("deliverable_id IS NULL"),
            postgresql_where=text("deliverable_id IS NULL"),
        ),
        UniqueConstraint("deliverable_id", "kind", "cause"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    deliverable_id: Mapped[int | None] = mapped_column(ForeignKey("deliverable.id"))
    kind: Mapped[FlagKind] = mapped_column(choice(FlagKind, "flag_kind"))
    cause: Mapped[str]
    raised_on: Mapped[date] = mapped_column(index=True)


class FlagEvent(Base):
    """What a check found of a flag: raised, changed, closed or opened again, in words."""

    __tablename__ = "flag_event"
    __table_args__ = (UniqueConstraint("flag_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    flag_id: Mapped[int] = mapped_column(ForeignKey("flag.id"))
    number: Mapped[int]
    act: Mapped[FlagAct] = mapped_column(choice(FlagAct, "flag_act"))
    degree: Mapped[str]
    words: Mapped[str]
    day: Mapped[date]
    recorded_at: Mapped[datetime]


class FlagOwner(Base):
    """Who has a flag from a day on. `by_id` is None where the check gave it."""

    __tablename__ = "flag_owner"

    id: Mapped[int] = mapped_column(primary_key=True)
    flag_id: Mapped[int] = mapped_column(ForeignKey("flag.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str] = mapped_column(default="")
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class FlagAnswer(DatedColumns, Base):
    """An answer to a flag; a changed answer is another row. The *when* is by when it is done."""

    __tablename__ = "flag_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    flag_id: Mapped[int] = mapped_column(ForeignKey("flag.id"), index=True)
    cause: Mapped[str]
    consequence: Mapped[str]
    options: Mapped[str]
    proposal: Mapped[str]
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class PositionCheck(Base):
    """One run of the check as of a day."""

    __tablename__ = "position_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    recorded_at: Mapped[datetime]


class Reminder(Base):
    """That somebody was reminded of something: once for each number of days.

    `about` names the thing and its date; `mark` is how many days before it, or after it began.
    """

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("person_id", "about", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    about: Mapped[str]
    mark: Mapped[int]
    day: Mapped[date]
    recorded_at: Mapped[datetime]


for _kept in (Flag, FlagEvent, FlagOwner, FlagAnswer, PositionCheck, Reminder):
    append_only(_kept.__table__)
