"""Checking what the next edition of a plan will hold, and publishing it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.errors import refused_at
from app.plans.content import sha256_of, to_json
from app.plans.operations import next_edition_name
from app.plans.queries import plan_for
from app.position import operations
from app.position.forms import left_field, publish_form
from app.position.queries.publishing import before_publishing
from app.position.routes.room import bp


@bp.route("/plans/<slug>/publish", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def publish(slug: str) -> ResponseReturnValue:
    """What changed, what is late and undated, and what the edition will hold; then publish it."""
    plan = plan_for(person(), slug)
    check = before_publishing(plan.id, clock.today())
    late = {each.line.position.milestone.id: each.place for each in check.unanswered}
    form = publish_form(late, names=bool(check.named))(name=next_edition_name(plan))
    if form.decides_on(
        check.last.number if check.last else 0,
        sha256_of(to_json(check.content)),
        *(each.mark for each in check.unanswered),
    ):
        with refused_at(form):
            left = {each: form[left_field(each)].data or "" for each in late}
            published = operations.publish_checked(
                plan,
                name=form.name.data or "",
                left=left,
                by=person(),
                answers_for_names=bool(form.data.get("names_checked")),
            )
            flash(f"{published.name} published", "success")
            return redirect(url_for("plans.edition", slug=slug, number=published.number))
    page = render_template(
        "position/publish.html",
        form=form,
        plan=plan,
        check=check,
        content=check.content,
        today=clock.today(),
        left_field=left_field,
    )
    return page, 422 if form.errors else 200
