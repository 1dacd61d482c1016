"""The start page: for everyone a few lines, for those signed in what needs them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access import Person, Role, public, visitor
from app.position.queries.flags import READERS
from app.position.queries.needs import Need, needs_of
from app.position.routes.links import Link, links
from app.position.routes.room import bp, link_to


@dataclass(frozen=True)
class NeedLine:
    """Something that waits for the visitor, with its address."""

    what: str
    about: str
    href: str
    day: date | None
    day_is: str


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """The start page."""
    who = visitor()
    outcomes = link_to("evaluation.outcomes")
    if who is None:
        return render_template("position/start.html", outcomes=outcomes)
    needs = [line for need in needs_of(who) if (line := _line(need)) is not None]
    return render_template("position/home.html", needs=needs, pages=_pages(who), who=who)


def _line(need: Need) -> NeedLine | None:
    href = link_to(need.endpoint, **need.values)
    return NeedLine(need.what, need.about, href, need.day, need.day_is) if href else None


def _pages(who: Person) -> tuple[Link, ...]:
    """Where a person of these roles goes to look round."""
    is_admin = Role.ADMINISTRATOR in who.roles
    may_see_position = not who.roles.isdisjoint({Role.OFFICER, Role.MEMBER})
    own = who.company_id
    reads = who.roles & {Role.OFFICER, Role.MEMBER, Role.KEYHOLDER}
    return links(
        ("Plans", link_to("position.plans")),
        ("Position", link_to("position.position") if may_see_position else None),
        ("Commissions", link_to("position.commissions") if reads else None),
        ("Flags", link_to("position.flags") if who.roles & READERS else None),
        ("Your invitations", link_to("quotes.invitations") if own else None),
        (
            "Everything sent and received",
            link_to("position.everything") if who.company_id else None,
        ),
        ("People and their roles", link_to("people.people") if is_admin else None),
        ("Settings", link_to("people.settings") if is_admin else None),
        ("Published outcomes", link_to("evaluation.outcomes")),
    )
