"""Links in mails: random, kept as hashes, used once, and only for a while (real time)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import update

from app import clock
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.mail import forget_posted, post
from app.people.models import Person, SignInLink
from app.people.operations import attempts
from app.people.operations.sign_in import let_on, set_password
from app.people.operations.steps import end_steps
from app.people.queries import hash_of, live_link, person_by_email
from app.people.rules import (
    NEW_PASSWORD_LIFE,
    SIGN_IN_LINK_LIFE,
    LinkPurpose,
    local_path,
)

SPENT = "This link has been used or has expired."


def make_link(person: Person, purpose: LinkPurpose, life: timedelta, next_path: str = "") -> str:
    """Make a link for a person and give back its token, of which only a hash is kept."""
    token = secrets.token_urlsafe(32)
    made = clock.real_now()
    db.session.add(
        SignInLink(
            token_hash=hash_of(token),
            person_id=person.id,
            purpose=purpose,
            next_path=local_path(next_path),
            made_at=made,
            expires_at=made + life,
        )
    )
    return token


def ask_sign_in_link(email: str, next_path: str, address: str) -> str | None:
    """Mail a sign-in link to a company's contact; anybody else gets what an unknown address gets.

    Returns the sentence that refuses because of too many attempts, else None: the same for every
    address. One of the group's own people is told by mail to use their password.
    """
    if wait := attempts.why_wait("link", email, address):
        return wait
    attempts.count("link", email, address)
    person = person_by_email(email)
    if person is None or person.left_on is not None:
        _same_work_undone(lambda nobody: _send_sign_in_link(nobody, next_path))
    elif person.company_id is not None:
        _send_sign_in_link(person, next_path)
    else:
        post(person.email, "How to sign in", "use_password", person=person)
        record("sign-in link refused", person, person.name, by=None, why="signs in by password")
    return None


def use_sign_in_link(token: str) -> tuple[Person, str]:
    """Spend a sign-in link: whose it is, and the path to go on to. Raises RuleBroken."""
    link = _spend(token, LinkPurpose.SIGN_IN)
    person = link.person
    if person.company_id is None:
        raise RuleBroken(SPENT)
    let_on(person, "signed in by link", "link opened")
    return person, link.next_path


def ask_new_password(email: str, address: str) -> str | None:
    """Mail one of the group's own people a link to set a new password.

    Returns the sentence that refuses because of too many attempts, else None: the same for every
    address. A company's contact is told by mail how to ask for a sign-in link.
    """
    if wait := attempts.why_wait("new password", email, address):
        return wait
    attempts.count("new password", email, address)
    person = person_by_email(email)
    if person is None or person.left_on is not None:
        _same_work_undone(_send_new_password)
    elif person.company_id is None:
        _send_new_password(person)
    else:
        post(person.email, "How to sign in", "no_password", person=person)
        record("new password refused", person, person.name, by=None, why="signs in by link")
    return None


def choose_password(token: str, password: str) -> Person:
    """Spend a link by setting a password with it. Raises RuleBroken, and then it is not spent."""
    link = _spend(token, LinkPurpose.SET_PASSWORD)
    person = link.person
    set_password(person, password)
    end_links(person)
    return person


def end_links(person: Person) -> None:
    """Make every link that a person still has useless, and every step they have begun."""
    end_steps(person)
    live = update(SignInLink).where(SignInLink.person_id == person.id, SignInLink.used_at.is_(None))
    db.session.execute(
        live.values(used_at=clock.real_now()), execution_options={"synchronize_session": "fetch"}
    )


def _send_sign_in_link(person: Person, next_path: str) -> None:
    token = make_link(person, LinkPurpose.SIGN_IN, SIGN_IN_LINK_LIFE, next_path)
    post(person.email, "Your link to sign in", "sign_in_link", person=person, token=token)
    record("sign-in link asked for", person, person.name, by=person)


def _send_new_password(person: Person) -> None:
    token = make_link(person, LinkPurpose.SET_PASSWORD, NEW_PASSWORD_LIFE)
    post(person.email, "Set a new password", "new_password", person=person, token=token)
    record("new password asked for", person, person.name, by=person)


def _same_work_undone(send: Callable[[Person], None]) -> None:
    """Do for nobody what is done for somebody: the time of an answer must not tell them apart."""
    part = db.session.begin_nested()
    nobody = Person(name="Nobody", email=f"{secrets.token_hex()}@nobody", since=clock.today())
    db.session.add(nobody)
    db.session.flush()
    send(nobody)
    db.session.flush()
    part.rollback()
    forget_posted()


def _spend(token: str, purpose: LinkPurpose) -> SignInLink:
    link = live_link(token, purpose)
    if link is None:
        raise RuleBroken(SPENT)
    # In one statement, so that of two requests at once only one spends it.
    spent = db.session.execute(
        update(SignInLink)
        .where(SignInLink.id == link.id, SignInLink.used_at.is_(None))
        .values(used_at=clock.real_now())
        .returning(SignInLink.id),
        execution_options={"synchronize_session": "fetch"},
    ).all()
    if not spent:
        raise RuleBroken(SPENT)
    return link
