"""What a group keeps for its dates: its meetings, and the causes for which a date moves.

A row is never changed. A correction is another row, and the newest says what holds.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, ForeignKey, Table, event, insert
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.database import Base, append_only
from app.plans.rules import CAUSE_SENTENCES


class _Recorded:
    """Who put it on record, on which day of the calendar, and when."""

    id: Mapped[int] = mapped_column(primary_key=True)
    recorded_on: Mapped[date | None]
    recorded_at: Mapped[datetime | None]

    @declared_attr
    def by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("person.id"))


class Meeting(_Recorded, Base):
    """A meeting of the group, held or planned."""

    __tablename__ = "meeting"

    day: Mapped[date]
    name: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class MeetingCorrection(_Recorded, Base):
    """What a meeting's entry says from now on. `is_removed`: it was not held after all."""

    __tablename__ = "meeting_correction"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    day: Mapped[date]
    name: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    is_removed: Mapped[bool] = mapped_column(default=False)
    why: Mapped[str]


class SlipCause(_Recorded, Base):
    """A cause for which a date moves. Rows of dates hold its key, which never changes.

    Built-in causes stand here from the beginning, and were recorded by nobody.
    """

    __tablename__ = "slip_cause"

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    sentence: Mapped[str] = mapped_column(default="")
    is_built_in: Mapped[bool] = mapped_column(default=False)


class SlipCauseChange(_Recorded, Base):
    """What a cause is called and says from now on, and whether it can still be chosen."""

    __tablename__ = "slip_cause_change"

    cause_id: Mapped[int] = mapped_column(ForeignKey("slip_cause.id"), index=True)
    name: Mapped[str]
    sentence: Mapped[str] = mapped_column(default="")
    is_retired: Mapped[bool] = mapped_column(default=False)
    why: Mapped[str] = mapped_column(default="")


for _kept in (Meeting, MeetingCorrection, SlipCause, SlipCauseChange):
    append_only(_kept.__table__)


@event.listens_for(SlipCause.__table__, "after_create")
def _put_built_in_causes(table: Table, connection: Connection, **_: object) -> None:
    """The causes without which no date can be kept, for databases that metadata creates."""
    rows = [
        {"key": key.value, "name": key.value, "sentence": sentence, "is_built_in": True}
        for key, sentence in CAUSE_SENTENCES.items()
    ]
    connection.execute(insert(table), rows)
