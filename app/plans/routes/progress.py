"""Action Progress, written by hand."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.errors import refused_at
from app.plans import operations, queries
from app.plans.forms import CorrectProgressForm, ProgressForm
from app.plans.routes.room import bp, form_page, trail_of


@bp.route("/plans/<slug>/actions/<int:action>/progress/new", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def add_progress(slug: str, action: int) -> ResponseReturnValue:
    """Add a dated paragraph."""
    found = queries.action_for(person(), slug, action)
    form = ProgressForm(day=clock.today())
    if form.validate_on_submit():
        with refused_at(form):
            operations.add_progress(
                found, form.text.data, form.day.data, source=form.source.data, by=person()
            )
            flash("Progress added", "success")
            return redirect(url_for("plans.edit_plan", slug=slug))
    title = f"Add progress to action {action}"
    return form_page(form, title, "Add the progress", trail_of(found.plan), rows=6)


@bp.route("/plans/<slug>/actions/<int:action>/progress/<int:entry_id>", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def correct_progress(slug: str, action: int, entry_id: int) -> ResponseReturnValue:
    """Correct a paragraph; what stood there is kept."""
    entry = queries.progress_for(person(), slug, action, entry_id)
    form = CorrectProgressForm(obj=entry)
    if form.validate_on_submit():
        with refused_at(form):
            operations.correct_progress(
                entry,
                form.text.data,
                source=form.source.data,
                why=form.why.data,
                by=person(),
            )
            flash("Progress corrected", "success")
            return redirect(url_for("plans.edit_plan", slug=slug))
    trail = trail_of(queries.plan_for(person(), slug))
    return form_page(form, f"Correct progress of action {action}", "Save", trail, rows=6)
