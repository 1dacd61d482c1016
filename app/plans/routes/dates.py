"""Dates of milestones: propose, decide, record a first date, forecast, met."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.errors import NotFound, refused_at
from app.formats import day_in_words
from app.plans import operations, queries
from app.plans.date_forms import DecisionForm, FirstDateForm, ForecastForm, MetForm, ProposeForm
from app.plans.offering import offered
from app.plans.routes.milestones import AT, address, trail_to
from app.plans.routes.room import bp, form_page, is_confirmed, show_back, wants_change
from app.plans.rules import Agreement


def _waiting_facts(found: queries.Milestone, date_id: int) -> list[tuple[str, str]]:
    """What another person proposed, or proposed to correct. Raises NotFound once decided away."""
    history = queries.milestone_dates([found.id], clock.today())[found.id].agreed_history
    pushed = queries.knock_on_links(found.id)
    for entry in history:
        if entry.id == date_id:
            return [
                ("Proposed date", entry.as_written),
                ("Proposed by", f"{entry.proposed_by} on {day_in_words(entry.proposed_on)}"),
                ("Cause", entry.cause_name.capitalize()),
                ("Reason", entry.reason),
                ("Meeting", entry.meeting or "not given"),
                *([("Knock-on", pushed[date_id].words)] if date_id in pushed else []),
            ]
        for correction in entry.corrections:
            if correction.id == date_id:
                return [
                    ("On record now", entry.as_written),
                    ("Should have read", correction.as_written),
                    ("Proposed by", f"{correction.by} on {day_in_words(correction.day)}"),
                    ("What was wrong", correction.why),
                ]
    raise NotFound


def _facts(found: queries.Milestone) -> list[tuple[str, str]]:
    """The dates on record, above a form that adds one."""
    dates = queries.milestone_dates([found.id], clock.today())[found.id]
    first, agreed, expected = dates.baseline, dates.agreed, dates.forecast
    facts = [
        ("Milestone", found.text),
        ("First date", first.as_written if first else "none"),
        ("Agreed date", agreed.as_written if agreed else "none"),
        ("Forecast", expected.as_written if expected else "none"),
    ]
    return [*facts, ("Met on", day_in_words(dates.met_on))] if dates.met_on else facts


def _said_of(proposed: Any, is_approved: bool) -> str:
    if proposed.corrects_id is not None:
        done = "corrected" if is_approved else "not corrected"
        return f"The date is {done}. What was typed first stays on record."
    if is_approved:
        return f"Date approved: “{proposed.as_written}” is now the agreed date"
    return "Date refused: the agreed date stays as it was"


@bp.route(f"{AT}/dates", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def propose_date(slug: str, action: int, number: int) -> ResponseReturnValue:
    """Propose another date; it is shown back first, and counts once another person approves."""
    found = queries.milestone_for(person(), slug, action, number)
    form = offered(ProposeForm())
    title, trail = "Propose another date", trail_to(found, action)
    if form.validate_on_submit() and not wants_change():
        if not is_confirmed(form):
            when = operations.read_for(found.action, form.when.data)
            return show_back(form, when, title, "Propose this date", trail)
        with refused_at(form):
            operations.propose_date(
                found,
                form.when.data,
                reason=form.reason.data,
                cause=form.cause.data,
                meeting_id=form.meeting.data,
                review_by=form.review_by.data,
                by=person(),
            )
            flash("Date proposed. Another person must approve it.", "success")
            return redirect(address(slug, action, number))
    intro = "The date counts once another person has approved it. The first date is always kept."
    return form_page(form, title, "Continue", trail, facts=_facts(found), intro=intro)


@bp.route(f"{AT}/dates/<int:date_id>/decision", methods=["GET", "POST"])
@open_to(Role.OFFICER, Role.MEMBER)
def decide_date(slug: str, action: int, number: int, date_id: int) -> ResponseReturnValue:
    """Approve or refuse a date that another person proposed."""
    found = queries.milestone_for(person(), slug, action, number)
    proposed = queries.agreed_date_for(found, date_id)
    form = offered(DecisionForm())
    if form.validate_on_submit():
        with refused_at(form):
            decided = operations.decide_date(
                proposed,
                approve=form.decision.data == "approve",
                reason=form.reason.data,
                meeting_id=form.meeting.data,
                by=person(),
            )
            is_approved = decided.outcome is Agreement.APPROVED
            flash(_said_of(proposed, is_approved), "success")
            return redirect(address(slug, action, number))
    facts = [*_facts(found), *_waiting_facts(found, date_id)]
    trail = trail_to(found, action)
    return form_page(form, "Decide on the proposed date", "Save the decision", trail, facts=facts)


@bp.route(f"{AT}/first-date", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def first_date(slug: str, action: int, number: int) -> ResponseReturnValue:
    """Record an earlier first date than the one on file."""
    found = queries.milestone_for(person(), slug, action, number)
    form = offered(FirstDateForm())
    title, trail = "Record an earlier first date", trail_to(found, action)
    if form.validate_on_submit() and not wants_change():
        when = operations.read_for(found.action, form.when.data, form.agreed_on.data)
        if when.is_dated and not is_confirmed(form):
            return show_back(form, when, title, "Record the first date", trail)
        with refused_at(form):
            operations.record_first_date(
                found,
                when,
                agreed_on=form.agreed_on.data,
                agreed_is=form.agreed_is.data,
                reason=form.reason.data,
                cause=form.cause.data,
                source=form.source.data,
                by=person(),
            )
            flash("First date recorded", "success")
            return redirect(address(slug, action, number))
    intro = "Slippage is counted from the first date. Record one that was agreed before this plan."
    return form_page(form, title, "Continue", trail, facts=_facts(found), intro=intro)


@bp.route(f"{AT}/forecast", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def forecast(slug: str, action: int, number: int) -> ResponseReturnValue:
    """Say when it is expected now; it is shown back first."""
    found = queries.milestone_for(person(), slug, action, number)
    form = offered(ForecastForm())
    title, trail = "Record a forecast", trail_to(found, action)
    if form.validate_on_submit() and not wants_change():
        when = operations.read_for(found.action, form.when.data)
        if when.is_read and not is_confirmed(form):
            return show_back(form, when, title, "Record the forecast", trail)
        with refused_at(form):
            operations.forecast(
                found,
                form.when.data,
                reason=form.reason.data,
                cause=form.cause.data,
                by=person(),
            )
            flash("Forecast recorded", "success")
            return redirect(address(slug, action, number))
    intro = "A forecast says what you expect today. It does not change the agreed date."
    return form_page(form, title, "Continue", trail, facts=_facts(found), intro=intro)


@bp.route(f"{AT}/met", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def met(slug: str, action: int, number: int) -> ResponseReturnValue:
    """Record the day it was met, or correct that."""
    found = queries.milestone_for(person(), slug, action, number)
    form = MetForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.record_met(found, form.met_on.data, note=form.note.data, by=person())
            flash("Saved", "success")
            return redirect(address(slug, action, number))
    trail = trail_to(found, action)
    return form_page(form, "Record that it was met", "Save", trail, facts=_facts(found))
