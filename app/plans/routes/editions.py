"""The published editions, and the history of a plan."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, has_role, open_to, person, public, visitor
from app.paging import PAGE_SIZE, Page, offset_of, page_number
from app.plans import queries
from app.plans.content import from_json
from app.plans.routes.room import bp, link_to, trail_of


@bp.route("/plans/<slug>/editions/<int:number>")
@public
def edition(slug: str, number: int) -> ResponseReturnValue:
    """One published edition, as it was frozen."""
    plan = queries.plan_for(visitor(), slug)
    found = queries.edition(plan.id, number)
    content = from_json(found.content)
    return render_template(
        "plans/edition.html",
        plan=plan,
        edition=found,
        content=content,
        category=queries.category_slug(content.category),
        pdf=link_to("reports.edition_pdf", slug=slug, number=number),
        editions=queries.editions(plan.id),
        left=queries.left_unsaid(found.id) if has_role(Role.OFFICER, Role.MEMBER) else (),
        source=queries.source_of(found.id),
        trail=trail_of(plan)[:-1],
    )


@bp.route("/plans/<slug>/history")
@open_to(Role.OFFICER, Role.MEMBER)
def history(slug: str) -> ResponseReturnValue:
    """Every change of words and dates: who, when, why, before and after."""
    plan = queries.plan_for(person(), slug)
    lines = queries.history(plan.id, clock.today())
    number = page_number(request.args.get("page"))
    shown = lines[offset_of(number) : offset_of(number) + PAGE_SIZE]
    return render_template(
        "plans/history.html",
        plan=plan,
        page=Page(shown, number, len(lines)),
        trail=trail_of(plan)[:-1],
    )
