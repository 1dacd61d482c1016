"""Writing a draft: its list of tasks, its answers, starting over and throwing it away."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import Invitation, invitation_for, stage_now
from app.errors import NotFound, RuleBroken, refused_at
from app.quotes import operations, queries
from app.quotes.forms import AnswerForm, ConfirmForm, CopyForm, ReadForm
from app.quotes.operations import Attempted
from app.quotes.queries import OwnAnswer, OwnQuote
from app.quotes.routes.room import bp, refused
from app.quotes.rules import can_quote


@bp.route("/invitations/<int:invitation_id>/quote", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def quote(invitation_id: int) -> ResponseReturnValue:
    """The draft's list of tasks; else the quote as it was sent. POST starts one."""
    invitation = invitation_for(person(), invitation_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refused(form, invitation, Attempted.START):
            operations.start_quote(invitation, by=person())
            return redirect(url_for("quotes.quote", invitation_id=invitation_id))
    draft = queries.own_draft(person(), invitation)
    sent = queries.own_sent(person(), invitation)
    is_open = can_quote(stage_now(invitation.commission))
    page = _page_of(draft, sent, is_open)
    return render_template(
        f"quotes/{page}.html",
        form=form,
        invitation=invitation,
        commission=invitation.commission,
        quote=draft if page in ("tasks", "lost") else sent or draft,
        sent=sent,
        standing=queries.standings([invitation_id])[invitation_id],
        reading=ReadForm(formdata=None),
        reading_key=None,
        is_open=is_open,
    ), 422 if form.errors else 200


@bp.route("/invitations/<int:invitation_id>/quote/read", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def read(invitation_id: int) -> ResponseReturnValue:
    """Read the sent quote with the company's own key; nothing of it or of the key is kept."""
    invitation = invitation_for(person(), invitation_id)
    sent = queries.own_sent(person(), invitation)
    if sent is None or not sent.is_sealed:
        return redirect(url_for("quotes.quote", invitation_id=invitation_id))
    form = ReadForm()
    if form.validate_on_submit():
        with refused_at(form):
            sent = queries.own_sent(person(), invitation, form.reading_key.data or "")
    return render_template(
        "quotes/sent.html",
        form=form,
        invitation=invitation,
        commission=invitation.commission,
        quote=sent,
        sent=sent,
        standing=queries.standings([invitation_id])[invitation_id],
        reading=form,
        reading_key=form.reading_key.data,
        is_open=can_quote(stage_now(invitation.commission)),
    ), 422 if form.errors else 200


@bp.route("/invitations/<int:invitation_id>/quote/answers/<int:question>", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def answer(invitation_id: int, question: int) -> ResponseReturnValue:
    """Write the answer to one question."""
    invitation = invitation_for(person(), invitation_id)
    draft = draft_of(invitation)
    asked = next((a for a in draft.answers if a.question_id == question), None)
    form = AnswerForm(text=asked.text if asked else "")
    if form.validate_on_submit():
        with refused(form, invitation, Attempted.CHANGE):
            operations.save_answer(invitation, question, form.text.data or "", by=person())
            flash("Answer saved", "success")
            return redirect(url_for("quotes.quote", invitation_id=invitation_id))
    if asked is None:
        raise NotFound
    return render_template(
        "quotes/answer.html",
        form=form,
        invitation=invitation,
        commission=invitation.commission,
        answer=asked,
        following=_following(draft, asked),
    ), 422 if form.errors else 200


@bp.route("/invitations/<int:invitation_id>/replace", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def replace(invitation_id: int) -> ResponseReturnValue:
    """Begin to replace the quote that was sent; it stands until the new one is in."""
    invitation = invitation_for(person(), invitation_id)
    form = CopyForm()
    sent = queries.own_sent(person(), invitation)
    is_sealed = sent is None or sent.is_sealed
    if form.validate_on_submit():
        with refused(form, invitation, Attempted.START):
            operations.start_quote(
                invitation,
                by=person(),
                reading_key=form.reading_key.data or None,
                is_copy_wanted="empty" not in request.form,
            )
            return redirect(url_for("quotes.quote", invitation_id=invitation_id))
    return render_template(
        "quotes/replace.html",
        form=form,
        invitation=invitation,
        commission=invitation.commission,
        is_sealed=is_sealed,
        standing=queries.standings([invitation_id])[invitation_id],
        is_open=can_quote(stage_now(invitation.commission)),
    ), 422 if form.errors else 200


@bp.route("/invitations/<int:invitation_id>/quote/discard", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def discard(invitation_id: int) -> ResponseReturnValue:
    """Throw the draft away."""
    invitation = invitation_for(person(), invitation_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refused(form, invitation, Attempted.CHANGE):
            operations.discard_draft(invitation, by=person())
            flash("Draft thrown away", "success")
            return redirect(url_for("quotes.invitation", invitation_id=invitation_id))
    if queries.own_draft(person(), invitation) is None:
        raise NotFound
    return render_template(
        "quotes/discard.html",
        form=form,
        invitation=invitation,
        commission=invitation.commission,
        standing=queries.standings([invitation_id])[invitation_id],
    ), 422 if form.errors else 200


def draft_of(invitation: Invitation) -> OwnQuote:
    """The company's draft for a page that changes it. Raises NotFound where there is none.

    Raises RuleBroken where it can no longer be read.
    """
    draft = queries.own_draft(person(), invitation)
    if draft is None:
        raise NotFound
    if draft.is_lost:
        raise RuleBroken(operations.LOST)
    return draft


def _page_of(draft: OwnQuote | None, sent: OwnQuote | None, is_open: bool) -> str:
    if draft and draft.is_lost and not (sent and not is_open):
        return "lost"
    if draft and is_open:
        return "tasks"
    return "sent" if sent or draft else "start"


def _following(draft: OwnQuote, asked: OwnAnswer) -> OwnAnswer | None:
    return next((a for a in draft.answers if a.number > asked.number), None)
