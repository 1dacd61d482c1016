"""The texts of a draft, its budget, its dates, and what all of it is worth."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue
from wtforms import Field

from app import clock
from app.access import Role, open_to, person
from app.commissions import operations, queries
from app.commissions.forms import AboutForm, BudgetForm, TermsForm, ValueForm
from app.commissions.operations import BriefChanges
from app.commissions.queries import Brief, Commission
from app.commissions.routes.room import bp, draft_of, saved, to_overview
from app.commissions.rules import PLANNED_IN_WORDS, Act, Worth, is_legal, why_not
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


@bp.route("/commissions/<ref>/value", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def value(ref: str) -> ResponseReturnValue:
    """What the commission is estimated to cost over its whole life; companies never see it."""
    commission = queries.commission_for(person(), ref)
    is_written = _is_written(commission)
    valued = queries.value_of(commission)
    form = ValueForm(
        data={
            "work": valued.worth.work_pence,
            "extension": valued.worth.extension_pence or None,
            "extensions": valued.extensions,
        }
    )
    if form.validate_on_submit():
        with refused_at(form):
            worth = Worth(form.work.data, form.extension.data or 0)
            operations.estimate_value(commission, worth, form.extensions.data or "", by=person())
            if is_written:
                return saved(commission, "Value saved")
            return to_overview(commission, "Value saved")
    return render_template(
        "commissions/value.html",
        form=form,
        commission=commission,
        valued=valued,
        is_written=is_written,
        refusal=why_not(Act.ESTIMATE, queries.stage_now(commission)),
    ), 422 if form.errors else 200


def _is_written(commission: Commission) -> bool:
    """Whether a version of the brief is being written, in whose list of parts the value stands."""
    if commission.issued_at is None:
        return True
    is_open = is_legal(Act.AMEND_BRIEF, queries.stage_now(commission))
    return is_open and queries.draft_brief(commission) is not None


@bp.route("/commissions/<ref>/terms", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def terms(ref: str) -> ResponseReturnValue:
    """Terms and timetable; dates in words are shown back before they are saved."""
    commission, brief = draft_of(ref)
    form = TermsForm(obj=brief)
    if commission.issued_at is not None:
        del form.issue_written  # it has happened
    understood: Sequence[When] = ()
    if form.validate_on_submit():
        with refused_at(form):
            operations.check_new_deadline(commission, brief, form.quote_deadline.data)
            for step, name in PLANNED_IN_WORDS.items():
                operations.read_planned(step, _typed(form, name))
            understood = _to_show_back(form, brief)
            if not understood:
                changes = BriefChanges(
                    quote_deadline=form.quote_deadline.data,
                    clarification_deadline=form.clarification_deadline.data,
                    opening_written=_typed(form, "opening"),
                    award_written=_typed(form, "award"),
                    start_written=_typed(form, "start"),
                    delivery_written=_typed(form, "delivery"),
                    timetable=form.timetable.data or "",
                    terms=form.terms.data or "",
                )
                if form.issue_written:
                    changes["issue_written"] = _typed(form, "issue")
                operations.edit_brief(commission, changes, by=person())
                return saved(commission, "Terms and timetable saved")
    form.dates_read.data = _words_of(form) if understood else ""
    return render_template(
        "commissions/terms.html",
        form=form,
        commission=commission,
        understood=[(when.raw, said_back(when)) for when in understood],
    ), 422 if form.errors else 200


def _told(brief: Brief) -> str | None:
    if brief.budget_withheld:
        return "withheld"
    return None if brief.budget_pence is None else "given"


def _to_show_back(form: TermsForm, brief: Brief) -> list[When]:
    """How new words were read that name days, where they have not all been shown back yet."""
    if form.dates_read.data == _words_of(form):
        return []
    found: list[When] = []
    for field in _dates_of(form):
        words = field.data or ""
        if words in ("", getattr(brief, field.name)):
            continue
        when = read_when(words, said_on=clock.today())
        if when.is_read and when.latest is not None:
            found.append(when)
    return found


def _typed(form: TermsForm, name: str) -> str:
    return next((each.data or "" for each in _dates_of(form) if each.name == f"{name}_written"), "")


def _words_of(form: TermsForm) -> str:
    return " · ".join(field.data or "" for field in _dates_of(form))


def _dates_of(form: TermsForm) -> list[Field]:
    names = (f"{each}_written" for each in PLANNED_IN_WORDS.values())
    return [form[name] for name in names if name in form]
