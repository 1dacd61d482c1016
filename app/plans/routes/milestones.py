"""Milestones: one page each, and their words."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Person, Role, open_to, person
from app.errors import refused_at
from app.pictures import trend
from app.plans import operations, queries
from app.plans.date_forms import ReviewByForm
from app.plans.forms import MilestoneForm, MilestoneTextForm, WhyForm
from app.plans.offering import offered
from app.plans.routes.proposing import (
    has_proposals,
    is_second_step,
    propose_milestones,
    settle_proposals,
)
from app.plans.routes.room import (
    bp,
    form_page,
    is_confirmed,
    show_back,
    trail_of,
    wants_change,
)
from app.plans.rules import can_decide_date, can_redate

AT = "/plans/<slug>/actions/<int:action>/milestones/<int:number>"


def address(slug: str, action: int, number: int) -> str:
    """The address of a milestone's own page."""
    return url_for("plans.milestone", slug=slug, action=action, number=number)


def title_of(action: int, number: int) -> str:
    """What pages call a milestone."""
    return f"Action {action}, milestone {number}"


def trail_to(found: queries.Milestone, action: int) -> list[tuple[str, str]]:
    """Breadcrumbs to a page about a milestone."""
    plan = found.action.plan
    here = (title_of(action, found.number), address(plan.slug, action, found.number))
    return [*trail_of(plan), here]


def _may_decide(dates: queries.MilestoneDates, who: Person) -> bool:
    if dates.proposed is not None:
        return can_decide_date(who.roles, who.id, dates.proposed.proposed_by_id)
    waiting = dates.correction
    return waiting is not None and can_decide_date(who.roles, who.id, waiting.by_id)


@bp.route(AT)
@open_to(Role.OFFICER, Role.MEMBER)
def milestone(slug: str, action: int, number: int) -> ResponseReturnValue:
    """A milestone with every date on record, what it needs, and what can be done."""
    found = queries.milestone_for(person(), slug, action, number)
    today = clock.today()
    dates = queries.milestone_dates([found.id], today)[found.id]
    return render_template(
        "plans/milestone.html",
        plan=found.action.plan,
        action=found.action,
        milestone=found,
        dates=dates,
        pushed=queries.knock_on_links(found.id),
        may_redate=can_redate(
            is_met=dates.met_on is not None,
            is_waiting=dates.proposed is not None or dates.correction is not None,
        ),
        may_decide=_may_decide(dates, person()),
        needs=queries.needs_of(found.id, today),
        at={"slug": slug, "action": action, "number": number},
        trail=trail_of(found.action.plan),
        moved=trend(
            f"milestone {number} of Action {action}",
            [queries.trend_of(dates, str(number), found.text)],
            today,
        ),
    )


@bp.route("/plans/<slug>/actions/<int:action>/milestones/new", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def new_milestone(slug: str, action: int) -> ResponseReturnValue:
    """Add a milestone; its date, and what else its words propose, is shown back first."""
    found = queries.action_for(person(), slug, action)
    form = offered(MilestoneForm())
    title, trail = f"New milestone of action {action}", trail_of(found.plan)
    if is_second_step():
        return settle_proposals(found)
    if form.validate_on_submit() and not wants_change():
        if not is_confirmed(form):
            when = operations.read_for(found, form.when.data)
            if has_proposals(when) and "as_one" not in request.form:
                return propose_milestones(found, form.text.data, when)
            return show_back(form, when, title, "Add the milestone", trail)
        with refused_at(form):
            added = operations.add_milestone(
                found,
                form.text.data,
                form.when.data,
                meeting_id=form.meeting.data,
                review_by=form.review_by.data,
                by=person(),
            )
            flash(f"Milestone {added.number} of action {action} added", "success")
            return redirect(address(slug, action, added.number))
    return form_page(form, title, "Continue", trail, rows=3)


@bp.route(f"{AT}/edit", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def edit_milestone(slug: str, action: int, number: int) -> ResponseReturnValue:
    """Change a milestone's text."""
    found = queries.milestone_for(person(), slug, action, number)
    form = MilestoneTextForm(obj=found)
    if form.validate_on_submit():
        with refused_at(form):
            operations.edit_milestone(found, form.text.data, why=form.why.data, by=person())
            flash("Milestone saved", "success")
            return redirect(address(slug, action, number))
    title = f"Edit milestone {number} of action {action}"
    return form_page(form, title, "Save", trail_to(found, action), rows=3)


@bp.route(f"{AT}/review-by", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def review_by(slug: str, action: int, number: int) -> ResponseReturnValue:
    """Say by which day a milestone without a date is reviewed."""
    found = queries.milestone_for(person(), slug, action, number)
    form = ReviewByForm(obj=found)
    if form.validate_on_submit():
        with refused_at(form):
            operations.set_review_by(found, form.review_by.data, by=person())
            flash("Review day saved", "success")
            return redirect(address(slug, action, number))
    return form_page(
        form,
        f"Review day of milestone {number}",
        "Save",
        trail_to(found, action),
        facts=[("Milestone", found.text)],
    )


@bp.route(f"{AT}/withdraw", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def withdraw_milestone(slug: str, action: int, number: int) -> ResponseReturnValue:
    """Take a milestone out of the plan."""
    found = queries.milestone_for(person(), slug, action, number)
    form = WhyForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.withdraw_milestone(found, form.reason.data, by=person())
            flash("Milestone withdrawn", "success")
            return redirect(url_for("plans.edit_plan", slug=slug))
    return form_page(
        form,
        f"Withdraw milestone {number} of action {action}",
        "Withdraw the milestone",
        trail_to(found, action),
        facts=[("Milestone", found.text)],
        warning="It leaves the plan from today on. What was published stays published.",
        danger=True,
    )
