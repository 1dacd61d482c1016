"""Keyholders' keys, what two of them did together, and commissions' keys wrapped for each pair."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, choice
from app.keyholders.rules import ActKind
from app.people.models import Person


class KeyholderKey(Base):
    """One keyholder's key: an age identity, stored locked under a passphrase that nobody keeps.

    It is in use from `confirmed_at`, when its holder has typed the passphrase back, to
    `retired_at`. A recovery holder's is printed and locked away.
    """

    __tablename__ = "keyholder_key"
    __table_args__ = (
        Index(
            "uq_keyholder_key_one_in_use",
            "person_id",
            unique=True,
            sqlite_where=text("confirmed_at IS NOT NULL AND retired_at IS NULL"),
            postgresql_where=text("confirmed_at IS NOT NULL AND retired_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    public: Mapped[str] = mapped_column(unique=True)
    locked: Mapped[str]
    is_recovery: Mapped[bool]
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class JointAct(Base):
    """Something that one keyholder began and another finished within ten minutes (real time)."""

    __tablename__ = "joint_act"
    __table_args__ = (
        CheckConstraint(
            "second_key_id IS NULL OR second_key_id <> first_key_id", name="two_keyholders"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ActKind] = mapped_column(choice(ActKind, "joint_act_kind"))
    first_key_id: Mapped[int] = mapped_column(ForeignKey("keyholder_key.id"), index=True)
    begun_at: Mapped[datetime]
    begun_really_at: Mapped[datetime]
    second_key_id: Mapped[int | None] = mapped_column(ForeignKey("keyholder_key.id"), index=True)
    done_at: Mapped[datetime | None]

    first: Mapped[KeyholderKey] = relationship(foreign_keys=[first_key_id])
    second: Mapped[KeyholderKey | None] = relationship(foreign_keys=[second_key_id])


class CommissionKey(Base):
    """A commission's own key, made at issue. The secret half is nowhere but in its wraps."""

    __tablename__ = "commission_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), unique=True)
    public: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]


class WrappedKey(Base):
    """The secret half, sealed for `second` and that again for `first`: age inside age.

    Each pair has two, so that either may be the first to come.
    """

    __tablename__ = "wrapped_key"
    __table_args__ = (
        UniqueConstraint("commission_key_id", "first_key_id", "second_key_id"),
        CheckConstraint("first_key_id <> second_key_id", name="a_pair"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_key_id: Mapped[int] = mapped_column(ForeignKey("commission_key.id"), index=True)
    first_key_id: Mapped[int] = mapped_column(ForeignKey("keyholder_key.id"), index=True)
    second_key_id: Mapped[int] = mapped_column(ForeignKey("keyholder_key.id"), index=True)
    wrapped: Mapped[str]
    made_at: Mapped[datetime]
