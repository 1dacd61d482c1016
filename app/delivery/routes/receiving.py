"""What was received, and whether it is accepted."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock, files
from app.access import Role, open_to, person
from app.commissions.queries import stage_now
from app.commissions.rules import Act, why_not
from app.delivery import operations, queries
from app.delivery.forms import AcceptanceForm, ReceivedForm
from app.delivery.routes.blueprint import bp, loaded
from app.errors import NotFound, refused_at
from app.kept_first import keeps_file, kept_file

STAFF = (Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)


@bp.route("/commissions/<ref>/deliverables/<int:number>/received", methods=["GET", "POST"])
@open_to(Role.OFFICER)
@keeps_file(files.store)
def receive(ref: str, number: int) -> ResponseReturnValue:
    """Put on record what was received."""
    commission, row = loaded(ref, number)
    form = ReceivedForm(data={"received_on": clock.today()})
    if form.validate_on_submit() and form.received_on.data:
        with refused_at(form):
            operations.record_received(
                commission,
                row,
                form.received_on.data,
                note=form.note.data or "",
                file=kept_file(),
                by=person(),
            )
            flash("What was received is on record and waits for acceptance", "success")
            return redirect(url_for("delivery.deliverable", ref=ref, number=number))
    page = render_template(
        "delivery/receive.html",
        commission=commission,
        one=queries.standing_of(row, clock.today()),
        form=form,
        refusal=why_not(Act.DELIVER, stage_now(commission)),
    )
    return page, 422 if form.errors else 200


@bp.route("/commissions/<ref>/deliverables/<int:number>/acceptance", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def accept(ref: str, number: int) -> ResponseReturnValue:
    """Accept or reject what was received."""
    commission, row = loaded(ref, number)
    form = AcceptanceForm()
    one = queries.standing_of(row, clock.today())
    if form.decides_on(one.waiting.id if one.waiting else None):
        with refused_at(form):
            is_accepted = form.decision.data == "accept"
            operations.decide_receipt(
                commission, row, accept=is_accepted, reason=form.reason.data or "", by=person()
            )
            flash("Accepted" if is_accepted else "Rejected, and the company told", "success")
            return redirect(url_for("delivery.deliverable", ref=ref, number=number))
    page = render_template(
        "delivery/accept.html",
        commission=commission,
        one=one,
        form=form,
        refusal=why_not(Act.DELIVER, stage_now(commission)),
    )
    return page, 422 if form.errors else 200


@bp.route("/commissions/<ref>/deliverables/<int:number>/received/<int:receipt_id>")
@open_to(*STAFF)
def received_file(ref: str, number: int, receipt_id: int) -> ResponseReturnValue:
    """A delivered file, as a download."""
    _, row = loaded(ref, number)
    receipt = queries.receipt_for(row, receipt_id)
    if receipt.stored_as is None or receipt.typed_name is None:
        raise NotFound
    return files.download(receipt.stored_as, receipt.typed_name)
