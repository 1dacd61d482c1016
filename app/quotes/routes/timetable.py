"""The timetable of a quote: what will be delivered, and when."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.planned import asked_dues
from app.commissions.queries import invitation_for, issued_brief
from app.quotes import operations
from app.quotes.operations import Attempted
from app.quotes.routes.drafts import draft_of
from app.quotes.routes.room import bp, refused
from app.quotes.timetable_forms import TimetableForm


@bp.route("/invitations/<int:invitation_id>/quote/timetable", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def timetable(invitation_id: int) -> ResponseReturnValue:
    """Write the timetable, all on one page; what each date means is shown when it is saved."""
    invitation = invitation_for(person(), invitation_id)
    draft = draft_of(invitation)
    form = TimetableForm()
    if form.validate_on_submit():
        with refused(form, invitation, Attempted.CHANGE):
            operations.save_timetable(invitation, form.typed(), by=person())
            if "another" in request.form:
                return redirect(_here(invitation_id, "another", another=1))
            flash("Timetable saved", "success")
            return redirect(_here(invitation_id, "understood"))
    brief = issued_brief(invitation.commission_id)
    asked = asked_dues(brief)
    if not form.is_submitted():
        form.show(draft.timetable, blank="another" in request.args, asked=asked)
    return render_template(
        "quotes/timetable.html",
        form=form,
        invitation=invitation,
        commission=invitation.commission,
        quote=draft,
        brief=brief,
        is_from_brief=bool(asked) and not draft.timetable and not form.is_submitted(),
    ), 422 if form.errors else 200


def _here(invitation_id: int, part: str, another: int | None = None) -> str:
    return url_for("quotes.timetable", invitation_id=invitation_id, another=another, _anchor=part)
