"""Writing a plan and its actions by hand."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.errors import refused_at
from app.plans import operations, queries
from app.plans.forms import ActionForm, EditActionForm, EditPlanForm, PlanForm, WhyForm
from app.plans.routes.room import bp, form_page, trail_of


@bp.route("/plans/new", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def new_plan() -> ResponseReturnValue:
    """Write a plan by hand."""
    form = PlanForm()
    if form.validate_on_submit():
        with refused_at(form):
            plan = operations.create_plan(
                form.title.data,
                form.outcome.data,
                group_name=form.group_name.data,
                period_start=form.period_start.data,
                period_end=form.period_end.data,
                category=form.category.data,
                footer=form.footer.data,
                by=person(),
            )
            flash("Plan created", "success")
            return redirect(url_for("plans.edit_plan", slug=plan.slug))
    return form_page(form, "New plan", "Create the plan", [("Plans", url_for("position.plans"))])


@bp.route("/plans/<slug>/edit")
@open_to(Role.OFFICER)
def edit_plan(slug: str) -> ResponseReturnValue:
    """Everything of a plan that can be changed, with the way there."""
    plan = queries.plan_for(person(), slug)
    return render_template(
        "plans/edit.html",
        plan=plan,
        content=queries.plan_content(plan.id, clock.today()),
        unread=plan.unread.splitlines(),
        trail=trail_of(plan)[:-1],
    )


@bp.route("/plans/<slug>/edit/words", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def edit_words(slug: str) -> ResponseReturnValue:
    """Change a plan's own words."""
    plan = queries.plan_for(person(), slug)
    form = EditPlanForm(obj=plan)
    if form.validate_on_submit():
        with refused_at(form):
            operations.edit_plan(
                plan,
                title=form.title.data,
                outcome=form.outcome.data,
                group_name=form.group_name.data,
                period_start=form.period_start.data,
                period_end=form.period_end.data,
                category=form.category.data,
                footer=form.footer.data,
                why=form.why.data,
                by=person(),
            )
            flash("Plan saved", "success")
            return redirect(url_for("plans.edit_plan", slug=slug))
    return form_page(form, "Edit the plan’s words", "Save", trail_of(plan))


@bp.route("/plans/<slug>/actions/new", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def new_action(slug: str) -> ResponseReturnValue:
    """Add an action."""
    plan = queries.plan_for(person(), slug)
    form = ActionForm()
    if form.validate_on_submit():
        with refused_at(form):
            action = operations.add_action(
                plan,
                form.text.data,
                who=form.who.data,
                success=form.success.data,
                by=person(),
            )
            flash(f"Action {action.number} added", "success")
            return redirect(url_for("plans.edit_plan", slug=slug))
    return form_page(form, "New action", "Add the action", trail_of(plan))


@bp.route("/plans/<slug>/actions/<int:action>/edit", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def edit_action(slug: str, action: int) -> ResponseReturnValue:
    """Change an action's words."""
    found = queries.action_for(person(), slug, action)
    form = EditActionForm(obj=found, who=found.who_written)
    if form.validate_on_submit():
        with refused_at(form):
            operations.edit_action(
                found,
                text=form.text.data,
                who=form.who.data,
                success=form.success.data,
                why=form.why.data,
                by=person(),
            )
            flash(f"Action {action} saved", "success")
            return redirect(url_for("plans.edit_plan", slug=slug))
    return form_page(form, f"Edit action {action}", "Save", trail_of(found.plan), rows=6)


@bp.route("/plans/<slug>/actions/<int:action>/withdraw", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def withdraw_action(slug: str, action: int) -> ResponseReturnValue:
    """Take an action out of the plan."""
    found = queries.action_for(person(), slug, action)
    form = WhyForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.withdraw_action(found, form.reason.data, by=person())
            flash(f"Action {action} withdrawn", "success")
            return redirect(url_for("plans.edit_plan", slug=slug))
    return form_page(
        form,
        f"Withdraw action {action}",
        "Withdraw the action",
        trail_of(found.plan),
        facts=[("Action", found.text)],
        warning="Its milestones are withdrawn with it. What was published stays published.",
        danger=True,
    )
