"""The history of a milestone's dates as at any day, and correcting what was typed wrong in it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.asat import as_at
from app.errors import refused_at
from app.pictures import trend
from app.plans import operations, queries
from app.plans.date_forms import CorrectionForm
from app.plans.routes.milestones import AT, title_of, trail_to
from app.plans.routes.room import bp, form_page, is_confirmed, show_back, wants_change


def _history(slug: str, action: int, number: int) -> str:
    return url_for("plans.milestone_history", slug=slug, action=action, number=number)


@bp.route(f"{AT}/history")
@open_to(Role.OFFICER, Role.MEMBER)
def milestone_history(slug: str, action: int, number: int) -> ResponseReturnValue:
    """How a milestone's dates came to be what they were on a day."""
    found = queries.milestone_for(person(), slug, action, number)
    asked = as_at(request.args.get("as_at"))
    dates = queries.milestone_dates([found.id], asked.day)[found.id]
    at = {"slug": slug, "action": action, "number": number}
    may_correct = Role.OFFICER in person().roles and asked.is_today and found.withdrawn_on is None
    return render_template(
        "plans/milestone_history.html",
        milestone=found,
        named=title_of(action, number),
        dates=dates,
        pushed=queries.knock_on_links(found.id),
        as_at=asked,
        at=at,
        trail=trail_to(found, action),
        moved=trend(
            f"milestone {number} of Action {action}",
            [queries.trend_of(dates, str(number), found.text)],
            asked.day,
        ),
        correct_agreed=(lambda key: url_for("plans.correct_agreed", date_id=key, **at))
        if may_correct
        else None,
        correct_forecast=(lambda key: url_for("plans.correct_forecast", forecast_id=key, **at))
        if may_correct
        else None,
    )


@bp.route(f"{AT}/dates/<int:date_id>/correct", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def correct_agreed(slug: str, action: int, number: int, date_id: int) -> ResponseReturnValue:
    """Say what an agreed date should have read."""
    found = queries.milestone_for(person(), slug, action, number)
    stood = queries.agreed_entry_for(found, date_id)
    form = CorrectionForm()
    title, trail = "Correct an agreed date", trail_to(found, action)
    if form.validate_on_submit() and not wants_change():
        when = operations.read_for(found.action, form.when.data, stood.decided_on)
        if when.is_dated and not is_confirmed(form):
            return show_back(form, when, title, "Correct the date", trail)
        with refused_at(form):
            row = operations.correct_agreed(
                found, date_id, form.when.data, why=form.why.data, by=person()
            )
            waits = "Another person must approve it, as it moves the date later."
            flash("Date corrected" if row.decision else f"Correction proposed. {waits}", "success")
            return redirect(_history(slug, action, number))
    intro = (
        "What was typed first stays on record beside the correction. A correction that moves the "
        "date later counts once another person has approved it."
    )
    facts = [("Milestone", found.text), ("On record", stood.as_written)]
    return form_page(form, title, "Continue", trail, facts=facts, intro=intro)


@bp.route(f"{AT}/forecasts/<int:forecast_id>/correct", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def correct_forecast(slug: str, action: int, number: int, forecast_id: int) -> ResponseReturnValue:
    """Say what a forecast should have read."""
    found = queries.milestone_for(person(), slug, action, number)
    stood = queries.forecast_entry_for(found, forecast_id)
    form = CorrectionForm()
    title, trail = "Correct a forecast", trail_to(found, action)
    if form.validate_on_submit() and not wants_change():
        when = operations.read_for(found.action, form.when.data, stood.day)
        if when.is_dated and not is_confirmed(form):
            return show_back(form, when, title, "Correct the forecast", trail)
        with refused_at(form):
            operations.correct_forecast(
                found, forecast_id, form.when.data, why=form.why.data, by=person()
            )
            flash("Forecast corrected", "success")
            return redirect(_history(slug, action, number))
    intro = "What was typed first stays on record beside the correction."
    facts = [("Milestone", found.text), ("On record", stood.as_written)]
    return form_page(form, title, "Continue", trail, facts=facts, intro=intro)
