"""The table of prices."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import invitation_for, issued_brief
from app.quotes import operations
from app.quotes.forms import PricesForm
from app.quotes.operations import Attempted
from app.quotes.routes.drafts import draft_of
from app.quotes.routes.room import bp, refused
from app.quotes.rules import unpriced


@bp.route("/invitations/<int:invitation_id>/quote/prices", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def prices(invitation_id: int) -> ResponseReturnValue:
    """Write the price lines, all on one page; the totals are shown when they are saved."""
    invitation = invitation_for(person(), invitation_id)
    draft = draft_of(invitation)
    form = PricesForm()
    if form.validate_on_submit():
        with refused(form, invitation, Attempted.CHANGE):
            operations.save_prices(invitation, form.priced(), form.stated(), by=person())
            if "another" in request.form:
                return redirect(_here(invitation_id, "another", another=1))
            flash("Prices saved", "success")
            return redirect(_here(invitation_id, "totals"))
    asked = issued_brief(invitation.commission_id).asked_lines
    if not form.is_submitted():
        form.show(draft.lines, draft.stated, blank="another" in request.args, asked=asked)
    return render_template(
        "quotes/prices.html",
        form=form,
        invitation=invitation,
        commission=invitation.commission,
        quote=draft,
        asked=asked,
        unpriced=unpriced(asked, draft.lines),
    ), 422 if form.errors else 200


def _here(invitation_id: int, part: str, another: int | None = None) -> str:
    return url_for("quotes.prices", invitation_id=invitation_id, another=another, _anchor=part)
