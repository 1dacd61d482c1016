"""What a company does about its own people, without asking an officer."""

from __future__ import annotations

import secrets

from sqlalchemy import update

from app import access, clock
from app.audit.operations import record
from app.database import db
from app.errors import NotFound, RuleBroken
from app.mail import post
from app.people.models import ColleagueAsked, Company, Person
from app.people.operations.companies import add_contact, remove_contact
from app.people.queries import colleagues_asked, hash_of, live_asking, person_by_email
from app.people.rules import INVITATION_LIFE, MOST_ASKED, email_fault, tidy_email


def ask_colleague(company: Company, name: str, email: str, *, by: access.Person) -> ColleagueAsked:
    """Ask somebody by mail to sign in for a company: they come in by the link in it (7 days).

    It goes the same way whether the address is free or somebody else's, so that nobody learns who
    signs in here: the mail tells the rest. Raises NotFound to anybody but the company's own,
    RuleBroken at `email` for a wrong address, one of its own people, or too many at once.
    """
    _must_be_own(company, by)
    address = tidy_email(email)
    if fault := email_fault(address):
        raise RuleBroken(fault, "email")
    found = person_by_email(address)
    is_own = found is not None and found.company_id == company.id
    if found is not None and is_own and found.left_on is None:
        raise RuleBroken(f"{found.name} signs in with this address already", "email")
    waiting = colleagues_asked(company)
    if any(each.email == address for each in waiting):
        raise RuleBroken("This address was asked already, and has not come in yet", "email")
    if len(waiting) >= MOST_ASKED:
        raise RuleBroken(f"{MOST_ASKED} people were asked and have not come in yet", "email")
    token, at = secrets.token_urlsafe(32), clock.real_now()
    asked = ColleagueAsked(
        company=company,
        name=name,
        email=address,
        token_hash=hash_of(token),
        asked_by=db.session.get_one(Person, by.id),
        asked_at=at,
        expires_at=at + INVITATION_LIFE,
    )
    db.session.add(asked)
    record("colleague asked", company, company.name, by=by, after=f"{name} ({address})")
    subject = f"Sign in for {company.name}"
    if found is None or is_own:
        post(address, subject, "colleague_asked", asked=asked, token=token)
    else:
        post(address, subject, "colleague_elsewhere", asked=asked)
    return asked


def join_company(token: str) -> Person:
    """Let somebody in who follows the link: the company's other people are told. RuleBroken."""
    asked = live_asking(token)
    if asked is None or not _end(asked):
        raise RuleBroken("This link has been used or has expired.")
    return add_contact(asked.company, asked.name, asked.email, by=asked.asked_by)


def take_back_asking(company: Company, asked_id: int, *, by: access.Person) -> ColleagueAsked:
    """Make the link useless that somebody was sent. Raises NotFound for another company's."""
    _must_be_own(company, by)
    for asked in colleagues_asked(company):
        if asked.id == asked_id and _end(asked):
            gone = f"{asked.name} ({asked.email})"
            record("colleague not asked any more", company, company.name, by=by, before=gone)
            return asked
    raise NotFound


def remove_colleague(company: Company, person_id: int, *, by: access.Person) -> Person:
    """End the access of one of the company's people, who is told. Raises as `remove_contact`."""
    _must_be_own(company, by)
    gone = remove_contact(company, person_id, by=by)
    subject = f"You no longer sign in for {company.name}"
    post(gone.email, subject, "colleague_removed", person=gone, by=by, company=company)
    return gone


def _end(asked: ColleagueAsked) -> bool:
    """End an asking: of two requests at once only one does."""
    ended = db.session.execute(
        update(ColleagueAsked)
        .where(ColleagueAsked.id == asked.id, ColleagueAsked.ended_at.is_(None))
        .values(ended_at=clock.real_now())
        .returning(ColleagueAsked.id),
        execution_options={"synchronize_session": "fetch"},
    ).all()
    return bool(ended)


def _must_be_own(company: Company, by: access.Person) -> None:
    if by.company_id is None or by.company_id != company.id:
        raise NotFound
