"""What people do about people: signing in and out, inviting, granting, keeping settings."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import current_app

from app import clock
from app.database import db
from app.people.models import KeptSetting, Person, SignIn
from app.people.queries import hash_of


def start_sign_in(person: Person) -> str:
    """Begin a session of a person and give back the cookie's token, of which only a hash is kept."""
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


def keep_setting(key: str, value: str) -> None:
    """Set a setting that is kept in the database."""
    found = db.session.query(KeptSetting).filter_by(key=key).one_or_none()
    if found is None:
        db.session.add(KeptSetting(key=key, value=value))
    else:
        found.value = value
