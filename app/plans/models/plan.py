"""Plan, actions, partners, milestones, progress and measures.

`since` is the calendar day from which a thing is in the plan; pages as at an earlier day leave it
out.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base


class Plan(Base):
    """An outcome statement, its period, its group and its numbered actions.

    `unread` keeps the lines of an imported page that have no place in it.
    """

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    outcome: Mapped[str]
    group_name: Mapped[str]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    category: Mapped[str] = mapped_column(default="")
    footer: Mapped[str] = mapped_column(default="")
    since: Mapped[date]
    fingerprint: Mapped[str | None] = mapped_column(unique=True)
    unread: Mapped[str] = mapped_column(default="")

    actions: Mapped[list[Action]] = relationship(back_populates="plan", order_by="Action.number")


class Action(Base):
    """One numbered action of a plan. `origin` says where it comes from, if from elsewhere."""

    __tablename__ = "action"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    number: Mapped[int]
    text: Mapped[str]
    who_written: Mapped[str] = mapped_column(default="")
    who_note: Mapped[str] = mapped_column(default="")
    success: Mapped[str] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(default="", server_default="")
    since: Mapped[date]
    withdrawn_on: Mapped[date | None]

    plan: Mapped[Plan] = relationship(back_populates="actions")
    partners: Mapped[list[Partner]] = relationship(
        order_by="Partner.position", cascade="all, delete-orphan"
    )
    milestones: Mapped[list[Milestone]] = relationship(
        back_populates="action", order_by="Milestone.number"
    )


class Partner(Base):
    """An organisation or group in an action's *who*."""

    __tablename__ = "partner"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]


class Milestone(Base):
    """One numbered line of *When*. Its dates are in `AgreedDate`, `Forecast` and `Met`.

    `origin` says where it comes from: "Recommendation 2 of the commissioned work …".
    """

    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("action_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    number: Mapped[int]
    text: Mapped[str]
    origin: Mapped[str] = mapped_column(default="", server_default="")
    since: Mapped[date]
    withdrawn_on: Mapped[date | None]
    review_by: Mapped[date | None]

    action: Mapped[Action] = relationship(back_populates="milestones")


class Dependency(Base):
    """A milestone that needs another to be met first, `gap_days` before it (domain.md, rule 6).

    A removed one stays on file, so that any past day can still be asked.
    """

    __tablename__ = "dependency"
    __table_args__ = (
        Index(
            "uq_dependency_one_live",
            "milestone_id",
            "needs_id",
            unique=True,
            sqlite_where=text("removed_on IS NULL"),
            postgresql_where=text("removed_on IS NULL"),
        ),
        CheckConstraint("milestone_id <> needs_id", name="not_itself"),
        CheckConstraint("gap_days >= 0", name="gap_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    needs_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    gap_days: Mapped[int]
    is_by_hand: Mapped[bool] = mapped_column(default=False)
    since: Mapped[date]
    removed_on: Mapped[date | None]


class ProgressEntry(Base):
    """One dated paragraph of *Action Progress*, and where it comes from."""

    __tablename__ = "progress_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    day: Mapped[date]
    text: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    is_slippage: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class Measure(Base):
    """A figure that shows success, with dated readings."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("action_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    since: Mapped[date]

    readings: Mapped[list[Reading]] = relationship(order_by="Reading.day, Reading.id")


class Reading(Base):
    """One reading of a measure. `day_is` is "by" where only the day of publication is known."""

    __tablename__ = "reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), index=True)
    day: Mapped[date]
    day_is: Mapped[str] = mapped_column(default="on")
    value: Mapped[Decimal] = mapped_column(Numeric(18, 4))
    source: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
