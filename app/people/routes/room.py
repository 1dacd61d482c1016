"""The room's blueprint, and whoever is signed in as Flask-Login keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Blueprint, redirect, session, url_for
from flask_login import UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from app import access
from app.access import login
from app.people import operations, queries
from app.people.queries import Person

bp = Blueprint("people", __name__)

# What the browser's own cookie holds while a step on the way in is not done.
CODE_STEP = "code_step"
PASSKEY_STEP = "passkey_step"


@dataclass
class SignedIn(UserMixin):
    """Who is signed in, and by which session. Flask-Login keeps its token in the cookie."""

    token: str
    person: access.Person

    def get_id(self) -> str:
        """What the cookie holds."""
        return self.token


@login.user_loader
def load_signed_in(token: str) -> SignedIn | None:
    """Called by Flask-Login at each request with the token in the cookie."""
    found = queries.live_sign_in(token)
    return SignedIn(token, found.person) if found else None


def enter(token: str) -> None:
    """Begin the browser's session afresh, so that a cookie from before is worth nothing."""
    leave()
    login_user(load_signed_in(token), remember=False)


def come_in(person: Person, onward: str) -> Response:
    """Let somebody in who has shown a password or a link; who has one-time codes, after a code."""
    if queries.has_codes(person):
        leave()
        session[CODE_STEP] = operations.begin_code(person, onward)
        return redirect(url_for("people.enter_code"))
    return straight_in(person, onward)


def straight_in(person: Person, onward: str) -> Response:
    """Begin somebody's session, and go on to where they meant to, else to their first page."""
    enter(operations.start_sign_in(person))
    first = "position.home" if person.company_id is None else "quotes.invitations"
    return redirect(onward or url_for(first))


def leave() -> None:
    """End the session of this browser, here and in the database."""
    if access.signed_in():
        operations.end_sign_in(cast(SignedIn, current_user).token, by=access.person())
        logout_user()
    session.clear()
