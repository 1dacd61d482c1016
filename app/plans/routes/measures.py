"""Measures and their readings."""

from __future__ import annotations

from decimal import Decimal

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.errors import refused_at
from app.plans import operations, queries
from app.plans.forms import CorrectReadingForm, MeasureForm, ReadingForm
from app.plans.routes.room import bp, form_page, trail_of

AT = "/plans/<slug>/actions/<int:action>/measures/<int:measure_id>"


@bp.route("/plans/<slug>/actions/<int:action>/measures/new", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def new_measure(slug: str, action: int) -> ResponseReturnValue:
    """Add a figure to follow."""
    found = queries.action_for(person(), slug, action)
    form = MeasureForm()
    if form.validate_on_submit():
        with refused_at(form):
            added = operations.add_measure(
                found, form.name.data, unit=form.unit.data, note=form.note.data, by=person()
            )
            flash("Measure added", "success")
            return redirect(_address(slug, action, added.id))
    trail = trail_of(found.plan)
    return form_page(form, f"New measure of action {action}", "Add the measure", trail)


def _address(slug: str, action: int, measure_id: int) -> str:
    return url_for("plans.measure", slug=slug, action=action, measure_id=measure_id)


@bp.route(AT, methods=["GET", "POST"])
@open_to(Role.OFFICER)
def measure(slug: str, action: int, measure_id: int) -> ResponseReturnValue:
    """A measure with its readings and how they changed; add one."""
    found = queries.measure_for(person(), slug, action, measure_id)
    plan = queries.plan_for(person(), slug)
    form = ReadingForm(day=clock.today())
    if form.validate_on_submit():
        with refused_at(form):
            operations.add_reading(
                found,
                form.day.data,
                form.value.data or Decimal(0),
                source=form.source.data,
                by=person(),
            )
            flash("Reading added", "success")
            return redirect(_address(slug, action, measure_id))
    return render_template(
        "plans/measure.html",
        form=form,
        measure=queries.measure_content(found, clock.today()),
        at={"slug": slug, "action": action, "measure_id": measure_id},
        trail=trail_of(plan),
    ), 422 if form.errors else 200


@bp.route(f"{AT}/edit", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def edit_measure(slug: str, action: int, measure_id: int) -> ResponseReturnValue:
    """Change a measure's words."""
    found = queries.measure_for(person(), slug, action, measure_id)
    form = MeasureForm(obj=found)
    if form.validate_on_submit():
        with refused_at(form):
            operations.edit_measure(
                found, form.name.data, unit=form.unit.data, note=form.note.data, by=person()
            )
            flash("Measure saved", "success")
            return redirect(_address(slug, action, measure_id))
    trail = trail_of(queries.plan_for(person(), slug))
    return form_page(form, "Edit the measure", "Save", trail)


@bp.route(f"{AT}/readings/<int:reading_id>", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def correct_reading(
    slug: str, action: int, measure_id: int, reading_id: int
) -> ResponseReturnValue:
    """Correct a figure; what stood there is kept."""
    found = queries.measure_for(person(), slug, action, measure_id)
    reading = queries.reading_for(found, reading_id)
    form = CorrectReadingForm(obj=reading)
    if form.validate_on_submit():
        with refused_at(form):
            operations.correct_reading(
                reading, form.value.data or Decimal(0), why=form.why.data, by=person()
            )
            flash("Reading corrected", "success")
            return redirect(_address(slug, action, measure_id))
    trail = trail_of(queries.plan_for(person(), slug))
    return form_page(form, "Correct a reading", "Save", trail, facts=[("Measure", found.name)])
