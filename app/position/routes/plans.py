"""The list of plans, and a plan's page: as published for everyone, with its slippage for staff."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access import Person, Role, public, visitor
from app.asat import as_at
from app.errors import NotFound
from app.plans.queries import all_plans, category_slug, latest_edition, plan_for
from app.plans.rules import can_see_unpublished
from app.position.queries.plan_page import plan_position, published_plan
from app.position.routes.links import COMMISSION_READERS, links, milestone_links
from app.position.routes.room import bp, link_to


@bp.get("/plans")
@public
def plans() -> ResponseReturnValue:
    """Every plan that the visitor may read."""
    who = visitor()
    is_officer = who is not None and Role.OFFICER in who.roles
    acts = links(
        ("Write a new plan", link_to("plans.new_plan")),
        ("Import a published page", link_to("plans.import_page")),
    )
    kept = links(
        ("Meetings", link_to("plans.meetings")),
        ("Causes of delay", link_to("plans.causes")),
    )
    may_read = who is not None and not who.roles.isdisjoint({Role.OFFICER, Role.MEMBER})
    return render_template(
        "position/plans.html",
        plans=all_plans(who),
        acts=(*(acts if is_officer else ()), *(kept if may_read else ())),
    )


@bp.get("/plans/<slug>")
@public
def plan(slug: str) -> ResponseReturnValue:
    """One plan, as at `?as_at=`."""
    who = visitor()
    plan_id = plan_for(who, slug).id
    if who is not None and can_see_unpublished(who.roles):
        return _for_staff(plan_id, slug, who)
    return _for_everyone(plan_id, slug)


def _for_staff(plan_id: int, slug: str, who: Person) -> ResponseReturnValue:
    asked = as_at(request.args.get("as_at"))
    view = plan_position(plan_id, asked.day)
    return render_template(
        "position/plan.html",
        view=view,
        as_at=asked,
        slug=slug,
        milestone_links={
            line.position.milestone.id: milestone_links(line, who, asked.is_today)
            for line in view.milestones
        },
        acts=_plan_acts(slug, who),
        pdf=link_to("reports.plan_pdf", slug=slug, as_at=asked.day.isoformat()),
        can_edit=Role.OFFICER in who.roles and asked.is_today,
        may_follow=not who.roles.isdisjoint(COMMISSION_READERS),
    )


def _for_everyone(plan_id: int, slug: str) -> ResponseReturnValue:
    asked = as_at(request.args.get("as_at"))
    found = published_plan(plan_id, asked.day)
    if found is None and latest_edition(plan_id, asked.today) is None:
        raise NotFound
    if found is None:
        return render_template("position/not_yet_published.html", slug=slug, as_at=asked), 404
    edition, content = found
    return render_template(
        "position/published_plan.html",
        edition=edition,
        category=category_slug(content.category),
        content=content,
        as_at=asked,
        slug=slug,
        pdf=link_to("reports.plan_pdf", slug=slug, as_at=asked.day.isoformat()),
    )


def _plan_acts(slug: str, who: Person) -> object:
    history = ("History", link_to("plans.history", slug=slug))
    if Role.OFFICER not in who.roles:
        return links(history if Role.MEMBER in who.roles else ("", None))
    return links(
        ("Edit the plan", link_to("plans.edit_plan", slug=slug)),
        ("Publish an edition", link_to("position.publish", slug=slug)),
        history,
    )
