"""Signing in and out, people, companies, settings."""

from app.people.routes import colleagues, companies, links, people, settings, sign_in
from app.people.routes.room import bp

__all__ = ["bp", "colleagues", "companies", "links", "people", "settings", "sign_in"]
