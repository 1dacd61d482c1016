"""Deliverables and their dates."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.asat import as_at
from app.commissions.queries import Commission, commission_for, stage_now
from app.commissions.rules import Act, is_legal, why_not
from app.delivery import operations, queries
from app.delivery.forms import DateForm, DecisionForm, DeliverableForm, ForecastForm
from app.delivery.routes.blueprint import bp, loaded, shown_back, wants_change
from app.delivery.rules import can_decide_date, why_not_redate
from app.errors import refused_at
from app.pictures import trend
from app.plans.offering import offered
from app.plans.queries import trend_of
from app.slippage import Thresholds, days_late_words, standing

STAFF = (Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)


def correction_addresses(ref: str, number: int) -> dict[str, Callable[[int], str]]:
    """Where each kind of entry of a deliverable is corrected, by its id."""
    at = {"ref": ref, "number": number}
    return {
        "agreed": lambda key: url_for("delivery.correct_agreed", due_date_id=key, **at),
        "forecast": lambda key: url_for("delivery.correct_forecast", due_forecast_id=key, **at),
        "received": lambda key: url_for("delivery.correct_received", receipt_id=key, **at),
    }


def _thresholds() -> Thresholds:
    return Thresholds(current_app.config["GREEN_DAYS"], current_app.config["AMBER_DAYS"])


def _why_no_date(commission: Commission, one: queries.DeliverableStanding) -> str | None:
    is_accepted = one.accepted_on is not None
    return why_not(Act.AGREE_DATE, stage_now(commission)) or why_not_redate(
        one.title, is_accepted=is_accepted
    )


@bp.route("/commissions/<ref>/deliverables", methods=["GET", "POST"])
@open_to(*STAFF)
def deliverables(ref: str) -> ResponseReturnValue:
    """What is due under the award; officers add to it."""
    commission = commission_for(person(), ref)
    asked = as_at(request.args.get("as_at"))
    form = DeliverableForm()
    may_add = Role.OFFICER in person().roles and is_legal(Act.AGREE_DATE, stage_now(commission))
    if may_add and form.validate_on_submit() and not wants_change():
        here = url_for("delivery.deliverables", ref=ref)
        if page := shown_back(form, "Add a deliverable", "Add the deliverable", here):
            return page
        with refused_at(form):
            operations.add_deliverable(
                commission, form.title.data or "", form.when.data or "", by=person()
            )
            flash("Deliverable added", "success")
            return redirect(here)
    due = queries.deliverables([commission.id], asked.day).get(commission.id, [])
    rows = [
        {"deliverable": one, "standing": standing(queries.slippage_facts(one), asked.day, limits)}
        for limits in [_thresholds()]
        for one in due
    ]
    page = render_template(
        "delivery/deliverables.html",
        commission=commission,
        rows=rows,
        asked=asked,
        form=form,
        may_add=may_add,
        may_check=may_add and queries.may_check_offer(commission, person()),
        refusal=why_not(Act.AGREE_DATE, stage_now(commission)),
        days_late_words=days_late_words,
    )
    return page, 422 if form.errors else 200


@bp.route("/commissions/<ref>/deliverables/<int:number>")
@open_to(*STAFF)
def deliverable(ref: str, number: int) -> ResponseReturnValue:
    """One deliverable: its dates, what was received, and what may be done now."""
    commission, row = loaded(ref, number)
    asked = as_at(request.args.get("as_at"))
    one = queries.standing_of(row, asked.day)
    stage = stage_now(commission)
    is_officer = Role.OFFICER in person().roles
    waiting = queries.waiting_of(one)
    return render_template(
        "delivery/deliverable.html",
        waiting=waiting,
        can_correct=is_officer and asked.is_today and is_legal(Act.AGREE_DATE, stage),
        address=correction_addresses(ref, number),
        commission=commission,
        one=one,
        standing=standing(queries.slippage_facts(one), asked.day, _thresholds()),
        asked=asked,
        days_late_words=days_late_words,
        moved=trend(
            f"deliverable {number} of {ref}",
            [trend_of(one.dates, str(number), one.title, one.accepted_on)],
            asked.day,
        ),
        can_propose=is_officer
        and is_legal(Act.AGREE_DATE, stage)
        and waiting is None
        and one.accepted_on is None,
        can_decide=waiting is not None
        and is_legal(Act.AGREE_DATE, stage)
        and can_decide_date(person().roles, person().id, waiting.by_id),
        can_receive=is_officer
        and is_legal(Act.DELIVER, stage)
        and one.waiting is None
        and one.accepted_on is None,
        can_accept=is_officer and is_legal(Act.DELIVER, stage) and one.waiting is not None,
    )


@bp.route("/commissions/<ref>/deliverables/<int:number>/date", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def propose_date(ref: str, number: int) -> ResponseReturnValue:
    """Propose another date."""
    commission, row = loaded(ref, number)
    form = offered(DateForm())
    here = url_for("delivery.deliverable", ref=ref, number=number)
    if form.validate_on_submit() and not wants_change():
        if page := shown_back(form, "Propose another date", "Propose this date", here):
            return page
        with refused_at(form):
            operations.propose_date(
                commission,
                row,
                form.when.data or "",
                reason=form.reason.data or "",
                cause=form.cause.data or "",
                meeting_id=form.meeting.data,
                by=person(),
            )
            flash("Date proposed. Another person must approve it.", "success")
            return redirect(here)
    page = render_template(
        "delivery/date.html",
        commission=commission,
        one=(one := queries.standing_of(row, clock.today())),
        form=form,
        refusal=_why_no_date(commission, one),
    )
    return page, 422 if form.errors else 200


@bp.route("/commissions/<ref>/deliverables/<int:number>/date/decision", methods=["GET", "POST"])
@open_to(Role.OFFICER, Role.MEMBER)
def decide_date(ref: str, number: int) -> ResponseReturnValue:
    """Approve or refuse the date that another person proposed."""
    commission, row = loaded(ref, number)
    form = offered(DecisionForm())
    one = queries.standing_of(row, clock.today())
    waiting = queries.waiting_of(one)
    if form.decides_on(waiting.id if waiting else None):
        with refused_at(form):
            approve = form.decision.data == "approve"
            operations.decide_date(
                commission,
                row,
                approve=approve,
                reason=form.reason.data or "",
                meeting_id=form.meeting.data,
                by=person(),
            )
            flash("The date is agreed" if approve else "The date is refused", "success")
            return redirect(url_for("delivery.deliverable", ref=ref, number=number))
    page = render_template(
        "delivery/decide_date.html",
        commission=commission,
        one=one,
        form=form,
        waiting=waiting,
        is_companys=queries.waits_for_company(row),
        is_own=waiting is not None and waiting.by_id == person().id,
        refusal=why_not(Act.AGREE_DATE, stage_now(commission)),
    )
    return page, 422 if form.errors else 200


@bp.route("/commissions/<ref>/deliverables/<int:number>/forecast", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def forecast(ref: str, number: int) -> ResponseReturnValue:
    """Record when it is expected now."""
    commission, row = loaded(ref, number)
    form = offered(ForecastForm())
    here = url_for("delivery.deliverable", ref=ref, number=number)
    if form.validate_on_submit() and not wants_change():
        if page := shown_back(form, "Record a forecast", "Record the forecast", here):
            return page
        with refused_at(form):
            operations.forecast(
                commission,
                row,
                form.when.data or "",
                reason=form.reason.data or "",
                cause=form.cause.data or "",
                by=person(),
            )
            flash("Forecast recorded", "success")
            return redirect(here)
    page = render_template(
        "delivery/forecast.html",
        commission=commission,
        one=(one := queries.standing_of(row, clock.today())),
        form=form,
        refusal=_why_no_date(commission, one),
    )
    return page, 422 if form.errors else 200
