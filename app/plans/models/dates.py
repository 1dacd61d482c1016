"""Histories of dates: append what was agreed, forecast and met; never overwrite.

The baseline is not stored: it is the first agreed date. A decision on a date is a row of its own,
and so is a correction of a slip of the pen: it names the row that it corrects (`corrects_id`).
The database refuses to change, replace or delete any of them.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.database import Base, append_only, choice
from app.plans.models.deciding import hold_two_people
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
    """A date that one person proposed; another person's decision on it is a row of its own.

    `meeting` holds the words of a meeting that is not on the group's list. Of a correction,
    `reason` says what was wrong, and a `cause` other than "correction" takes the place of the
    cause of the row that it corrects.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(default="")
    meeting: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    proposed_on: Mapped[date]
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


class DecisionColumns:
    """What became of a proposed date, once.

    Status as at a day uses only what was decided by then. `agreed_is` says "on" where the day of
    agreement is known, "by" where it is only known that it had been agreed by that day.
    `decided_by_id` is None where nobody had to decide: a first date, a date that an edition shows,
    a correction that moves nothing later.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[Agreement] = mapped_column(choice(Agreement, "agreement"))
    decided_on: Mapped[date]
    agreed_is: Mapped[str] = mapped_column(default="on")
    reason: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]

    @declared_attr
    def decided_by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("person.id"))

    @declared_attr
    def meeting_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("meeting.id"))


class ForecastColumns(DatedColumns):
    """What the owner expected on a day: an opinion with a date on it.

    Of a correction, `day` is the day of the correction and `reason` says what was wrong.
    """

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
    """An agreed date of a milestone, or a proposal of one, or a correction of such a row."""

    __tablename__ = "agreed_date"

    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("agreed_date.id"), index=True)

    decision: Mapped[AgreedDateDecision | None] = relationship(back_populates="proposal")


class AgreedDateDecision(DecisionColumns, Base):
    """The one decision on a milestone's proposed date. Never by its proposer."""

    __tablename__ = "agreed_date_decision"
    __table_args__ = (CheckConstraint("outcome <> 'proposed'", name="decided"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("agreed_date.id"), unique=True)

    proposal: Mapped[AgreedDate] = relationship(back_populates="decision")


class Forecast(ForecastColumns, Base):
    """One forecast of a milestone, or a correction of one."""

    __tablename__ = "forecast"

    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("forecast.id"), index=True)


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


for _kept in (AgreedDate, Forecast, Met):
    append_only(_kept.__table__)
append_only(AgreedDateDecision.__table__, unique="proposal_id")
hold_two_people(AgreedDate.__table__, AgreedDateDecision.__table__)
