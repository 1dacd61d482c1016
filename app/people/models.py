"""People, their roles, companies, and how people get in."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.access import Role
from app.database import Base, choice
from app.people.rules import CompanySize, LinkPurpose


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
