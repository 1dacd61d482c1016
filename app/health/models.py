"""Signs of life, times without one, and files that the virus scanner kept out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, append_only, choice
from app.health.rules import Watched
from app.scanning import Verdict


class Heartbeat(Base):
    """The last sign of life of one thing that is watched, in real time: one row each."""

    __tablename__ = "heartbeat"

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[Watched] = mapped_column(choice(Watched, "watched"), unique=True)
    at: Mapped[datetime]


class Outage(Base):
    """From the last sign of life to the next, in real time and on the group's calendar."""

    __tablename__ = "outage"
    __table_args__ = (CheckConstraint("ended_at > began_at", name="in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[Watched] = mapped_column(choice(Watched, "watched"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    calendar_began_at: Mapped[datetime]
    calendar_ended_at: Mapped[datetime] = mapped_column(index=True)


class ScannerRefusal(Base):
    """A file that the scanner kept out: who sent it and why it was refused. Not what it was."""

    __tablename__ = "scanner_refusal"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    calendar_at: Mapped[datetime] = mapped_column(index=True)
    verdict: Mapped[Verdict] = mapped_column(choice(Verdict, "verdict"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


append_only(Outage.__table__)
append_only(ScannerRefusal.__table__)
