"""A company's own people: who answers for it, adding somebody, and handing over."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import mail
from app.access import Role, open_to, person, public
from app.errors import refused_at
from app.people import operations, queries
from app.people.forms import ConfirmForm, ContactForm
from app.people.routes.room import bp, come_in, leave


@bp.route("/your-company")
@open_to(Role.COMPANY)
def colleagues() -> ResponseReturnValue:
    """Who can sign in for the company, and who was asked to."""
    company = queries.own_company(person())
    return render_template(
        "people/colleagues.html",
        company=company,
        own_id=person().id,
        asked=queries.colleagues_asked(company),
    )


@bp.route("/your-company/new", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def ask_colleague() -> ResponseReturnValue:
    """Ask a colleague by mail. The answer does not tell whether the address is in use elsewhere."""
    company = queries.own_company(person())
    form = ContactForm()
    if form.validate_on_submit():
        with refused_at(form):
            asked = operations.ask_colleague(
                company, form.name.data or "", form.email.data or "", by=person()
            )
            flash(f"A mail has gone to {asked.email}. It tells how to come in", "success")
            response = make_response(redirect(url_for("people.colleagues")))
            mail.deliver_once_answered(response)
            return response
    return render_template(
        "people/add_colleague.html", form=form, company=company
    ), 422 if form.errors else 200


@bp.route("/your-company/asked/<int:asked_id>/take-back", methods=["POST"])
@open_to(Role.COMPANY)
def take_back_asking(asked_id: int) -> ResponseReturnValue:
    """Make the link useless that somebody was sent."""
    if ConfirmForm().validate_on_submit():
        company = queries.own_company(person())
        asked = operations.take_back_asking(company, asked_id, by=person())
        flash(f"The link that was sent to {asked.email} does not work any more", "success")
    return redirect(url_for("people.colleagues"))


@bp.route("/join/<token>", methods=["GET", "POST"])
@public
def join_company(token: str) -> ResponseReturnValue:
    """A button confirms the link of somebody who was asked: only that spends it."""
    asked = queries.live_asking(token)
    form = ConfirmForm()
    if asked is None:
        return render_template("people/link_spent.html", ask_again=url_for("people.ask_link")), 410
    if form.validate_on_submit():
        with refused_at(form):
            return come_in(operations.join_company(token), "")
    return render_template("people/join.html", form=form, asked=asked), 422 if form.errors else 200


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
