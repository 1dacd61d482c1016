"""The company's side of questions about the brief: asking, taking back, reading every answer."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock, files
from app.access import Role, open_to, person
from app.commissions import operations, queries
from app.commissions.asking_forms import AskForm
from app.commissions.forms import ConfirmForm
from app.commissions.operations import AlreadyAsked
from app.commissions.queries import Invitation
from app.commissions.routes.room import bp
from app.commissions.rules import LONGEST_QUESTION, Act, AskedState, is_legal
from app.errors import NotFound, RuleBroken, refused_at
from app.formats import time_left
from app.kept_first import keeps_file, kept_file
from app.sealed_files import kept_as_download, store_sealed


@bp.route("/invitations/<int:invitation_id>/questions")
@open_to(Role.COMPANY)
def own_questions(invitation_id: int) -> ResponseReturnValue:
    """Every published answer in order, without askers; and where its own questions are."""
    invitation = queries.invitation_for(person(), invitation_id)
    commission, now = invitation.commission, clock.now()
    ends = queries.asking_ends(commission)
    return render_template(
        "commissions/own_questions.html",
        invitation=invitation,
        commission=commission,
        answers=queries.published_answers(commission.id),
        asked=queries.own_questions(person(), invitation),
        refusal=queries.why_not_to_ask(commission, now),
        can_take_back=is_legal(Act.TAKE_BACK, queries.stage_now(commission)),
        ends=ends,
        left=time_left(ends, now) if ends else "",
        WAITING=AskedState.WAITING,
    )


@bp.route("/invitations/<int:invitation_id>/questions/ask", methods=["GET", "POST"])
@open_to(Role.COMPANY)
@keeps_file(store_sealed)
def ask(invitation_id: int) -> ResponseReturnValue:
    """Ask about the brief, with a file or without. What was typed stays where it is refused."""
    invitation = queries.invitation_for(person(), invitation_id)
    form = AskForm()
    if form.validate_on_submit():
        with refused_at(form):
            return _ask(invitation, form)
    ends = queries.asking_ends(invitation.commission)
    return render_template(
        "commissions/ask.html",
        form=form,
        invitation=invitation,
        commission=invitation.commission,
        refusal=queries.why_not_to_ask(invitation.commission, clock.now()),
        ends=ends,
        longest=LONGEST_QUESTION,
        kinds=files.ALLOWED_IN_WORDS,
        accept=",".join(sorted(files.ENDINGS)),
    ), 422 if form.errors else 200


@bp.route(
    "/invitations/<int:invitation_id>/questions/<int:question_id>/withdraw",
    methods=["GET", "POST"],
)
@open_to(Role.COMPANY)
def withdraw_question(invitation_id: int, question_id: int) -> ResponseReturnValue:
    """Take back a question that has not been answered, after asking."""
    invitation = queries.invitation_for(person(), invitation_id)
    question = queries.own_question(person(), invitation, question_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.withdraw_question(invitation, question_id, by=person())
            flash("Your question is withdrawn", "success")
            return redirect(url_for("commissions.own_questions", invitation_id=invitation_id))
    return render_template(
        "commissions/withdraw_question.html", form=form, invitation=invitation, question=question
    ), 422 if form.errors else 200


@bp.route("/invitations/<int:invitation_id>/questions/files/<int:asked_file_id>")
@open_to(Role.COMPANY)
def own_question_file(invitation_id: int, asked_file_id: int) -> ResponseReturnValue:
    """A file of a published answer, or one that the company sent itself, as a download."""
    invitation = queries.invitation_for(person(), invitation_id)
    try:
        file = queries.answer_file(invitation.commission_id, asked_file_id)
    except NotFound:
        file = queries.own_question_file(person(), invitation, asked_file_id)
    return kept_as_download(file)


def _ask(invitation: Invitation, form: AskForm) -> ResponseReturnValue:
    if refusal := queries.why_not_to_ask(invitation.commission, clock.now()):
        raise RuleBroken(refusal)
    try:
        operations.ask(invitation, form.text.data or "", kept_file(), by=person())
    except AlreadyAsked as already:
        flash(already.sentence)
    else:
        flash("Your question has been received. You will get a mail when it is answered", "success")
    return redirect(url_for("commissions.own_questions", invitation_id=invitation.id))
