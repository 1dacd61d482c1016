"""Cancelling and completing a commission."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions import operations, queries
from app.commissions.forms import CancelForm, ConfirmForm
from app.commissions.routes.room import bp, to_overview
from app.commissions.rules import Act
from app.errors import refused_at


@bp.route("/commissions/<ref>/cancel", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def cancel(ref: str) -> ResponseReturnValue:
    """Cancel, with a reason; whoever was invited is told it."""
    commission = queries.commission_for(person(), ref)
    operations.require(commission, Act.CANCEL)
    form = CancelForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.cancel(commission, form.reason.data or "", by=person())
            return to_overview(commission, f"{commission.reference} cancelled")
    return render_template(
        "commissions/cancel.html",
        form=form,
        commission=commission,
        is_issued=commission.issued_at is not None,
    ), 422 if form.errors else 200


@bp.route("/commissions/<ref>/complete", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def complete(ref: str) -> ResponseReturnValue:
    """Complete a commission whose work was delivered."""
    commission = queries.commission_for(person(), ref)
    operations.require(commission, Act.COMPLETE)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.complete(commission, by=person())
            return to_overview(commission, f"{commission.reference} completed")
    return render_template(
        "commissions/complete.html", form=form, commission=commission
    ), 422 if form.errors else 200
