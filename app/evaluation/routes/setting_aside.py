"""Proposing to leave out a quote that was stopped at its opening, and deciding on it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import Commission, commission_for, stage_now
from app.commissions.rules import Act, why_not
from app.errors import NotFound, refused_at
from app.evaluation import operations, queries
from app.evaluation.forms import AsideForm, DecideAsideForm
from app.evaluation.queries.setting_aside import stopped_quote, waiting_aside
from app.evaluation.routes.blueprint import bp
from app.evaluation.routes.comparing import must_declare_first
from app.quotes.queries import Stopped


@bp.route("/commissions/<ref>/opening/stopped/<int:quote_id>/set-aside", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def set_aside(ref: str, quote_id: int) -> ResponseReturnValue:
    """Propose in writing to leave a stopped quote out."""
    commission, stopped = _stopped(ref, quote_id)
    form = AsideForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.propose_setting_aside(
                commission, quote_id, form.reason.data or "", by=person()
            )
            flash("The proposal waits for another person’s decision", "success")
            return redirect(url_for("quotes.stopped", ref=ref))
    return render_template(
        "evaluation/set_aside.html",
        commission=commission,
        stopped=stopped,
        form=form,
        waiting=waiting_aside(quote_id),
        refusal=_refusal(commission, stopped),
    ), 422 if form.errors else 200


@bp.route(
    "/commissions/<ref>/opening/stopped/<int:quote_id>/set-aside/decision", methods=["GET", "POST"]
)
@open_to(Role.OFFICER, Role.MEMBER)
def decide_set_aside(ref: str, quote_id: int) -> ResponseReturnValue:
    """Approve or refuse what an officer proposed."""
    if must_declare_first(commission_for(person(), ref)):
        return redirect(url_for("evaluation.declare", ref=ref))
    commission, stopped = _stopped(ref, quote_id)
    waiting = waiting_aside(quote_id)
    form = DecideAsideForm()
    if form.decides_on(waiting.id if waiting else None):
        with refused_at(form):
            approve = form.decision.data == "approve"
            operations.decide_setting_aside(
                commission, quote_id, approve, form.reason.data or "", by=person()
            )
            flash("The quote is set aside" if approve else "The proposal is refused", "success")
            return redirect(url_for("quotes.stopped", ref=ref))
    return render_template(
        "evaluation/decide_set_aside.html",
        commission=commission,
        stopped=stopped,
        form=form,
        waiting=waiting,
        is_own=waiting is not None and waiting.proposed_by_id == person().id,
        refusal=_refusal(commission, stopped),
    ), 422 if form.errors else 200


def _stopped(ref: str, quote_id: int) -> tuple[Commission, Stopped]:
    commission = commission_for(person(), ref)
    if not queries.may_see_all(person(), commission):
        raise NotFound
    return commission, stopped_quote(commission, quote_id)


def _refusal(commission: Commission, stopped: Stopped) -> str | None:
    if stopped.is_settled:
        return "This quote was opened or set aside already."
    return why_not(Act.SET_ASIDE, stage_now(commission))
