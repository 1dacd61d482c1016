"""A new commission from a milestone; its title and officer."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions import operations, queries
from app.commissions.forms import TitleForm
from app.commissions.queries import Milestone
from app.commissions.routes.room import bp, draft_of, saved
from app.commissions.rules import LONGEST_TITLE, Act
from app.errors import NotFound, refused_at


@bp.route("/commissions/new", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def new_commission() -> ResponseReturnValue:
    """Start a commission; without a milestone, choose one first."""
    typed = request.args.get("milestone", "")
    if not typed:
        chosen_from = queries.milestones_to_choose(person())
        return render_template("commissions/choose_milestone.html", milestones=chosen_from)
    milestone = _milestone(typed)
    form = _title_form(milestone.text[:LONGEST_TITLE], person().id)
    if form.validate_on_submit():
        with refused_at(form):
            officer = queries.officer(form.officer.data)
            commission = operations.create_commission(
                milestone, form.title.data or "", officer, by=person()
            )
            return redirect(url_for("commissions.prepare", ref=commission.reference))
    return render_template(
        "commissions/new.html", form=form, milestone=milestone
    ), 422 if form.errors else 200


@bp.route("/commissions/<ref>/title", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def edit_title(ref: str) -> ResponseReturnValue:
    """The title and the officer of a draft."""
    commission, _ = draft_of(ref)
    operations.require(commission, Act.EDIT_BRIEF)
    form = _title_form(commission.title, commission.officer_id)
    if form.validate_on_submit():
        with refused_at(form):
            operations.rename_commission(
                commission,
                form.title.data or "",
                queries.officer(form.officer.data),
                by=person(),
            )
            return saved(commission, "Title and officer saved")
    return render_template(
        "commissions/title.html", form=form, commission=commission
    ), 422 if form.errors else 200


def _milestone(typed: str) -> Milestone:
    if not typed.isascii() or not typed.isdecimal() or len(typed) > 9:
        raise NotFound
    return queries.milestone_to_commission(person(), int(typed))


def _title_form(title: str, officer_id: int) -> TitleForm:
    choices = [(each.id, each.name) for each in queries.officers()]
    form = TitleForm(data={"title": title, "officer": officer_id})
    form.officer.choices = choices
    return form
