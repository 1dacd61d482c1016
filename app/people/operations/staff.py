"""The group's own people: inviting, roles, leaving, and the first one of an installation."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from app import access, clock
from app.access import STAFF, Role
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.mail import address_of, post
from app.people.models import Company, Person, RoleGrant
from app.people.operations.links import end_links, make_link
from app.people.operations.resetting import forget_proofs
from app.people.operations.settings import keep_setting
from app.people.operations.sign_in import end_every_sign_in
from app.people.queries import is_anybody_there, people_with_role, person_by_email
from app.people.rules import (
    INVITATION_LIFE,
    LinkPurpose,
    email_fault,
    in_words,
    tidy_email,
    why_not_without_administrator,
)


def invite_person(
    name: str,
    email: str,
    roles: Iterable[Role],
    by: access.Person | None,
    *,
    job: str = "",
    tell: bool = True,
) -> Person:
    """Add one of the group's people and mail them a link to set their password (7 days).

    `tell=False` sends no mail. Raises RuleBroken at `email` or `roles`.
    """
    granted = _checked_roles(roles)
    address = unused_address(email)
    person = Person(name=name, email=address, job=job, since=clock.today())
    person.grants = [RoleGrant(role=role) for role in sorted(granted)]
    db.session.add(person)
    record("person invited", person, name, by=by, after=in_words(granted))
    if tell:
        _invite(person)
    return person


def resend_invitation(person: Person, by: access.Person) -> None:
    """Mail somebody who has no password yet another link; the earlier ones end. RuleBroken."""
    if person.left_on is not None:
        raise RuleBroken(f"{person.name} has left.")
    if person.password_hash is not None:
        raise RuleBroken(
            f"{person.name} has set a password. A new one can be asked for on the sign-in page."
        )
    end_links(person)
    _invite(person)
    record("invitation sent again", person, person.name, by=by)


def edit_person(
    person: Person,
    *,
    name: str,
    email: str,
    job: str,
    roles: Iterable[Role],
    by: access.Person,
    why: str = "",
) -> None:
    """Change what is kept of one of the group's people. Raises RuleBroken at `email` or `roles`."""
    granted = _checked_roles(roles)
    address = tidy_email(email)
    if address != person.email:
        address = unused_address(email)
        end_links(person)
        # To the address that is given up: whoever holds the new one can set a password.
        post(person.email, "Your address was changed", "address_changed", person=person, by=by)
    if Role.ADMINISTRATOR in person.roles - granted:
        _check_administrators(person, by, "roles")
    for word, before, after in (
        ("name", person.name, name),
        ("email address", person.email, address),
        ("job", person.job, job),
    ):
        if before != after:
            record(f"{word} changed", person, name, by=by, before=before, after=after, why=why)
    before = person.roles
    if before != granted:
        person.grants = [
            *(grant for grant in person.grants if grant.role in granted),
            *(RoleGrant(role=role) for role in sorted(granted - before)),
        ]
        had, has = in_words(before), in_words(granted)
        record("roles changed", person, name, by=by, before=had, after=has, why=why)
    person.name, person.email, person.job = name, address, job


def mark_left(person: Person, by: access.Person, why: str = "") -> None:
    """Say that somebody has left: their sessions and links end at once. Raises RuleBroken."""
    if person.left_on is not None:
        raise RuleBroken(f"{person.name} has already left.")
    if person.id == by.id or Role.ADMINISTRATOR in person.roles:
        _check_administrators(person, by, None)
    person.left_on = clock.today()
    end_every_sign_in(person)
    end_links(person)
    forget_proofs(person)
    record("person left", person, person.name, by=by, before=in_words(person.roles), why=why)


def bring_back(person: Person, by: access.Person) -> None:
    """Let somebody in again who had left, with the roles that they had. Raises RuleBroken."""
    if person.left_on is None:
        raise RuleBroken(f"{person.name} has not left.")
    person.left_on = None
    record("person brought back", person, person.name, by=by, after=in_words(person.roles))


def set_up(group: str, name: str, email: str) -> tuple[Person, str]:
    """A new installation's group and first officer, who is also its administrator.

    Returns that person and the address at which they set their password. Raises RuleBroken where
    somebody is there already.
    """
    if is_anybody_there():
        raise RuleBroken(
            "This tracker has been set up already. An administrator can invite more people."
        )
    keep_setting("group_name", group)
    roles = (Role.OFFICER, Role.ADMINISTRATOR)
    person = invite_person(name, email, roles, by=None, tell=False)
    return person, _invite(person)


def unused_address(email: str) -> str:
    """The address as it is stored. Raises RuleBroken at `email` if it is wrong or in use."""
    if fault := email_fault(email):
        raise RuleBroken(fault, "email")
    found = person_by_email(email)
    if found is None:
        return tidy_email(email)
    whose = found.name
    if found.company_id is not None:
        company = select(Company.name).where(Company.id == found.company_id)
        whose = f"{found.name} of {db.session.scalar(company)}"
    if found.left_on is not None:
        whose = f"{whose}, who has left"
    raise RuleBroken(f"This email address belongs to {whose}", "email")


def _invite(person: Person) -> str:
    token = make_link(person, LinkPurpose.SET_PASSWORD, INVITATION_LIFE)
    post(person.email, "Set your password", "set_password", person=person, token=token)
    return address_of("people.set_password", token=token)


def _checked_roles(roles: Iterable[Role]) -> frozenset[Role]:
    granted = frozenset(roles)
    if not granted:
        raise RuleBroken("Select at least one role", "roles")
    if not granted <= STAFF:
        raise RuleBroken("Only a contact in the register can be a company", "roles")
    return granted


def _check_administrators(person: Person, by: access.Person, field: str | None) -> None:
    reason = why_not_without_administrator(
        is_self=person.id == by.id,
        is_administrator=Role.ADMINISTRATOR in person.roles,
        administrators=len(people_with_role(Role.ADMINISTRATOR)),
    )
    if reason:
        raise RuleBroken(reason, field)
