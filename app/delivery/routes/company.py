"""The company's side: what it owes, and sending it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.commissions.queries import invitation_for, stage_now
from app.commissions.rules import Act, is_legal
from app.delivery import operations, queries
from app.delivery.forms import SendForm
from app.delivery.routes.blueprint import bp
from app.delivery.routes.receiving import stored
from app.errors import NotFound, refused_at


@bp.route("/invitations/<int:invitation_id>/deliverables")
@open_to(Role.COMPANY)
def due(invitation_id: int) -> ResponseReturnValue:
    """What the company is to deliver, and when."""
    invitation = invitation_for(person(), invitation_id)
    return render_template(
        "delivery/due.html",
        invitation=invitation,
        rows=queries.due_for_company(person(), invitation, clock.today()),
        can_send=is_legal(Act.DELIVER, stage_now(invitation.commission)),
    )


@bp.route(
    "/invitations/<int:invitation_id>/deliverables/<int:number>/send", methods=["GET", "POST"]
)
@open_to(Role.COMPANY)
def send(invitation_id: int, number: int) -> ResponseReturnValue:
    """Send a deliverable."""
    invitation = invitation_for(person(), invitation_id)
    owed = queries.due_for_company(person(), invitation, clock.today())
    one = next((each for each in owed if each.number == number), None)
    if one is None:
        raise NotFound
    form = SendForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.record_received(
                invitation.commission,
                queries.deliverable_for(invitation.commission, number),
                clock.today(),
                note=form.note.data or "",
                file=stored(form.file.data),
                by=person(),
            )
            flash(f"{one.title} has arrived. You will hear when it is accepted", "success")
            return redirect(url_for("delivery.due", invitation_id=invitation_id))
    page = render_template("delivery/send.html", invitation=invitation, one=one, form=form)
    return page, 422 if form.errors else 200
