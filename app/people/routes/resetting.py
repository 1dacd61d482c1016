"""A device is lost: an administrator, for a company's person an officer, takes its proofs away."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.errors import refused_at
from app.people import operations, queries
from app.people.forms import ResetForm
from app.people.queries import Person
from app.people.routes.room import bp


@bp.route("/people/<int:person_id>/lost-device", methods=["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def reset_sign_in(person_id: int) -> ResponseReturnValue:
    """One of the group's own people has lost their device."""
    back = url_for("people.edit_person", person_id=person_id)
    return _reset(queries.staff_member(person_id), back)


@bp.route(
    "/companies/<int:company_id>/contacts/<int:person_id>/lost-device", methods=["GET", "POST"]
)
@open_to(Role.OFFICER)
def reset_contact(company_id: int, person_id: int) -> ResponseReturnValue:
    """Somebody who answers for a company has lost their device."""
    company = queries.company_for(company_id)
    back = url_for("people.company", company_id=company_id)
    return _reset(queries.contact_of(company, person_id), back)


def _reset(shown: Person, back: str) -> ResponseReturnValue:
    form = ResetForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.reset_sign_in(shown, by=person(), why=form.why.data or "")
            flash(f"{shown.name} was told by mail, and can sign in without the device", "success")
            return redirect(back)
    return render_template(
        "people/lost_device.html",
        form=form,
        shown=shown,
        has=operations.what_they_have(shown),
        back=back,
    ), 422 if form.errors else 200
