"""Taking a decision on an award back, while nobody outside has been told."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import commission_for
from app.delivery import operations, queries
from app.delivery.routes.blueprint import bp
from app.errors import NotFound, refused_at
from app.evaluation.forms import TakeDecisionBackForm
from app.evaluation.queries import comparison, decided_award, letters_order, may_see_all, name_of
from app.evaluation.queries.taking_back import why_not_take_back
from app.evaluation.rules import WHILE_NOBODY_IS_TOLD


@bp.route("/commissions/<ref>/award/take-back", methods=["GET", "POST"])
@open_to(Role.OFFICER, Role.MEMBER)
def take_decision_back(ref: str) -> ResponseReturnValue:
    """Take the approved award, or no award, back with a reason."""
    commission = commission_for(person(), ref)
    if not may_see_all(person(), commission):
        raise NotFound
    award = decided_award(commission)
    form = TakeDecisionBackForm()
    if form.decides_on(award and award.id):
        with refused_at(form):
            operations.take_decision_back(commission, form.reason.data or "", by=person())
            flash("The decision is taken back. Nobody has been told of it", "success")
            return redirect(url_for("position.commission", ref=ref))
    columns = comparison(commission, person()).columns
    return render_template(
        "delivery/take_decision_back.html",
        commission=commission,
        award=award,
        winner=next((c.quote for c in columns if award and c.quote.id == award.quote_id), None),
        approvers=_approvers(award.first_approved_by_id, award.decided_by_id) if award else (),
        order=letters_order(commission),
        due=queries.due_now(commission),
        form=form,
        what_follows=WHILE_NOBODY_IS_TOLD,
        refusal=why_not_take_back(person(), commission),
    ), 422 if form.errors else 200


def _approvers(*people: int | None) -> list[str]:
    return [name_of(each) for each in people if each is not None]
