"""What every page shows round its content: names, navigation, the demonstration's day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, current_app, request, url_for
from flask.templating import DispatchingJinjaLoader
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from app import access, clock, formats
from app.access import Role
from app.people.queries import kept_setting


@dataclass(frozen=True)
class Link:
    """One item of the navigation."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True)
class Site:
    """The plain values that the layout shows."""

    service_name: str
    group_name: str
    navigation: list[Link]
    person_name: str | None
    demonstration_day: date | None
    can_move_day: bool
    move_day_url: str
    home_url: str
    sign_in_url: str
    sign_out_url: str


_NAVIGATION: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("Plans", "position.plans", frozenset(Role)),
    ("Position", "position.position", frozenset({Role.OFFICER, Role.MEMBER})),
    ("Commissions", "position.commissions", frozenset({Role.OFFICER, Role.MEMBER, Role.KEYHOLDER})),
    ("Flags", "position.flags", frozenset({Role.OFFICER, Role.MEMBER})),
    ("Reports", "reports.reports", frozenset({Role.OFFICER, Role.MEMBER, Role.KEYHOLDER})),
    ("Keys", "keyholders.keys", frozenset({Role.KEYHOLDER})),
    ("Your invitations", "quotes.invitations", frozenset({Role.COMPANY})),
    ("Your company", "people.colleagues", frozenset({Role.COMPANY})),
    ("Companies", "people.companies", frozenset({Role.OFFICER})),
    ("People", "people.people", frozenset({Role.ADMINISTRATOR})),
    ("Settings", "people.settings", frozenset({Role.ADMINISTRATOR})),
    ("Audit", "audit.entries", frozenset({Role.OFFICER, Role.ADMINISTRATOR})),
    ("Health", "health.health", frozenset({Role.OFFICER, Role.ADMINISTRATOR})),
    ("Outcomes", "evaluation.outcomes", frozenset()),
)
_FOR_ANYONE = frozenset({"position.plans", "evaluation.outcomes"})


def pinned_day() -> date | None:
    """The demonstration's day as an administrator has set it."""
    kept = kept_setting("demonstration_day")
    return date.fromisoformat(kept) if kept else None


def group_name() -> str:
    """The public name of the group: from the settings, else as the installation was told."""
    return (
        current_app.config["GROUP_NAME"] or kept_setting("group_name") or "Community Planning Group"
    )


def site() -> Site:
    """What the layout of this request shows."""
    visitor = access.visitor()
    roles = visitor.roles if visitor else frozenset[Role]()
    here = request.endpoint
    links = [
        Link(text, url_for(endpoint), endpoint == here)
        for text, endpoint, open_to in _NAVIGATION
        if endpoint in current_app.view_functions
        and (open_to & roles or (visitor is None and endpoint in _FOR_ANYONE))
    ]
    if Role.OFFICER in roles and current_app.config["IS_DEMONSTRATION"]:
        links.append(Link("Outbox", url_for("people.outbox"), here == "people.outbox"))
    return Site(
        service_name=current_app.config["SERVICE_NAME"],
        group_name=group_name(),
        navigation=links,
        person_name=visitor.name if visitor else None,
        demonstration_day=clock.pinned_day(),
        can_move_day=Role.ADMINISTRATOR in roles,
        move_day_url=url_for("people.settings"),
        home_url=url_for("position.home"),
        sign_in_url=url_for("people.sign_in"),
        sign_out_url=url_for("people.sign_out"),
    )


@cache
def _manifest(folder: str) -> dict[str, str]:
    path = Path(folder) / "manifest.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def asset(name: str) -> str:
    """The address of a built file, with its fingerprint."""
    built = _manifest(str(current_app.static_folder))
    return url_for("static", filename=built.get(name, name))


def set_up_shell(app: Flask) -> None:
    """Give templates `site`, `asset`, `has_role` and the filters of app/formats.py."""
    design_system = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_env.loader = ChoiceLoader([DispatchingJinjaLoader(app), design_system])
    app.jinja_env.globals.update(asset=asset, has_role=access.has_role, Role=Role)
    app.jinja_env.filters.update(formats.filters(ZoneInfo(app.config["TIME_ZONE"])))
    app.jinja_env.filters["local_day"] = clock.day_of
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(lambda: {"site": site()} if request else {})
