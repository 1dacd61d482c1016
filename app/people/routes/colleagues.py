"""A company's own people: who answers for it, adding somebody, and handing over."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.errors import refused_at
from app.people import operations, queries
from app.people.forms import ConfirmForm, ContactForm
from app.people.routes.room import bp, leave


@bp.route("/your-company")
@open_to(Role.COMPANY)
def colleagues() -> ResponseReturnValue:
    """Who can sign in for the company."""
    return render_template(
        "people/colleagues.html", company=queries.own_company(person()), own_id=person().id
    )


@bp.route("/your-company/new", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def add_colleague() -> ResponseReturnValue:
    """Let a colleague sign in for the company; the others are told."""
    company = queries.own_company(person())
    form = ContactForm()
    if form.validate_on_submit():
        with refused_at(form):
            added = operations.add_colleague(
                company, form.name.data or "", form.email.data or "", by=person()
            )
            flash(f"{added.name} can sign in now, and has been sent a mail", "success")
            return redirect(url_for("people.colleagues"))
    return render_template(
        "people/add_colleague.html", form=form, company=company
    ), 422 if form.errors else 200


@bp.route("/your-company/<int:person_id>/remove", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def remove_colleague(person_id: int) -> ResponseReturnValue:
    """End a colleague's access, or one's own after handing over. The last one stays."""
    company = queries.own_company(person())
    contact = queries.contact_of(company, person_id)
    is_self = contact.id == person().id
    form = ConfirmForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.remove_colleague(company, person_id, by=person())
            if is_self:
                leave()
                flash(f"You no longer sign in for {company.name}", "success")
                return redirect(url_for("people.sign_in"))
            flash(f"{contact.name} can no longer sign in", "success")
            return redirect(url_for("people.colleagues"))
    return render_template(
        "people/remove_colleague.html",
        form=form,
        company=company,
        contact=contact,
        is_self=is_self,
    ), 422 if form.errors else 200
