"""Sessions and passwords."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from flask import current_app
from pwdlib import PasswordHash
from sqlalchemy import ColumnElement, update

from app import access, clock
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.mail import post
from app.people.models import Person, SignIn
from app.people.operations import attempts
from app.people.queries import has_codes, hash_of, person_by_email
from app.people.rules import PER_ACCOUNT, password_fault, tidy_password

WRONG = "The email address or the password is wrong"

hasher = PasswordHash.recommended()
"""argon2id."""


@dataclass(frozen=True)
class Tried:
    """How an attempt to sign in went: whoever it was, else the sentence that refuses it."""

    person: Person | None
    sentence: str = ""
    must_wait: bool = False


def start_sign_in(person: Person) -> str:
    """Begin a session of a person and give back the cookie's token, of which a hash is kept."""
    token = secrets.token_urlsafe(32)
    begun = clock.real_now()
    hours = current_app.config["SESSION_HOURS"]
    db.session.add(
        SignIn(
            token_hash=hash_of(token),
            person_id=person.id,
            started_at=begun,
            expires_at=begun + timedelta(hours=hours),
        )
    )
    return token


def sign_in_with_password(email: str, password: str, address: str) -> Tried:
    """Try an address and a password from a network address (real time).

    Takes as long for an unknown address as for a known one. Attempts are counted also where the
    request is refused: the caller keeps the changes.
    """
    wait = attempts.why_wait("password", email, address)
    if wait:
        return Tried(None, wait, must_wait=True)
    person = person_by_email(email)
    may_enter = person is not None and person.left_on is None and person.company_id is None
    nobody = nobodys_hash()
    stored = person.password_hash if person and may_enter and person.password_hash else nobody
    is_right, renewed = hasher.verify_and_update(tidy_password(password), stored)
    if person is None or stored == nobody or not is_right:
        _refuse(person, email, address)
        return Tried(None, WRONG)
    if renewed:
        person.password_hash = renewed
    attempts.forget("password", email)
    let_on(person, "signed in", "password accepted")
    return Tried(person)


def let_on(person: Person, act: str, first: str) -> None:
    """Record that somebody is in; where they have one-time codes, that one is asked for first."""
    if has_codes(person):
        record(f"{first}, and a code asked for", person, person.name, by=person)
    else:
        record(act, person, person.name, by=person)


def tell(person: Person, what: str) -> None:
    """Mail somebody that the ways in which they sign in have changed."""
    post(person.email, "How you sign in was changed", "sign_in_changed", person=person, what=what)


def end_sign_in(token: str, by: access.Person) -> None:
    """End the session of a cookie's token: the cookie is worth nothing from now on."""
    ended = _end(SignIn.token_hash == hash_of(token))
    if ended:
        record("signed out", db.session.get_one(Person, by.id), by.name, by=by)


def end_every_sign_in(person: Person) -> int:
    """End every session of a person. Returns how many there were."""
    return _end(SignIn.person_id == person.id)


def set_password(person: Person, password: str, by: access.Person | None = None) -> None:
    """Give one of the group's people a password; ends their other sessions.

    Raises RuleBroken where it is short, common or made of their own name, or for a company's
    contact, who has none.
    """
    if person.company_id is not None:
        raise RuleBroken("A company's contact signs in by a link, not by a password.")
    password = tidy_password(password)
    if fault := password_fault(password, (person.name, person.email)):
        raise RuleBroken(fault, "password")
    had_one = person.password_hash is not None
    person.password_hash = hasher.hash(password)
    end_every_sign_in(person)
    attempts.forget("password", person.email)
    record("password changed" if had_one else "password set", person, person.name, by=by or person)


def _refuse(person: Person | None, email: str, address: str) -> None:
    is_locked = attempts.count("password", email, address)
    if person is None:
        return
    why = "has left" if person.left_on else "wrong password"
    if person.company_id is not None:
        why = "a company's contact has no password"
    record("sign-in refused", person, person.name, by=None, why=why)
    if is_locked:
        minutes = int(PER_ACCOUNT.within.total_seconds() // 60)
        why = f"{PER_ACCOUNT.most} wrong passwords within {minutes} minutes"
        record("sign-in locked for a while", person, person.name, by=None, why=why)


def _end(which: ColumnElement[bool]) -> int:
    live = update(SignIn).where(which, SignIn.ended_at.is_(None))
    result = db.session.execute(
        live.values(ended_at=clock.real_now()).returning(SignIn.id),
        execution_options={"synchronize_session": "fetch"},
    )
    return len(result.all())


@cache
def nobodys_hash() -> str:
    """What an unknown address's password is compared with, so that it takes as long."""
    return hasher.hash(secrets.token_urlsafe(32))
