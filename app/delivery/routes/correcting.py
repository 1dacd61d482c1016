"""Correcting what was typed wrong about a deliverable: each correction stands beside its entry."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.commissions.queries import stage_now
from app.commissions.rules import Act, why_not
from app.delivery import operations, queries
from app.delivery.forms import CorrectionForm, CorrectReceivedForm
from app.delivery.routes.blueprint import bp, loaded, shown_back, wants_change
from app.errors import NotFound, refused_at

AT = "/commissions/<ref>/deliverables/<int:number>"


@bp.route(f"{AT}/dates/<int:due_date_id>/correct", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def correct_agreed(ref: str, number: int, due_date_id: int) -> ResponseReturnValue:
    """Say what an agreed date should have read."""
    commission, row = loaded(ref, number)
    one = queries.standing_of(row, clock.today())
    stood = next((each for each in one.dates.agreed_history if each.id == due_date_id), None)
    if stood is None:
        raise NotFound
    form = CorrectionForm()
    here = url_for("delivery.deliverable", ref=ref, number=number)
    title = f"Correct an agreed date: {one.title}"
    if form.validate_on_submit() and not wants_change():
        if page := shown_back(form, title, "Correct the date", here, stood.decided_on):
            return page
        with refused_at(form):
            made = operations.correct_agreed(
                commission,
                row,
                due_date_id,
                form.when.data or "",
                why=form.why.data or "",
                by=person(),
            )
            waits = "Another person must approve it, as it moves the date later."
            flash("Date corrected" if made.decision else f"Correction proposed. {waits}", "success")
            return redirect(here)
    page = render_template(
        "delivery/correct.html",
        commission=commission,
        one=one,
        form=form,
        title=title,
        on_record=stood.as_written,
        needs_another=True,
        refusal=why_not(Act.AGREE_DATE, stage_now(commission)),
    )
    return page, 422 if form.errors else 200


@bp.route(f"{AT}/forecasts/<int:due_forecast_id>/correct", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def correct_forecast(ref: str, number: int, due_forecast_id: int) -> ResponseReturnValue:
    """Say what a forecast should have read."""
    commission, row = loaded(ref, number)
    one = queries.standing_of(row, clock.today())
    stood = next((each for each in one.dates.forecast_history if each.id == due_forecast_id), None)
    if stood is None:
        raise NotFound
    form = CorrectionForm()
    here = url_for("delivery.deliverable", ref=ref, number=number)
    title = f"Correct a forecast: {one.title}"
    if form.validate_on_submit() and not wants_change():
        if page := shown_back(form, title, "Correct the forecast", here, stood.day):
            return page
        with refused_at(form):
            operations.correct_forecast(
                commission,
                row,
                due_forecast_id,
                form.when.data or "",
                why=form.why.data or "",
                by=person(),
            )
            flash("Forecast corrected", "success")
            return redirect(here)
    page = render_template(
        "delivery/correct.html",
        commission=commission,
        one=one,
        form=form,
        title=title,
        on_record=stood.as_written,
        needs_another=False,
        refusal=why_not(Act.AGREE_DATE, stage_now(commission)),
    )
    return page, 422 if form.errors else 200


@bp.route(f"{AT}/received/<int:receipt_id>/correct", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def correct_received(ref: str, number: int, receipt_id: int) -> ResponseReturnValue:
    """Say on which day something really came."""
    commission, row = loaded(ref, number)
    one = queries.standing_of(row, clock.today())
    stood = next((each for each in one.received if each.id == receipt_id), None)
    if stood is None:
        raise NotFound
    form = CorrectReceivedForm(data={"received_on": stood.received_on})
    if form.validate_on_submit() and form.received_on.data:
        with refused_at(form):
            operations.correct_received(
                commission,
                row,
                receipt_id,
                form.received_on.data,
                why=form.why.data or "",
                by=person(),
            )
            flash("Day corrected", "success")
            return redirect(url_for("delivery.deliverable", ref=ref, number=number))
    page = render_template(
        "delivery/correct.html",
        commission=commission,
        one=one,
        form=form,
        title=f"Correct the day it was received: {one.title}",
        on_record=None,
        needs_another=False,
        refusal=why_not(Act.DELIVER, stage_now(commission)),
    )
    return page, 422 if form.errors else 200
