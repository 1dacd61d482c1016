"""What a milestone needs to be met first."""

from __future__ import annotations

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.errors import refused_at
from app.plans import operations, queries
from app.plans.forms import GapForm, NeedsForm, WhyForm
from app.plans.offering import needed_choices
from app.plans.routes.milestones import AT, address, trail_to
from app.plans.routes.room import bp, form_page


@bp.route(f"{AT}/needs", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def add_need(slug: str, action: int, number: int) -> ResponseReturnValue:
    """Say that it needs another milestone, of this plan or another."""
    found = queries.milestone_for(person(), slug, action, number)
    form = NeedsForm()
    form.needs.choices = [("", "Choose a milestone"), *needed_choices(but=found.id)]
    if form.validate_on_submit():
        with refused_at(form):
            needs = queries.milestone_by_id(person(), int(form.needs.data))
            operations.add_dependency(found, needs, form.gap_days.data, by=person())
            flash("Saved what it needs", "success")
            return redirect(address(slug, action, number))
    return form_page(
        form,
        "What it needs",
        "Save",
        trail_to(found, action),
        facts=[("Milestone", found.text)],
        intro="If the other slips, this one keeps its distance from it: a knock-on is proposed.",
    )


@bp.route(f"{AT}/needs/<int:dependency_id>", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def alter_gap(slug: str, action: int, number: int, dependency_id: int) -> ResponseReturnValue:
    """Set the days between them by hand."""
    found = queries.milestone_for(person(), slug, action, number)
    dependency = queries.dependency_for(found, dependency_id)
    form = GapForm(obj=dependency)
    if form.validate_on_submit():
        with refused_at(form):
            operations.alter_gap(
                dependency, form.gap_days.data or 0, why=form.why.data, by=person()
            )
            flash("Days between them saved", "success")
            return redirect(address(slug, action, number))
    return form_page(form, "Days between them", "Save", trail_to(found, action))


@bp.route(f"{AT}/needs/<int:dependency_id>/remove", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def remove_need(slug: str, action: int, number: int, dependency_id: int) -> ResponseReturnValue:
    """Say that it needs the other no more."""
    found = queries.milestone_for(person(), slug, action, number)
    dependency = queries.dependency_for(found, dependency_id)
    form = WhyForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.remove_dependency(dependency, form.reason.data, by=person())
            flash("Removed", "success")
            return redirect(address(slug, action, number))
    trail = trail_to(found, action)
    return form_page(form, "Remove what it needs", "Remove", trail, danger=True)
