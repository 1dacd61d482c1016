"""The group's own people, for administrators."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.errors import refused_at
from app.paging import page_number
from app.people import operations, queries
from app.people.forms import (
    ROLES_IN_WORDS,
    ConfirmForm,
    EditPersonForm,
    LeaveForm,
    PersonForm,
)
from app.people.routes.room import bp


@bp.route("/people")
@open_to(Role.ADMINISTRATOR)
def people() -> ResponseReturnValue:
    """Everybody who works with the group."""
    page = queries.staff_page(page_number(request.args.get("page")))
    return render_template(
        "people/people.html", page=page, last_sign_ins=queries.last_sign_ins(page.rows)
    )


@bp.route("/people/new", methods=["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def new_person() -> ResponseReturnValue:
    """Invite somebody by mail."""
    form = PersonForm()
    if form.validate_on_submit():
        with refused_at(form):
            invited = operations.invite_person(
                form.name.data or "",
                form.email.data or "",
                form.chosen_roles(),
                by=person(),
                job=form.job.data or "",
            )
            flash(f"Invitation sent to {invited.email}", "success")
            return redirect(url_for("people.people"))
    return render_template(
        "people/new_person.html", form=form, hints=ROLES_IN_WORDS
    ), 422 if form.errors else 200


@bp.route("/people/<int:person_id>", methods=["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def edit_person(person_id: int) -> ResponseReturnValue:
    """Name, address, job and roles."""
    shown = queries.staff_member(person_id)
    form = EditPersonForm(obj=shown)
    if form.validate_on_submit():
        with refused_at(form):
            operations.edit_person(
                shown,
                name=form.name.data or "",
                email=form.email.data or "",
                job=form.job.data or "",
                roles=form.chosen_roles(),
                by=person(),
                why=form.why.data or "",
            )
            flash(f"{shown.name} saved", "success")
            return redirect(url_for("people.people"))
    return render_template(
        "people/edit_person.html", form=form, shown=shown, hints=ROLES_IN_WORDS
    ), 422 if form.errors else 200


@bp.route("/people/<int:person_id>/invitation", methods=["POST"])
@open_to(Role.ADMINISTRATOR)
def resend_invitation(person_id: int) -> ResponseReturnValue:
    """Send the link to set a password again."""
    invited = queries.staff_member(person_id)
    operations.resend_invitation(invited, by=person())
    flash(f"Invitation sent to {invited.email}", "success")
    return redirect(url_for("people.edit_person", person_id=person_id))


@bp.route("/people/<int:person_id>/left", methods=["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def mark_left(person_id: int) -> ResponseReturnValue:
    """Say that somebody has left."""
    leaving = queries.staff_member(person_id)
    form = LeaveForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.mark_left(leaving, by=person(), why=form.why.data or "")
            flash(f"{leaving.name} can no longer sign in", "success")
            return redirect(url_for("people.people"))
    return render_template(
        "people/mark_left.html", form=form, leaving=leaving
    ), 422 if form.errors else 200


@bp.route("/people/<int:person_id>/back", methods=["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def bring_back(person_id: int) -> ResponseReturnValue:
    """Let somebody in again who had left."""
    returning = queries.staff_member(person_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        operations.bring_back(returning, by=person())
        flash(f"{returning.name} can sign in again", "success")
        return redirect(url_for("people.people"))
    return render_template("people/bring_back.html", form=form, returning=returning)
