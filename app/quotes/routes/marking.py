"""What a company considers confidential in its quote: ticked, with why and until when."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import invitation_for
from app.quotes import operations
from app.quotes.mark_forms import MarksForm
from app.quotes.marks import mark_faults
from app.quotes.operations import Attempted
from app.quotes.routes.drafts import draft_of
from app.quotes.routes.room import bp, refused


@bp.route("/invitations/<int:invitation_id>/quote/confidential", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def confidential(invitation_id: int) -> ResponseReturnValue:
    """Mark parts of the draft as confidential, each with a reason and until when."""
    invitation = invitation_for(person(), invitation_id)
    draft = draft_of(invitation)
    form = MarksForm()
    if not form.is_submitted():
        form.show(draft.parts, draft.marked)
    elif form.validate():
        form.say(mark_faults(form.marks(), draft.parts), draft.parts)
        if not form.errors:
            with refused(form, invitation, Attempted.CHANGE):
                operations.save_marks(invitation, form.marks(), by=person())
                flash("Confidential parts saved", "success")
                return redirect(url_for("quotes.quote", invitation_id=invitation_id))
    return render_template(
        "quotes/confidential.html",
        form=form,
        invitation=invitation,
        commission=invitation.commission,
        named=draft.parts,
    ), 422 if form.errors else 200
