"""Feedback after the letter: asked for by a company, given by an officer."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import commission_for, invitation_for
from app.errors import NotFound, refused_at
from app.evaluation import operations, queries
from app.evaluation.forms import AskFeedbackForm, GiveFeedbackForm
from app.evaluation.queries import feedback as asked
from app.evaluation.routes.blueprint import bp


@bp.route("/invitations/<int:invitation_id>/outcome/feedback", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def ask_feedback(invitation_id: int) -> ResponseReturnValue:
    """A company asks for more than its letter says."""
    invitation = invitation_for(person(), invitation_id)
    if queries.outcome_for_company(person(), invitation) is None:
        raise NotFound
    form = AskFeedbackForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.ask_feedback(invitation, form.text.data or "", by=person())
            flash("Your request is sent. You will get a mail when it is answered", "success")
            return redirect(url_for("evaluation.outcome", invitation_id=invitation_id))
    page = render_template(
        "evaluation/ask_feedback.html",
        invitation=invitation,
        form=form,
        is_waiting=any(
            each.answered_at is None for each in asked.own_feedback(person(), invitation)
        ),
    )
    return page, 422 if form.errors else 200


@bp.route("/commissions/<ref>/feedback")
@open_to(Role.OFFICER)
def feedback(ref: str) -> ResponseReturnValue:
    """Every request for feedback, with its answer or the way to give it."""
    commission = commission_for(person(), ref)
    if not queries.may_see_all(person(), commission):
        raise NotFound
    return render_template(
        "evaluation/feedback.html", commission=commission, asked=asked.feedback_asked(commission)
    )


@bp.route("/commissions/<ref>/feedback/<int:request_id>", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def give_feedback(ref: str, request_id: int) -> ResponseReturnValue:
    """Give the feedback that a company asked for."""
    commission = commission_for(person(), ref)
    if not queries.may_see_all(person(), commission):
        raise NotFound
    one = asked.feedback_request(commission, request_id)
    form = GiveFeedbackForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.answer_feedback(commission, request_id, form.text.data or "", by=person())
            flash(f"The feedback is sent to {one.company}", "success")
            return redirect(url_for("evaluation.feedback", ref=ref))
    page = render_template(
        "evaluation/give_feedback.html", commission=commission, one=one, form=form
    )
    return page, 422 if form.errors else 200
