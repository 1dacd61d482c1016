"""The texts of a draft, its budget, and its two dates."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.commissions import operations
from app.commissions.forms import AboutForm, BudgetForm, TermsForm
from app.commissions.queries import Brief
from app.commissions.routes.room import bp, draft_of, saved
from app.errors import refused_at
from app.when import When, read_when, said_back


@bp.route("/commissions/<ref>/brief", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def edit_brief(ref: str) -> ResponseReturnValue:
    """Background, work wanted and outputs."""
    commission, brief = draft_of(ref)
    form = AboutForm(obj=brief)
    if form.validate_on_submit():
        with refused_at(form):
            operations.edit_brief(
                commission,
                {
                    "background": form.background.data or "",
                    "wanted": form.wanted.data or "",
                    "outputs": form.outputs.data or "",
                },
                by=person(),
            )
            return saved(commission, "Background, work wanted and outputs saved")
    return render_template(
        "commissions/about.html", form=form, commission=commission
    ), 422 if form.errors else 200


@bp.route("/commissions/<ref>/budget", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def budget(ref: str) -> ResponseReturnValue:
    """The budget, given to companies or withheld."""
    commission, brief = draft_of(ref)
    form = BudgetForm(data={"told": _told(brief), "budget": brief.budget_pence})
    if form.validate_on_submit():
        is_withheld = form.told.data == "withheld"
        with refused_at(form):
            operations.edit_brief(
                commission,
                {
                    "budget_withheld": is_withheld,
                    "budget_pence": None if is_withheld else form.budget.data,
                },
                by=person(),
            )
            return saved(commission, "Budget saved")
    return render_template(
        "commissions/budget.html", form=form, commission=commission
    ), 422 if form.errors else 200


@bp.route("/commissions/<ref>/terms", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def terms(ref: str) -> ResponseReturnValue:
    """Terms, timetable and both dates; the delivery date is shown back before it is saved."""
    commission, brief = draft_of(ref)
    form = TermsForm(obj=brief)
    understood = None
    if form.validate_on_submit():
        with refused_at(form):
            operations.check_new_deadline(commission, brief, form.quote_deadline.data)
            understood = _to_show_back(form, brief)
            if understood is None:
                operations.edit_brief(
                    commission,
                    {
                        "quote_deadline": form.quote_deadline.data,
                        "delivery_written": form.delivery_written.data or "",
                        "timetable": form.timetable.data or "",
                        "terms": form.terms.data or "",
                    },
                    by=person(),
                )
                return saved(commission, "Terms and timetable saved")
    form.delivery_read.data = form.delivery_written.data if understood else ""
    return render_template(
        "commissions/terms.html",
        form=form,
        commission=commission,
        understood=said_back(understood) if understood else None,
    ), 422 if form.errors else 200


def _told(brief: Brief) -> str | None:
    if brief.budget_withheld:
        return "withheld"
    return None if brief.budget_pence is None else "given"


def _to_show_back(form: TermsForm, brief: Brief) -> When | None:
    """How new words were read, if they name days and have not been shown back yet."""
    words = form.delivery_written.data or ""
    if words in ("", brief.delivery_written, form.delivery_read.data):
        return None
    when = read_when(words, said_on=clock.today())
    return when if when.is_read and when.latest is not None else None
