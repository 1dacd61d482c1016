"""Setting a quote aside for a doubt about its price: a second person's decision; taking it back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import commission_for, stage_now
from app.commissions.rules import Act, why_not
from app.errors import refused_at
from app.evaluation import operations
from app.evaluation.asking_forms import DecideDoubtAsideForm, TakeBackAsideForm
from app.evaluation.queries.confirming import who_can_confirm
from app.evaluation.routes.blueprint import bp
from app.evaluation.routes.comparing import must_declare_first
from app.evaluation.routes.doubting import doubted, doubtful


@bp.route("/commissions/<ref>/doubts/<int:quote_id>/<kind>/decision", methods=["GET", "POST"])
@open_to(Role.OFFICER, Role.MEMBER)
def decide_doubt_aside(ref: str, quote_id: int, kind: str) -> ResponseReturnValue:
    """Confirm, or refuse, that the quote is set aside."""
    if must_declare_first(commission_for(person(), ref)):
        return redirect(url_for("evaluation.declare", ref=ref))
    commission = doubtful(ref)
    there = doubted(commission, quote_id, kind)
    form = DecideDoubtAsideForm()
    waiting = there.waiting
    if form.decides_on(waiting.id if waiting else None):
        with refused_at(form):
            confirm = form.decision.data == "confirm"
            reason = form.reason.data or ""
            operations.decide_aside(
                commission, quote_id, there.doubt.kind, confirm, reason, by=person()
            )
            done = "The quote is set aside" if confirm else "Refused: the doubt is open again"
            flash(done, "success")
            return redirect(url_for("evaluation.doubts", ref=ref))
    return render_template(
        "evaluation/decide_doubt_aside.html",
        commission=commission,
        kind=kind,
        there=there,
        waiting=waiting,
        form=form,
        is_own=waiting is not None and waiting.by_id == person().id,
        confirmers=who_can_confirm(commission, waiting.by_id) if waiting else None,
        refusal=why_not(Act.RESOLVE, stage_now(commission)),
    ), 422 if form.errors else 200


@bp.route("/commissions/<ref>/doubts/<int:quote_id>/<kind>/take-back", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def take_back_aside(ref: str, quote_id: int, kind: str) -> ResponseReturnValue:
    """Take back that the quote is set aside, or the proposal of it."""
    commission = doubtful(ref)
    there = doubted(commission, quote_id, kind)
    form = TakeBackAsideForm()
    newest = there.resolutions[-1] if there.resolutions else None
    if form.decides_on(newest and newest.id, there.can_be_taken_back):
        with refused_at(form):
            operations.take_back_aside(
                commission, quote_id, there.doubt.kind, form.reason.data or "", by=person()
            )
            flash("It is taken back. The doubt is open again", "success")
            return redirect(url_for("evaluation.doubts", ref=ref))
    return render_template(
        "evaluation/take_back_aside.html",
        commission=commission,
        there=there,
        newest=newest,
        form=form,
        refusal=why_not(Act.RESOLVE, stage_now(commission)),
    ), 422 if form.errors else 200
