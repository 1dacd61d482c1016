"""Outcome letters, and the outcome as published."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person, public
from app.commissions.queries import commission_for, invitation_for
from app.errors import NotFound, refused_at
from app.evaluation import operations, queries
from app.evaluation.forms import letters_form
from app.evaluation.routes.blueprint import bp


@bp.route("/commissions/<ref>/letters", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def letters(ref: str) -> ResponseReturnValue:
    """Check every company's letter, add feedback, and send them all at once."""
    commission = commission_for(person(), ref)
    award = queries.decided_award(commission)
    if award is None or not queries.may_see(person(), commission):
        raise NotFound
    written = queries.letters(commission, award)
    form = letters_form({letter.quote_id: letter.company_name for letter in written})()
    if form.validate_on_submit():
        with refused_at(form):
            feedback = {
                one.quote_id: form[f"feedback_{one.quote_id}"].data or "" for one in written
            }
            operations.send_letters(commission, feedback, by=person())
            flash("Every company has been told, and the outcome is published", "success")
            return redirect(url_for("position.commission", ref=ref))
    page = render_template(
        "evaluation/letters.html", commission=commission, award=award, letters=written, form=form
    )
    return page, 422 if form.errors else 200


@bp.route("/outcomes")
@public
def outcomes() -> ResponseReturnValue:
    """Every published outcome."""
    return render_template("evaluation/outcomes.html", outcomes=queries.published_outcomes())


@bp.route("/invitations/<int:invitation_id>/outcome")
@open_to(Role.COMPANY)
def outcome(invitation_id: int) -> ResponseReturnValue:
    """What the company was told."""
    invitation = invitation_for(person(), invitation_id)
    letter = queries.outcome_for_company(person(), invitation)
    if letter is None:
        raise NotFound
    return render_template(
        "evaluation/outcome.html",
        commission=invitation.commission,
        invitation=invitation,
        letter=letter,
    )
