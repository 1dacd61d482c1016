"""Who may enter: roles, the declaration on each view, sign-in state, and the headers of every page.

A view says `@open_to(Role.OFFICER)` or `@public`. The declaration is kept on the view, so that a
test can read it; a view that says nothing is closed to everyone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar, cast

from flask import Flask, Response, abort, current_app, redirect, request, url_for
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect
from sqlalchemy.orm import Mapped
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as AnyResponse

View = TypeVar("View", bound=Callable[..., Any])

csrf = CSRFProtect()
login = LoginManager()

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)


class Role(StrEnum):
    """What a person may do. One person may hold several; what a role may never do, wins."""

    OFFICER = "officer"
    MEMBER = "member"
    COMPANY = "company"
    ADMINISTRATOR = "administrator"
    KEYHOLDER = "keyholder"


EVERYONE_SIGNED_IN = frozenset(Role)
STAFF = frozenset({Role.OFFICER, Role.MEMBER, Role.ADMINISTRATOR, Role.KEYHOLDER})


@dataclass(frozen=True)
class Door:
    """Who may enter a view: everybody, or the holders of one of these roles."""

    is_public: bool
    roles: frozenset[Role] = frozenset()


class Person(Protocol):
    """What rules and operations need to know of whoever acts."""

    id: Mapped[int]
    name: Mapped[str]
    company_id: Mapped[int | None]

    @property
    def roles(self) -> frozenset[Role]: ...


def open_to(*roles: Role) -> Callable[[View], View]:
    """Declare that only holders of one of these roles may enter the view."""

    def declare(view: View) -> View:
        cast(Any, view).door = Door(is_public=False, roles=frozenset(roles))
        return view

    return declare


def public(view: View) -> View:
    """Declare that anyone may enter the view."""
    cast(Any, view).door = Door(is_public=True)
    return view


def door_of(view: Callable[..., Any]) -> Door | None:
    """The declaration on a view; None where it says nothing."""
    return getattr(view, "door", None)


def signed_in() -> bool:
    """Whether somebody is signed in."""
    return bool(current_user.is_authenticated)


def person() -> Person:
    """Whoever is signed in. Only for views that are not public."""
    if not current_user.is_authenticated:
        abort(401)
    return cast(Person, current_user.person)


def visitor() -> Person | None:
    """Whoever is signed in, or None. For public views."""
    return person() if signed_in() else None


def has_role(*roles: Role) -> bool:
    """Whether whoever is signed in holds one of these roles."""
    return signed_in() and not person().roles.isdisjoint(roles)


def address() -> str:
    """The network address of the request, as far as trusted proxies tell it."""
    return request.remote_addr or "unknown"


def set_up_access(app: Flask) -> None:
    """CSRF on every form, sign-in state, the door of every view, and security headers."""
    csrf.init_app(app)
    login.init_app(app)
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    app.before_request(_check_door)
    app.after_request(_add_headers)


def _check_door() -> AnyResponse | None:
    if request.endpoint is None or request.endpoint == "static":
        return None  # no such page (a 404), or a built file
    door = door_of(current_app.view_functions[request.endpoint])
    if door is None:
        abort(403)
    if door.is_public:
        return None
    if not signed_in():
        if "Tus-Resumable" in request.headers:
            abort(401)  # a script that sends a file in parts has no use for the sign-in page
        back = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
        return redirect(url_for("people.sign_in", next=back))
    if person().roles.isdisjoint(door.roles):
        abort(403)
    return None


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if request.endpoint == "static":
        # Built files carry a fingerprint in their names.
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        headers.setdefault("Cache-Control", "no-store" if signed_in() else "no-cache")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
