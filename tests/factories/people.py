"""People and companies for tests, plainly invented."""

from __future__ import annotations

from itertools import count

from app import clock
from app.access import Role
from app.database import db
from app.people.models import Company, CompanySize, Person, RoleGrant
from app.people.operations import set_password

PASSWORD = "harbour-lamp-forty-two"

_number = count(1_001)  # of one width, so that names sort as they were made


def make_person(*roles: Role, name: str | None = None, company: Company | None = None) -> Person:
    """Somebody with these roles (or a company's contact)."""
    person = added_person(*roles, name=name, company=company)
    db.session.commit()
    return person


def added_person(*roles: Role, name: str | None = None, company: Company | None = None) -> Person:
    """As make_person, not yet committed."""
    n = next(_number)
    person = Person(
        name=name or f"Person {n}",
        email=f"person{n}@example.org",
        since=clock.today(),
        company_id=company.id if company else None,
    )
    person.grants = [RoleGrant(role=role) for role in roles]
    db.session.add(person)
    return person


def make_officer(name: str | None = None) -> Person:
    return make_person(Role.OFFICER, name=name)


def make_member(name: str | None = None) -> Person:
    return make_person(Role.MEMBER, name=name)


def make_administrator(name: str | None = None) -> Person:
    return make_person(Role.ADMINISTRATOR, name=name)


def with_password(person: Person, password: str = PASSWORD) -> Person:
    """The same person, who can now sign in with this password."""
    set_password(person, password)
    db.session.commit()
    return person


def make_company(name: str | None = None) -> Company:
    """A company with one contact who can sign in."""
    n = next(_number)
    company = Company(
        name=name or f"Example Research {n} Ltd",
        postcode="AB39 2AA",
        size=CompanySize.SMALL,
        since=clock.today(),
    )
    db.session.add(company)
    db.session.commit()
    make_person(name=f"Contact of {company.name}", company=company)
    return company
