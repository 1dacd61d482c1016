"""Which companies are invited."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions import operations, queries
from app.commissions.forms import CompaniesForm
from app.commissions.queries import Candidate, Commission
from app.commissions.routes.room import bp, saved, to_overview
from app.commissions.rules import Act, few_invited_fault
from app.errors import refused_at
from app.formats import counted


@bp.route("/commissions/<ref>/invite", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def invite(ref: str) -> ResponseReturnValue:
    """Choose whom to invite while it is a draft; invite further companies once it is issued."""
    commission = queries.commission_for(person(), ref)
    operations.require(commission, Act.INVITE)
    is_draft = commission.issued_at is None
    register = queries.candidates(commission)
    form = _form(commission, register)
    if form.is_submitted() and "find" not in request.form and form.validate():
        with refused_at(form):
            if is_draft:
                _choose(commission, form, register)
                number = len(queries.invited(commission))
                fault = few_invited_fault(number, commission.few_invited_reason)
                return saved(
                    commission, f"Companies saved. {fault}" if fault else "Companies saved"
                )
            sent = _invite_further(commission, form, register)
            return to_overview(commission, f"{counted(sent, 'company', 'companies')} invited")
    ticked = set(form.companies.data or [])
    return render_template(
        "commissions/invite.html",
        form=form,
        commission=commission,
        is_draft=is_draft,
        invited=[each for each in register if each.is_invited],
        candidates=_to_show(register, form.search.data or "", ticked, is_draft),
        ticked=ticked,
        number=len(register),
    ), 422 if form.errors else 200


def _form(commission: Commission, register: list[Candidate]) -> CompaniesForm:
    choices = [(each.company.id, each.company.name) for each in register]
    invited = [each.company.id for each in register if each.is_invited]
    form = CompaniesForm(
        data={
            "search": request.args.get("search", ""),
            "companies": invited if commission.issued_at is None else [],
            "few_invited_reason": commission.few_invited_reason,
        }
    )
    form.companies.choices = choices
    form.shown.choices = choices
    return form


def _choose(commission: Commission, form: CompaniesForm, register: list[Candidate]) -> None:
    ticked = set(form.companies.data or [])
    operations.choose_companies(
        commission,
        [each.company for each in register if each.company.id in ticked],
        set(form.shown.data or []) | ticked,
        form.few_invited_reason.data or "",
        by=person(),
    )


def _invite_further(commission: Commission, form: CompaniesForm, register: list[Candidate]) -> int:
    ticked = set(form.companies.data or [])
    chosen = [each.company for each in register if each.company.id in ticked]
    operations.invite_all(commission, chosen, by=person())
    return len(chosen)


def _to_show(
    register: list[Candidate], search: str, ticked: set[int], is_draft: bool
) -> list[Candidate]:
    """Those found by the search, with whatever is ticked or (in a draft) invited already."""
    return [
        each
        for each in register
        if (is_draft or not each.is_invited)
        and (each.is_found_by(search) or each.company.id in ticked or each.is_invited)
    ]
