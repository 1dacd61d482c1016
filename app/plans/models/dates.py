"""Histories of dates: append what was agreed, forecast and met; never overwrite.

The baseline is not stored: it is the first agreed date.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.database import Base, choice
from app.plans.rules import Agreement


class DatedColumns:
    """A *when* as written and the days it means."""

    as_written: Mapped[str]
    earliest: Mapped[date | None]
    latest: Mapped[date | None]
    precision: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    edtf: Mapped[str | None]
    is_ambiguous: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")


class Proposal(DatedColumns):
    """A date proposed by one person and approved or refused by another, with both days.

    Status as at a day uses only what was decided by then. `agreed_is` says "on" where the day of
    agreement is known, "by" where it is only known that it had been agreed by that day. `meeting`
    holds the words of a meeting that is not on the group's list.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(default="")
    meeting: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    outcome: Mapped[Agreement] = mapped_column(choice(Agreement, "agreement"))
    proposed_on: Mapped[date]
    decided_on: Mapped[date | None]
    agreed_is: Mapped[str] = mapped_column(default="on")
    decision_reason: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]

    @declared_attr
    def cause(cls) -> Mapped[str]:
        return mapped_column(ForeignKey("slip_cause.key"))

    @declared_attr
    def meeting_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("meeting.id"))

    @declared_attr
    def proposed_by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("person.id"))

    @declared_attr
    def decided_by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("person.id"))


class ForecastColumns(DatedColumns):
    """What the owner expected on a day: an opinion with a date on it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]

    @declared_attr
    def cause(cls) -> Mapped[str]:
        return mapped_column(ForeignKey("slip_cause.key"))

    @declared_attr
    def by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("person.id"))


class AgreedDate(Proposal, Base):
    """An agreed date of a milestone, or a proposal of one. Rows are only added and decided."""

    __tablename__ = "agreed_date"
    __table_args__ = (
        CheckConstraint(
            "decided_by_id IS NULL OR proposed_by_id IS NULL OR decided_by_id <> proposed_by_id",
            name="two_people",
        ),
        CheckConstraint("(outcome = 'proposed') = (decided_on IS NULL)", name="decided"),
    )

    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)


class Forecast(ForecastColumns, Base):
    """One forecast of a milestone."""

    __tablename__ = "forecast"

    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)


class Met(Base):
    """The day on which a milestone was met, as recorded on a day. The newest row holds.

    `met_on` is None where an earlier entry was recorded by mistake.
    """

    __tablename__ = "met"

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    met_on: Mapped[date | None]
    day: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
