"""The company's side: what it owes, and sending it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock, files
from app.access import Role, open_to, person
from app.commissions.queries import invitation_for, stage_now
from app.commissions.rules import Act, is_legal, why_not
from app.delivery import operations, queries
from app.delivery.forms import CompanyDateForm, SendForm
from app.delivery.routes.blueprint import bp, shown_back, wants_change
from app.delivery.rules import missing_reason
from app.errors import NotFound, refused_at
from app.kept_first import keeps_file, kept_file
from app.plans.offering import offered


@bp.route("/invitations/<int:invitation_id>/deliverables")
@open_to(Role.COMPANY)
def due(invitation_id: int) -> ResponseReturnValue:
    """What the company is to deliver, and when."""
    invitation = invitation_for(person(), invitation_id)
    return render_template(
        "delivery/due.html",
        invitation=invitation,
        rows=queries.own_deliverables(person(), invitation, clock.today()),
        can_send=is_legal(Act.DELIVER, stage_now(invitation.commission)),
        can_propose=is_legal(Act.AGREE_DATE, stage_now(invitation.commission)),
    )


@bp.route(
    "/invitations/<int:invitation_id>/deliverables/<int:number>/send", methods=["GET", "POST"]
)
@open_to(Role.COMPANY)
@keeps_file(files.store)
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
                file=kept_file(),
                by=person(),
            )
            flash(f"{one.title} has arrived. You will hear when it is accepted", "success")
            return redirect(url_for("delivery.due", invitation_id=invitation_id))
    page = render_template("delivery/send.html", invitation=invitation, one=one, form=form)
    return page, 422 if form.errors else 200


@bp.route(
    "/invitations/<int:invitation_id>/deliverables/<int:number>/date", methods=["GET", "POST"]
)
@open_to(Role.COMPANY)
def propose_as_company(invitation_id: int, number: int) -> ResponseReturnValue:
    """Ask for another date, and say why; once the agreed one has passed, why it is late."""
    invitation = invitation_for(person(), invitation_id)
    owed = queries.own_deliverables(person(), invitation, clock.today())
    one = next((each for each in owed if each.standing.number == number), None)
    if one is None:
        raise NotFound
    form = offered(CompanyDateForm())
    if one.is_late:
        form.reason.label.text = "Why it is late"
        form.reason.validators[0].message = missing_reason(True)
    here = url_for("delivery.due", invitation_id=invitation_id)
    refusal = why_not(Act.AGREE_DATE, stage_now(invitation.commission)) or one.why_not
    if form.validate_on_submit() and not wants_change():
        page = None if refusal else shown_back(form, _asking(one), "Send the proposal", here)
        if page:
            return page
        with refused_at(form):
            operations.propose_as_company(
                invitation,
                queries.deliverable_for(invitation.commission, number),
                form.when.data or "",
                reason=form.reason.data or "",
                cause=form.cause.data or "",
                by=person(),
            )
            flash("Your proposal has been sent. You will hear whether it is accepted", "success")
            return redirect(here)
    page = render_template(
        "delivery/propose_as_company.html",
        invitation=invitation,
        one=one,
        form=form,
        title=_asking(one),
        refusal=refusal,
    )
    return page, 422 if form.errors else 200


def _asking(one: queries.OwnDeliverable) -> str:
    title = one.standing.title
    return f"Say why “{title}” is late" if one.is_late else f"Propose another date for “{title}”"
