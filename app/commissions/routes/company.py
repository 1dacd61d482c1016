"""What a company does with its own invitation: reply, and download the brief's documents."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import files
from app.access import Role, open_to, person
from app.commissions import operations, queries
from app.commissions.forms import ReplyForm
from app.commissions.routes.room import bp
from app.commissions.rules import Act, Reply
from app.errors import refused_at


@bp.route("/invitations/<int:invitation_id>/reply", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def reply(invitation_id: int) -> ResponseReturnValue:
    """Say that the company will quote, or decline with a reason."""
    invitation = queries.invitation_for(person(), invitation_id)
    operations.require(invitation.commission, Act.REPLY)
    said = invitation.reply
    form = ReplyForm(
        data={
            "reply": None if said is Reply.NONE else said.value,
            "reason": invitation.reply_reason,
        }
    )
    if form.validate_on_submit():
        with refused_at(form):
            answer = Reply(form.reply.data)
            reason = form.reason.data or ""
            operations.reply(invitation, answer, reason, by=person())
            flash(f"Your reply: {answer.value}", "success")
            return redirect(url_for("quotes.invitation", invitation_id=invitation_id))
    return render_template(
        "commissions/reply.html",
        form=form,
        invitation=invitation,
    ), 422 if form.errors else 200


@bp.route("/invitations/<int:invitation_id>/documents/<int:document_id>")
@open_to(Role.COMPANY)
def invited_document(invitation_id: int, document_id: int) -> ResponseReturnValue:
    """Download a document of the brief."""
    invitation = queries.invitation_for(person(), invitation_id)
    return files.as_attachment(queries.invited_document(invitation, document_id))
