"""Few quotes: what the guidance asks for, why companies sent none, and the decision."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import commission_for, invitation_for, invited, stage_now
from app.commissions.rules import Act, is_legal, why_not
from app.errors import NotFound, refused_at
from app.evaluation import operations
from app.evaluation.asking_forms import FewQuotesForm, ReasonForm
from app.evaluation.queries import few_quotes as few
from app.evaluation.routes.blueprint import bp
from app.evaluation.rules import ENOUGH_QUOTES, Course
from app.quotes.queries import sealed_quotes, standings


@bp.route("/commissions/<ref>/few-quotes", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def few_quotes(ref: str) -> ResponseReturnValue:
    """What to do with fewer than three quotes or with one; the decision, with its reason."""
    commission = commission_for(person(), ref)
    form = FewQuotesForm()
    if form.is_submitted() and "ask" in request.form:
        names = operations.ask_why(commission, by=person())
        flash(f"Asked: {', '.join(names)}", "success")
        return redirect(url_for("evaluation.few_quotes", ref=ref))
    if form.validate_on_submit():
        with refused_at(form):
            operations.decide_few_quotes(
                commission,
                Course(form.course.data),
                form.advice.data or "",
                form.reason.data or "",
                by=person(),
            )
            flash("The decision is on file", "success")
            return redirect(url_for("evaluation.few_quotes", ref=ref))
    without, stage = few.without_quote(commission), stage_now(commission)
    page = render_template(
        "evaluation/few_quotes.html",
        commission=commission,
        form=form,
        quotes=len(sealed_quotes(commission)),
        enough=ENOUGH_QUOTES,
        without=without,
        decisions=few.few_quotes_decisions(commission),
        refusal=why_not(Act.FEW_QUOTES, stage),
        can_explain=is_legal(Act.EXPLAIN, stage),
        can_ask=any(not each.reasons for each in without),
    )
    return page, 422 if form.errors else 200


@bp.route("/commissions/<ref>/few-quotes/<int:invitation_id>", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def heard_why(ref: str, invitation_id: int) -> ResponseReturnValue:
    """Put on file what an officer heard of why a company sent no quote."""
    commission = commission_for(person(), ref)
    invitation = next((each for each in invited(commission) if each.id == invitation_id), None)
    if invitation is None:
        raise NotFound
    form = ReasonForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.explain_no_quote(invitation, form.reason.data or "", by=person())
            flash("The reason is on file", "success")
            return redirect(url_for("evaluation.few_quotes", ref=ref))
    page = render_template(
        "evaluation/no_quote.html",
        form=form,
        title=f"Why {invitation.company.name} sent no quote",
        back=url_for("evaluation.few_quotes", ref=ref),
        refusal=why_not(Act.EXPLAIN, stage_now(commission)),
        who="Write what the company told you, and how it reached you.",
    )
    return page, 422 if form.errors else 200


@bp.route("/invitations/<int:invitation_id>/no-quote", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def say_why(invitation_id: int) -> ResponseReturnValue:
    """A company says, after the deadline, why it sent no quote."""
    invitation = invitation_for(person(), invitation_id)
    if standings([invitation_id])[invitation_id].has_sent:
        raise NotFound
    form = ReasonForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.explain_no_quote(invitation, form.reason.data or "", by=person())
            flash("Thank you. Your reason has been received", "success")
            return redirect(url_for("quotes.invitation", invitation_id=invitation_id))
    page = render_template(
        "evaluation/no_quote.html",
        form=form,
        title="Why did you not quote?",
        back=url_for("quotes.invitation", invitation_id=invitation_id),
        refusal=why_not(Act.EXPLAIN, stage_now(invitation.commission)),
        who="The group’s officers and members read this, and no other company. "
        "It helps them to ask better next time.",
    )
    return page, 422 if form.errors else 200
