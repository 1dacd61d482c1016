"""Recommendations of the delivered work: listed, considered, taken into the plan."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.asat import as_at
from app.commissions.queries import Commission, commission_for, stage_now
from app.commissions.rules import Act, is_legal, why_not
from app.delivery import operations, queries
from app.delivery.forms import (
    ConsiderationForm,
    InPlanForm,
    NewActionForm,
    NewMilestoneForm,
    RecommendationForm,
)
from app.delivery.queries import Recommendation, RecommendationOn
from app.delivery.routes.blueprint import bp, show_back, wants_change
from app.delivery.rules import Term, Verdict, why_not_in_plan
from app.errors import refused_at
from app.plans.offering import offered
from app.plans.operations import read_for
from app.plans.queries import (
    Action,
    action_by_id,
    action_choices,
    milestone_by_id,
    milestone_choices,
)
from app.readback import is_confirmed

STAFF = (Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)
AT = "/commissions/<ref>/recommendations/<int:number>"


def _loaded(ref: str, number: int) -> tuple[Commission, Recommendation, RecommendationOn]:
    """A commission that this visitor may see, and one of its recommendations. Raises NotFound."""
    commission = commission_for(person(), ref)
    row = queries.recommendation_for(commission, number)
    return commission, row, queries.recommendation_on(commission, number, clock.today())


@bp.route("/commissions/<ref>/recommendations")
@open_to(*STAFF)
def recommendations(ref: str) -> ResponseReturnValue:
    """What the delivered work recommends, and what became of it."""
    commission = commission_for(person(), ref)
    asked = as_at(request.args.get("as_at"))
    stage = stage_now(commission)
    return render_template(
        "delivery/recommendations.html",
        commission=commission,
        rows=queries.recommendations([commission.id], asked.day).get(commission.id, []),
        asked=asked,
        may_add=Role.OFFICER in person().roles and is_legal(Act.CONSIDER, stage),
        refusal=why_not(Act.CONSIDER, stage),
    )


@bp.route("/commissions/<ref>/recommendations/new", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def list_recommendation(ref: str) -> ResponseReturnValue:
    """Put a recommendation on the list."""
    commission = commission_for(person(), ref)
    form = RecommendationForm()
    if form.validate_on_submit():
        with refused_at(form):
            row = operations.list_recommendation(
                commission,
                form.text.data or "",
                found_in=form.found_in.data or "",
                term=Term(form.term.data),
                by=person(),
            )
            flash(f"Recommendation {row.number} is on the list", "success")
            return redirect(url_for("delivery.recommendations", ref=ref))
    return _page("delivery/list_recommendation.html", form, commission)


@bp.route(AT)
@open_to(*STAFF)
def recommendation(ref: str, number: int) -> ResponseReturnValue:
    """One recommendation: what the group made of it, and where it went."""
    commission, _, one = _loaded(ref, number)
    is_legal_now = is_legal(Act.CONSIDER, stage_now(commission))
    roles = person().roles
    return render_template(
        "delivery/recommendation.html",
        commission=commission,
        one=one,
        may_consider=is_legal_now and not roles.isdisjoint({Role.OFFICER, Role.MEMBER}),
        may_carry=is_legal_now and Role.OFFICER in roles and why_not_in_plan(one.verdict) is None,
    )


@bp.route(f"{AT}/consideration", methods=["GET", "POST"])
@open_to(Role.OFFICER, Role.MEMBER)
def consider(ref: str, number: int) -> ResponseReturnValue:
    """Record what the partnership group made of a recommendation."""
    commission, row, one = _loaded(ref, number)
    form = offered(ConsiderationForm(data={"considered_on": clock.today()}))
    if form.decides_on(len(one.considered)):
        with refused_at(form):
            verdict = Verdict(form.verdict.data)
            operations.consider(
                commission,
                row,
                verdict,
                words=form.words.data or "",
                reason=form.reason.data or "",
                considered_on=form.considered_on.data,
                meeting_id=form.meeting.data,
                by=person(),
            )
            flash(f"On record: {verdict.value}", "success")
            return redirect(url_for("delivery.recommendation", ref=ref, number=number))
    return _page("delivery/consider.html", form, commission, one)


@bp.route(f"{AT}/new-milestone", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def carry_by_new_milestone(ref: str, number: int) -> ResponseReturnValue:
    """Make a recommendation a new milestone of an action."""
    commission, row, one = _loaded(ref, number)
    own = commission.milestone.action
    form = offered(NewMilestoneForm(data={"text": _one_line(one.words), "action": own.id}))
    form.action.choices = action_choices()
    if form.validate_on_submit() and not wants_change():
        action = action_by_id(person(), form.action.data)
        if page := _shown_back(form, action, one, "A new milestone", "Add the milestone"):
            return page
        with refused_at(form):
            milestone = operations.carry_by_new_milestone(
                commission,
                row,
                action,
                form.text.data or "",
                form.when.data or "",
                review_by=form.review_by.data,
                meeting_id=form.meeting.data,
                by=person(),
            )
            return _is_in_plan(ref, number, f"milestone {milestone.number}")
    return _page("delivery/new_milestone.html", form, commission, one)


@bp.route(f"{AT}/new-action", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def carry_by_new_action(ref: str, number: int) -> ResponseReturnValue:
    """Make a recommendation a new action with its first milestone."""
    commission, row, one = _loaded(ref, number)
    own = commission.milestone.action
    form = offered(NewActionForm(data={"action_text": one.words, "who": own.who_written}))
    if form.validate_on_submit() and not wants_change():
        if page := _shown_back(form, own, one, "A new action", "Add the action"):
            return page
        with refused_at(form):
            milestone = operations.carry_by_new_action(
                commission,
                row,
                own.plan,
                form.action_text.data or "",
                form.text.data or "",
                form.when.data or "",
                who=form.who.data or "",
                review_by=form.review_by.data,
                meeting_id=form.meeting.data,
                by=person(),
            )
            return _is_in_plan(ref, number, f"action {milestone.action.number}")
    return _page("delivery/new_action.html", form, commission, one)


@bp.route(f"{AT}/milestone", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def carry_by_milestone(ref: str, number: int) -> ResponseReturnValue:
    """Say which milestone of a plan carries a recommendation out already."""
    commission, row, one = _loaded(ref, number)
    form = InPlanForm()
    form.milestone.choices = [
        each for each in milestone_choices() if each[0] != commission.milestone_id
    ]
    if form.validate_on_submit():
        with refused_at(form):
            milestone = milestone_by_id(person(), form.milestone.data)
            operations.carry_by_milestone(commission, row, milestone, by=person())
            return _is_in_plan(ref, number, f"milestone {milestone.number}")
    return _page("delivery/in_plan.html", form, commission, one)


def _shown_back(
    form: Any, action: Action, one: RecommendationOn, title: str, button: str
) -> ResponseReturnValue | None:
    """What the milestone's date was understood to mean; None once that was seen, or if refused."""
    if is_confirmed(form) or why_not_in_plan(one.verdict):
        return None
    when = read_for(action, form.when.data or "")
    here = url_for("delivery.recommendation", **(request.view_args or {}))
    return show_back(form, when, f"{title}: recommendation {one.number}", button, here)


def _is_in_plan(ref: str, number: int, what: str) -> ResponseReturnValue:
    flash(f"The recommendation is in the plan as {what}", "success")
    return redirect(url_for("delivery.recommendation", ref=ref, number=number))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _page(
    template: str, form: Any, commission: Commission, one: RecommendationOn | None = None
) -> ResponseReturnValue:
    page = render_template(
        template,
        form=form,
        commission=commission,
        one=one,
        refusal=why_not(Act.CONSIDER, stage_now(commission))
        or (why_not_in_plan(one.verdict) if one and "verdict" not in form else None),
    )
    return page, 422 if form.errors else 200
