"""People, their roles, companies, and how people get in."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.access import Role
from app.database import Base, choice
from app.people.rules import CompanySize, LinkPurpose, StepKind


class Company(Base):
    """A company in the register: who may be invited to quote."""

    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    postcode: Mapped[str] = mapped_column(default="")
    size: Mapped[CompanySize] = mapped_column(choice(CompanySize, "company_size"))
    is_third_sector: Mapped[bool] = mapped_column(default=False)
    is_social_enterprise: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    since: Mapped[date]

    contacts: Mapped[list[Person]] = relationship(back_populates="company", order_by="Person.name")

    @property
    def current_contacts(self) -> list[Person]:
        """The contacts who can sign in now."""
        return [contact for contact in self.contacts if contact.left_on is None]


class Person(Base):
    """Somebody who can sign in: staff by password, a company's contact by a link in a mail."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    job: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str | None]
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"), index=True)
    since: Mapped[date]
    left_on: Mapped[date | None]

    company: Mapped[Company | None] = relationship(back_populates="contacts")
    grants: Mapped[list[RoleGrant]] = relationship(
        back_populates="person", lazy="selectin", cascade="all, delete-orphan"
    )

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held now; a company's contact holds that of the company and no other."""
        if self.company_id is not None:
            return frozenset({Role.COMPANY})
        return frozenset(grant.role for grant in self.grants)


class RoleGrant(Base):
    """One role of one person."""

    __tablename__ = "role_grant"
    __table_args__ = (CheckConstraint("role <> 'company'", name="company_is_no_grant"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(choice(Role, "role"), primary_key=True)

    person: Mapped[Person] = relationship(back_populates="grants")


class SignIn(Base):
    """One signed-in session, in real time. Of the token in the cookie only the hash is kept."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")


class SignInLink(Base):
    """A single-use link sent by mail, in real time; only its hash is kept."""

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[LinkPurpose] = mapped_column(choice(LinkPurpose, "link_purpose"))
    next_path: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")


class SignInStep(Base):
    """A step on the way in that one browser has begun, in real time: done once, or never.

    Of its token only the hash is kept. For a passkey the token is the challenge.
    """

    __tablename__ = "sign_in_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[StepKind] = mapped_column(choice(StepKind, "step_kind"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    next_path: Mapped[str] = mapped_column(default="")
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship(lazy="joined")


class Passkey(Base):
    """A passkey (WebAuthn credential) of a person: its public half, in real time.

    `handle` stands for the person in the browser's list; `sign_count` is the last count that the
    passkey gave. One whose count went back may have been copied: `stopped_at`.
    """

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    handle: Mapped[bytes]
    sign_count: Mapped[int]
    added_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")


class CodeApp(Base):
    """The app that gives a person one-time codes: its secret, sealed for the server's key.

    It counts from `confirmed_at` on. `last_step` is the time-step of the last code that was used.
    """

    __tablename__ = "code_app"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    sealed_secret: Mapped[bytes]
    last_step: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """One of the codes to be used, each once, where the app is lost; only its hash is kept."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None]


class ColleagueAsked(Base):
    """Somebody whom a company's own person asked by mail to sign in for it too, in real time.

    There is a row whether the address is free or not. Of the token only the hash is kept.
    """

    __tablename__ = "colleague_asked"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    company: Mapped[Company] = relationship(lazy="joined")
    asked_by: Mapped[Person] = relationship(lazy="joined")


class Attempt(Base):
    """One attempt to sign in, ask for a link or enter a passphrase: counted, in real time."""

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]


class KeptSetting(Base):
    """A setting that administrators change: the group's name, a demonstration's day."""

    __tablename__ = "kept_setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]
