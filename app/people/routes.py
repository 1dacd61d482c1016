"""Signing in and out, people, companies, settings."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint
from flask_login import UserMixin

from app.access import login
from app.people.models import Person, SignIn
from app.people.queries import live_sign_in

bp = Blueprint("people", __name__)


@dataclass
class SignedIn(UserMixin):
    """Who is signed in, and by which session. Flask-Login keeps its token in the cookie."""

    token: str
    sign_in: SignIn

    @property
    def person(self) -> Person:
        return self.sign_in.person

    def get_id(self) -> str:
        return self.token


@login.user_loader
def load_signed_in(token: str) -> SignedIn | None:
    """Called by Flask-Login at each request with the token in the cookie."""
    found = live_sign_in(token)
    return SignedIn(token, found) if found else None
