"""What pages read of people, companies and settings."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app import access, clock
from app.access import Role
from app.database import db
from app.errors import NotFound
from app.mail import OutboxMail
from app.paging import PAGE_SIZE, Page, offset_of
from app.people.models import (
    CodeApp,
    ColleagueAsked,
    Company,
    KeptSetting,
    Passkey,
    Person,
    RecoveryCode,
    RoleGrant,
    SignIn,
    SignInLink,
    SignInStep,
)
from app.people.rules import LinkPurpose, StepKind, folded, plainest, tidy_email

Row = TypeVar("Row", Company, Person)


def hash_of(token: str) -> str:
    """The SHA-256 under which a random token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def live_sign_in(token: str) -> SignIn | None:
    """The sign-in that a cookie's token stands for, if it has not ended (real time)."""
    wanted = select(SignIn).where(SignIn.token_hash == hash_of(token))
    with_roles = wanted.options(joinedload(SignIn.person).joinedload(Person.grants))
    found = db.session.scalars(with_roles).unique().one_or_none()
    if found is None or found.ended_at is not None or found.expires_at <= clock.real_now():
        return None
    return None if found.person.left_on is not None else found


def live_link(token: str, purpose: LinkPurpose) -> SignInLink | None:
    """The link that a token stands for, if it can still be used for this (real time)."""
    found = db.session.scalar(
        select(SignInLink).where(
            SignInLink.token_hash == hash_of(token), SignInLink.purpose == purpose
        )
    )
    if found is None or found.used_at is not None or found.expires_at <= clock.real_now():
        return None
    return None if found.person.left_on is not None else found


def live_step(token: str, kind: StepKind) -> SignInStep | None:
    """The step on the way in that a browser's token stands for, if it can still be done."""
    found = db.session.scalar(
        select(SignInStep).where(SignInStep.token_hash == hash_of(token), SignInStep.kind == kind)
    )
    if found is None or found.used_at is not None or found.expires_at <= clock.real_now():
        return None
    return None if found.person and found.person.left_on is not None else found


def passkeys_of(person: access.Person) -> list[Passkey]:
    """Somebody's passkeys, the newest last."""
    own = select(Passkey).where(Passkey.person_id == person.id)
    return list(db.session.scalars(own.order_by(Passkey.id)))


def passkey_of(person: access.Person, passkey_id: int) -> Passkey:
    """One of somebody's own passkeys. Raises NotFound, also for another's."""
    found = db.session.get(Passkey, passkey_id)
    if found is None or found.person_id != person.id:
        raise NotFound
    return found


def code_app_of(person: access.Person) -> CodeApp | None:
    """The app that gives somebody one-time codes, confirmed or not."""
    return db.session.scalar(select(CodeApp).where(CodeApp.person_id == person.id))


def has_codes(person: access.Person) -> bool:
    """Whether signing in asks somebody for a one-time code."""
    found = code_app_of(person)
    return found is not None and found.confirmed_at is not None


def recovery_codes_left(person: access.Person) -> int:
    """How many recovery codes somebody has not used yet."""
    left = select(func.count(RecoveryCode.id)).where(
        RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(left) or 0


def kept_setting(key: str) -> str | None:
    """A setting that administrators keep in the database, or None."""
    return db.session.scalar(select(KeptSetting.value).where(KeptSetting.key == key))


def person_by_email(email: str) -> Person | None:
    """Whoever signs in with this address, in any case."""
    return db.session.scalar(select(Person).where(Person.email == tidy_email(email)))


def person_for(person: access.Person) -> Person:
    """The row of whoever is signed in."""
    return db.session.get_one(Person, person.id)


def people_with_role(role: Role) -> list[Person]:
    """Everybody who holds a role now and has not left, by name."""
    holders = select(Person).join(RoleGrant).where(RoleGrant.role == role)
    found = db.session.scalars(holders.where(Person.left_on.is_(None))).unique()
    return sorted(found, key=lambda person: plainest(person.name))


def is_anybody_there() -> bool:
    """Whether the installation has any person yet."""
    return db.session.scalar(select(Person.id).limit(1)) is not None


def staff_member(person_id: int) -> Person:
    """One of the group's own people. Raises NotFound, also for a company's contact."""
    found = db.session.get(Person, person_id)
    if found is None or found.company_id is not None:
        raise NotFound
    return found


def staff_page(number: int) -> Page[Person]:
    """The group's people, those who are still here first, by name."""
    names = db.session.execute(
        select(Person.id, Person.name, Person.left_on).where(Person.company_id.is_(None))
    ).all()
    ordered = sorted(names, key=lambda row: (row.left_on is not None, plainest(row.name)))
    return _page_of(select(Person), Person, [row.id for row in ordered], number)


def last_sign_ins(people: Sequence[Person]) -> dict[int, datetime]:
    """When each of these people last signed in, by id; those who never did are missing."""
    latest = select(SignIn.person_id, func.max(SignIn.started_at)).group_by(SignIn.person_id)
    among = latest.where(SignIn.person_id.in_([person.id for person in people]))
    return {person_id: at for person_id, at in db.session.execute(among)}


def company_for(company_id: int) -> Company:
    """A company of the register with its contacts. Raises NotFound."""
    one = select(Company).where(Company.id == company_id)
    found = db.session.scalar(one.options(selectinload(Company.contacts)))
    if found is None:
        raise NotFound
    return found


def own_company(person: access.Person) -> Company:
    """The company for which somebody signs in, with its contacts. Raises NotFound."""
    if person.company_id is None:
        raise NotFound
    return company_for(person.company_id)


def colleagues_asked(company: Company) -> list[ColleagueAsked]:
    """Who was asked to sign in for a company and has not come in yet (real time)."""
    waiting = select(ColleagueAsked).where(
        ColleagueAsked.company_id == company.id,
        ColleagueAsked.ended_at.is_(None),
        ColleagueAsked.expires_at > clock.real_now(),
    )
    return list(db.session.scalars(waiting.order_by(ColleagueAsked.id)))


def live_asking(token: str) -> ColleagueAsked | None:
    """What a link in a mail to a colleague stands for, while whoever asked is still there."""
    found = db.session.scalar(
        select(ColleagueAsked).where(ColleagueAsked.token_hash == hash_of(token))
    )
    if found is None or found.ended_at is not None or found.expires_at <= clock.real_now():
        return None
    return None if found.asked_by.left_on is not None else found


def contact_of(company: Company, person_id: int) -> Person:
    """One of a company's contacts of now. Raises NotFound."""
    for contact in company.current_contacts:
        if contact.id == person_id:
            return contact
    raise NotFound


def all_companies() -> list[Company]:
    """Every company of the register with its contacts, by name."""
    found = db.session.scalars(select(Company).options(selectinload(Company.contacts)))
    return sorted(found, key=lambda company: plainest(company.name))


def companies_page(words: str, number: int) -> Page[Company]:
    """The companies whose names have these words in them, by name; all where there are none."""
    names = db.session.execute(select(Company.id, Company.name)).all()
    # Compared here: SQLite knows case only in English letters, and names are Gaelic too.
    wanted = plainest(words)
    found = sorted((plainest(name), company_id) for company_id, name in names)
    ids = [company_id for name, company_id in found if wanted in name]
    with_contacts = select(Company).options(selectinload(Company.contacts))
    return _page_of(with_contacts, Company, ids, number)


def company_named(name: str) -> Company | None:
    """The company of this name, whatever its case and spaces."""
    wanted = folded(name)
    names = db.session.execute(select(Company.id, Company.name))
    same = next((row.id for row in names if folded(row.name) == wanted), None)
    return db.session.get(Company, same) if same is not None else None


def mails_page(number: int) -> Page[OutboxMail]:
    """The mails that the tracker has written, newest first."""
    total = db.session.scalar(select(func.count(OutboxMail.id))) or 0
    newest = select(OutboxMail).order_by(OutboxMail.id.desc())
    rows = db.session.scalars(newest.limit(PAGE_SIZE).offset(offset_of(number))).all()
    return Page(rows, number, total)


def _page_of(rows: Select[Row], table: type[Row], ids: Sequence[int], number: int) -> Page[Row]:
    """One page of rows, in the order of `ids`, in one statement."""
    start = offset_of(number)
    wanted = ids[start : start + PAGE_SIZE]
    found = {row.id: row for row in db.session.scalars(rows.where(table.id.in_(wanted)))}
    return Page([found[row_id] for row_id in wanted], number, len(ids))
