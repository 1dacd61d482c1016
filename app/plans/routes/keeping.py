"""The group's meetings, and the causes for which dates move."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.errors import refused_at
from app.plans import operations, queries
from app.plans.keeping_forms import (
    CauseForm,
    CorrectMeetingForm,
    MeetingForm,
    RemoveMeetingForm,
    RetireCauseForm,
    RewordCauseForm,
)
from app.plans.routes.room import Crumb, bp, form_page


def _trail(text: str, endpoint: str) -> list[Crumb]:
    return [("Plans", url_for("position.plans")), (text, url_for(endpoint))]


@bp.route("/meetings", methods=["GET", "POST"])
@open_to(Role.OFFICER, Role.MEMBER)
def meetings() -> ResponseReturnValue:
    """The group's meetings; officers add to them."""
    form = MeetingForm()
    may_keep = Role.OFFICER in person().roles
    if may_keep and form.validate_on_submit():
        with refused_at(form):
            operations.add_meeting(form.day.data, form.name.data, note=form.note.data, by=person())
            flash("Meeting recorded", "success")
            return redirect(url_for("plans.meetings"))
    page = render_template(
        "plans/meetings.html",
        form=form,
        rows=queries.meetings(clock.today()),
        today=clock.today(),
        may_keep=may_keep,
    )
    return page, 422 if form.errors else 200


@bp.route("/meetings/<int:meeting_id>/correct", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def correct_meeting(meeting_id: int) -> ResponseReturnValue:
    """Correct a meeting's entry by another entry."""
    found = queries.meeting_on(meeting_id, clock.today())
    form = CorrectMeetingForm(data={"day": found.day, "name": found.name, "note": found.note})
    if form.validate_on_submit():
        with refused_at(form):
            operations.correct_meeting(
                found.id,
                day=form.day.data,
                name=form.name.data,
                note=form.note.data,
                why=form.why.data,
                by=person(),
            )
            flash("Meeting corrected", "success")
            return redirect(url_for("plans.meetings"))
    intro = "Dates that were agreed at this meeting show its new name and day from today on."
    trail = _trail("Meetings", "plans.meetings")
    return form_page(form, f"Correct {found.label}", "Save the correction", trail, intro=intro)


@bp.route("/meetings/<int:meeting_id>/remove", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def remove_meeting(meeting_id: int) -> ResponseReturnValue:
    """Take a meeting that was not held off the list."""
    found = queries.meeting_on(meeting_id, clock.today())
    form = RemoveMeetingForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.remove_meeting(found.id, form.why.data, by=person())
            flash(f"{found.label} is off the list", "success")
            return redirect(url_for("plans.meetings"))
    intro = "It can be chosen no more. Dates that name it keep it, and the record stays."
    trail = _trail("Meetings", "plans.meetings")
    title = f"Take {found.label} off the list"
    return form_page(form, title, "Take it off the list", trail, intro=intro, danger=True)


@bp.route("/causes", methods=["GET", "POST"])
@open_to(Role.OFFICER, Role.MEMBER)
def causes() -> ResponseReturnValue:
    """The causes for which dates move; officers add to them."""
    form = CauseForm()
    may_keep = Role.OFFICER in person().roles
    if may_keep and form.validate_on_submit():
        with refused_at(form):
            operations.add_cause(form.name.data, form.sentence.data, by=person())
            flash("Cause added", "success")
            return redirect(url_for("plans.causes"))
    rows = queries.causes()
    page = render_template(
        "plans/causes.html",
        form=form,
        live=[each for each in rows if not each.is_retired and each.can_edit],
        retired=[each for each in rows if each.is_retired],
        may_keep=may_keep,
    )
    return page, 422 if form.errors else 200


@bp.route("/causes/<cause_key>/reword", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def reword_cause(cause_key: str) -> ResponseReturnValue:
    """Change what a cause is called and what drafts say of it."""
    found = queries.cause_for(cause_key)
    form = RewordCauseForm(data={"name": found.name, "sentence": found.sentence})
    if form.validate_on_submit():
        with refused_at(form):
            operations.reword_cause(
                cause_key,
                name=form.name.data,
                sentence=form.sentence.data,
                why=form.why.data,
                by=person(),
            )
            flash("Cause saved", "success")
            return redirect(url_for("plans.causes"))
    intro = "The new words are used from today on. A page as at an earlier day shows the old ones."
    trail = _trail("Causes of delay", "plans.causes")
    return form_page(form, f"Reword “{found.name}”", "Save", trail, intro=intro)


@bp.route("/causes/<cause_key>/retire", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def retire_cause(cause_key: str) -> ResponseReturnValue:
    """Take a cause off the list, or put a retired one back."""
    found = queries.cause_for(cause_key)
    form = RetireCauseForm()
    act = operations.bring_back_cause if found.is_retired else operations.retire_cause
    if form.validate_on_submit():
        with refused_at(form):
            act(cause_key, why=form.why.data, by=person())
            done = "is on the list again" if found.is_retired else "is off the list"
            flash(f"“{found.name}” {done}", "success")
            return redirect(url_for("plans.causes"))
    trail = _trail("Causes of delay", "plans.causes")
    if found.is_retired:
        return form_page(form, f"Put “{found.name}” back", "Put it back", trail, rows=2)
    intro = "It can be chosen no more. Dates that have this cause keep it."
    title = f"Take “{found.name}” off the list"
    return form_page(form, title, "Take it off the list", trail, intro=intro, rows=2)
