"""Two published editions side by side: what moved, vanished or came back between them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.paging import PAGE_SIZE, Page, offset_of, page_number
from app.plans import queries
from app.plans.comparing_words import sureness
from app.plans.routes.room import bp, trail_of

LONGEST_NUMBER = 6


@bp.route("/plans/<slug>/compare")
@open_to(Role.OFFICER, Role.MEMBER)
def compare(slug: str) -> ResponseReturnValue:
    """What became of each milestone from one edition to another, by default the last two."""
    plan = queries.plan_for(person(), slug)
    editions = queries.editions(plan.id)
    asked = _asked(queries.latest_two(editions))
    found = queries.comparison(plan.id, *asked) if asked else None
    return render_template(
        "plans/compare.html",
        plan=plan,
        editions=editions,
        comparison=found,
        page=_page(found.changed if found else ()),
        sureness=sureness,
        trail=trail_of(plan)[:-1],
    )


def _page(changes: Sequence[queries.Change]) -> Page[queries.Change]:
    number = page_number(request.args.get("page"))
    return Page(changes[offset_of(number) : offset_of(number) + PAGE_SIZE], number, len(changes))


def _asked(default: tuple[int, int] | None) -> tuple[int, int] | None:
    """The numbers in the address; what is left out is taken from the last two editions."""
    if default is None:
        return None
    return _number("from", default[0]), _number("to", default[1])


def _number(name: str, default: int) -> int:
    written = request.args.get(name, "").strip()
    if not written:
        return default
    if not (written.isascii() and written.isdigit()) or len(written) > LONGEST_NUMBER:
        abort(404)
    return int(written)
