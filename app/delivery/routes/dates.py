"""Deliverables and their dates."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.asat import as_at
from app.commissions.queries import commission_for, stage_now
from app.commissions.rules import Act, is_legal, why_not
from app.delivery import operations, queries
from app.delivery.forms import DateForm, DecisionForm, DeliverableForm, ForecastForm
from app.delivery.routes.blueprint import bp, loaded
from app.delivery.rules import can_decide_date
from app.errors import refused_at
from app.pictures import trend
from app.plans.offering import offered
from app.plans.queries import trend_of
from app.slippage import Thresholds, days_late_words, standing
from app.when import read_when, said_back

STAFF = (Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)


def _thresholds() -> Thresholds:
    return Thresholds(current_app.config["GREEN_DAYS"], current_app.config["AMBER_DAYS"])


@bp.route("/commissions/<ref>/deliverables", methods=["GET", "POST"])
@open_to(*STAFF)
def deliverables(ref: str) -> ResponseReturnValue:
    """What is due under the award; officers add to it."""
    commission = commission_for(person(), ref)
    asked = as_at(request.args.get("as_at"))
    form = DeliverableForm()
    may_add = Role.OFFICER in person().roles and is_legal(Act.AGREE_DATE, stage_now(commission))
    if may_add and form.validate_on_submit():
        with refused_at(form):
            operations.add_deliverable(
                commission, form.title.data or "", form.when.data or "", by=person()
            )
            read = said_back(read_when(form.when.data or "", said_on=clock.today()))
            flash(f"Deliverable added. You wrote “{form.when.data}”. {read}", "success")
            return redirect(url_for("delivery.deliverables", ref=ref))
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
    waiting = one.dates.proposed
    return render_template(
        "delivery/deliverable.html",
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
        can_propose=is_officer and is_legal(Act.AGREE_DATE, stage) and waiting is None,
        can_decide=waiting is not None
        and is_legal(Act.AGREE_DATE, stage)
        and can_decide_date(person().roles, person().id, waiting.proposed_by_id),
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
    if form.validate_on_submit():
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
            read = said_back(read_when(form.when.data or "", said_on=clock.today()))
            flash(
                f"You wrote “{form.when.data}”. {read} Another person must approve it.", "success"
            )
            return redirect(url_for("delivery.deliverable", ref=ref, number=number))
    page = render_template(
        "delivery/date.html",
        commission=commission,
        one=queries.standing_of(row, clock.today()),
        form=form,
        refusal=why_not(Act.AGREE_DATE, stage_now(commission)),
    )
    return page, 422 if form.errors else 200


@bp.route("/commissions/<ref>/deliverables/<int:number>/date/decision", methods=["GET", "POST"])
@open_to(Role.OFFICER, Role.MEMBER)
def decide_date(ref: str, number: int) -> ResponseReturnValue:
    """Approve or refuse the date that another person proposed."""
    commission, row = loaded(ref, number)
    form = DecisionForm()
    one = queries.standing_of(row, clock.today())
    is_seen = form.is_of(one.dates.proposed.id if one.dates.proposed else None)
    if form.validate_on_submit() and is_seen:
        with refused_at(form):
            approve = form.decision.data == "approve"
            operations.decide_date(
                commission, row, approve=approve, reason=form.reason.data or "", by=person()
            )
            flash("The date is agreed" if approve else "The date is refused", "success")
            return redirect(url_for("delivery.deliverable", ref=ref, number=number))
    page = render_template(
        "delivery/decide_date.html",
        commission=commission,
        one=one,
        form=form,
        is_own=one.dates.proposed is not None and one.dates.proposed.proposed_by_id == person().id,
        refusal=why_not(Act.AGREE_DATE, stage_now(commission)),
    )
    return page, 422 if form.errors else 200


@bp.route("/commissions/<ref>/deliverables/<int:number>/forecast", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def forecast(ref: str, number: int) -> ResponseReturnValue:
    """Record when it is expected now."""
    commission, row = loaded(ref, number)
    form = offered(ForecastForm())
    if form.validate_on_submit():
        with refused_at(form):
            operations.forecast(
                commission,
                row,
                form.when.data or "",
                reason=form.reason.data or "",
                cause=form.cause.data or "",
                by=person(),
            )
            read = said_back(read_when(form.when.data or "", said_on=clock.today()))
            flash(f"You wrote “{form.when.data}”. {read}", "success")
            return redirect(url_for("delivery.deliverable", ref=ref, number=number))
    page = render_template(
        "delivery/forecast.html",
        commission=commission,
        one=queries.standing_of(row, clock.today()),
        form=form,
        refusal=why_not(Act.AGREE_DATE, stage_now(commission)),
    )
    return page, 422 if form.errors else 200
