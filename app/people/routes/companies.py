"""The register of companies, for officers."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.errors import refused_at
from app.paging import page_number
from app.people import operations, queries
from app.people.forms import CompanyForm, ConfirmForm, ContactForm, NewCompanyForm, one_line
from app.people.routes.room import bp
from app.people.rules import LONGEST_NAME, CompanySize


@bp.route("/companies")
@open_to(Role.OFFICER)
def companies() -> ResponseReturnValue:
    """Every company, or those whose name has the words asked for."""
    words = one_line(request.args.get("q"))[:LONGEST_NAME]
    page = queries.companies_page(words, page_number(request.args.get("page")))
    return render_template("people/companies.html", page=page, words=words)


@bp.route("/companies/new", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def new_company() -> ResponseReturnValue:
    """Add a company with its first contact."""
    form = NewCompanyForm()
    if form.validate_on_submit():
        with refused_at(form):
            company = operations.register_company(
                form.name.data or "",
                form.contact_name.data or "",
                form.contact_email.data or "",
                postcode=form.postcode.data or "",
                size=CompanySize(form.size.data),
                is_third_sector=form.is_third_sector.data,
                is_social_enterprise=form.is_social_enterprise.data,
                note=form.note.data or "",
                by=person(),
            )
            flash(f"{company.name} added", "success")
            return redirect(url_for("people.company", company_id=company.id))
    return render_template("people/new_company.html", form=form), 422 if form.errors else 200


@bp.route("/companies/<int:company_id>")
@open_to(Role.OFFICER)
def company(company_id: int) -> ResponseReturnValue:
    """One company with its contacts."""
    return render_template("people/company.html", company=queries.company_for(company_id))


@bp.route("/companies/<int:company_id>/edit", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def edit_company(company_id: int) -> ResponseReturnValue:
    """Change what the register says of a company."""
    shown = queries.company_for(company_id)
    form = CompanyForm(obj=shown)
    if form.validate_on_submit():
        with refused_at(form):
            operations.edit_company(
                shown,
                name=form.name.data or "",
                postcode=form.postcode.data or "",
                size=CompanySize(form.size.data),
                is_third_sector=form.is_third_sector.data,
                is_social_enterprise=form.is_social_enterprise.data,
                note=form.note.data or "",
                by=person(),
            )
            flash(f"{shown.name} saved", "success")
            return redirect(url_for("people.company", company_id=company_id))
    return render_template(
        "people/edit_company.html", form=form, company=shown
    ), 422 if form.errors else 200


@bp.route("/companies/<int:company_id>/contacts/new", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def add_contact(company_id: int) -> ResponseReturnValue:
    """Add somebody who answers for a company."""
    shown = queries.company_for(company_id)
    form = ContactForm()
    if form.validate_on_submit():
        with refused_at(form):
            added = operations.add_contact(
                shown, form.name.data or "", form.email.data or "", by=person()
            )
            flash(f"{added.name} added", "success")
            return redirect(url_for("people.company", company_id=company_id))
    return render_template(
        "people/add_contact.html", form=form, company=shown
    ), 422 if form.errors else 200


@bp.route("/companies/<int:company_id>/contacts/<int:person_id>/remove", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def remove_contact(company_id: int, person_id: int) -> ResponseReturnValue:
    """Say that somebody no longer answers for a company."""
    shown = queries.company_for(company_id)
    contact = queries.contact_of(shown, person_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.remove_contact(shown, person_id, by=person())
            flash(f"{contact.name} removed", "success")
            return redirect(url_for("people.company", company_id=company_id))
    return render_template(
        "people/remove_contact.html", form=form, company=shown, contact=contact
    ), 422 if form.errors else 200
