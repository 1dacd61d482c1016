"""Declaring an interest."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import commission_for, invited, stage_now
from app.commissions.rules import Act, why_not
from app.errors import refused_at
from app.evaluation import operations, queries
from app.evaluation.forms import DeclarationForm
from app.evaluation.routes.blueprint import bp
from app.evaluation.rules import Interest

_RECORDED = {
    Interest.NONE: "Your declaration is on record: no interest",
    Interest.CONFLICT: "Your conflict of interest is on record. You take no part in this "
    "commission, and its quotes stay closed to you.",
}


@bp.route("/commissions/<ref>/declare", methods=["GET", "POST"])
@open_to(Role.MEMBER, Role.OFFICER)
def declare(ref: str) -> ResponseReturnValue:
    """State one's interest; the page after it depends on what was said."""
    commission = commission_for(person(), ref)
    form = DeclarationForm()
    if form.validate_on_submit():
        with refused_at(form):
            interest = Interest(form.interest.data)
            operations.declare(commission, interest, form.description.data or "", by=person())
            may_go_on = interest is Interest.NONE and commission.opened_at is not None
            flash(_RECORDED[interest], "success")
            next_page = "evaluation.comparison" if may_go_on else "position.commission"
            return redirect(url_for(next_page, ref=ref))
    page = render_template(
        "evaluation/declare.html",
        commission=commission,
        form=form,
        companies=[invitation.company.name for invitation in invited(commission)],
        mine=queries.declared_by(person(), commission),
        refusal=why_not(Act.DECLARE, stage_now(commission)),
    )
    return page, 422 if form.errors else 200
