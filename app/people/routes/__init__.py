"""Signing in and out, people, companies, settings."""

from app.people.routes import (
    codes,
    colleagues,
    companies,
    links,
    passkeys,
    people,
    resetting,
    settings,
    sign_in,
)
from app.people.routes.room import bp

__all__ = [
    "bp",
    "codes",
    "colleagues",
    "companies",
    "links",
    "passkeys",
    "people",
    "resetting",
    "settings",
    "sign_in",
]
