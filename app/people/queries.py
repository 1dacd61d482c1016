"""What pages read of people, companies and settings."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from app import clock
from app.database import db
from app.people.models import KeptSetting, Person, SignIn


def hash_of(token: str) -> str:
    """The SHA-256 under which a random token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def live_sign_in(token: str) -> SignIn | None:
    """The sign-in that a cookie's token stands for, if it has not ended (real time)."""
    found = db.session.scalar(select(SignIn).where(SignIn.token_hash == hash_of(token)))
    if found is None or found.ended_at is not None or found.expires_at <= clock.real_now():
        return None
    return None if found.person.left_on is not None else found


def kept_setting(key: str) -> str | None:
    """A setting that administrators keep in the database, or None."""
    return db.session.scalar(select(KeptSetting.value).where(KeptSetting.key == key))


def person_by_email(email: str) -> Person | None:
    """Whoever signs in with this address, in any case."""
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))
