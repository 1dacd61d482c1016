"""The second step of a new milestone whose cell names several dates, or what it waits for.

Each milestone that is proposed is shown with its words and what they mean; a person accepts,
changes or leaves it out, and says what it needs. Nothing is stored before that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import person
from app.errors import RuleBroken, refused_at
from app.plans import operations, queries
from app.plans.forms import one_line
from app.plans.offering import needed_choices
from app.plans.proposal_forms import (
    NO_MILESTONE,
    ProposedForm,
    milestone_fields,
    with_fields,
)
from app.plans.proposing import proposed_milestones
from app.plans.routes.room import trail_of
from app.when import When

MOST = 6
# What the first step asked; the second carries it, so that a person can go back.
FIRST_STEP = ("text", "when", "meeting", "review_by-day", "review_by-month", "review_by-year")


@dataclass(frozen=True, slots=True)
class Shown:
    """One proposed milestone on the page: its place, and what its words mean."""

    at: int
    words: str
    when: When


def has_proposals(when: When) -> bool:
    """Whether a cell proposes more than the one milestone that it is typed for."""
    return when.is_several or when.condition is not None


def is_second_step() -> bool:
    """Whether the request answers the page of proposals, and does not go back from it."""
    asked = request.form
    return "proposed" in asked and "change" not in asked and "as_one" not in asked


def propose_milestones(action: queries.Action, text: str, when: When) -> ResponseReturnValue:
    """The page of proposals, filled from the cell as it was read."""

    def read(words: str) -> When:
        return operations.read_for(action, words)

    parts = proposed_milestones(text, when, read)[:MOST]
    shown = [Shown(at, part.words, part.when) for at, part in enumerate(parts, 1)]
    values: dict[str, Any] = {"proposed": str(len(parts)), "meeting": request.form.get("meeting")}
    for at, part in enumerate(parts, 1):
        values |= {f"text_{at}": part.text, f"when_{at}": part.words, f"read_{at}": part.words}
    form = _form(shown)(None, **values)
    return _page(action, form, shown, when)


def settle_proposals(action: queries.Action) -> ResponseReturnValue:
    """Add what was accepted. Changed words are read and shown back again first."""
    count = request.form.get("proposed", "")
    shown = [_shown(action, at) for at in range(1, (int(count) if count in "123456" else 1) + 1)]
    form: Any = _form(shown)()
    when = operations.read_for(action, one_line(request.form.get("when")))
    changed = [each for each in shown if form[f"read_{each.at}"].data != each.words]
    if changed:
        for each in changed:
            form[f"read_{each.at}"].data = each.words
        return _page(action, form, shown, when)
    if form.validate_on_submit():
        with refused_at(form):
            added = _add(action, form, shown)
            numbers = " and ".join(str(each.number) for each in added)
            noun = "Milestone" if len(added) == 1 else "Milestones"
            flash(f"{noun} {numbers} of action {action.number} added", "success")
            return redirect(url_for("plans.edit_plan", slug=action.plan.slug))
    return _page(action, form, shown, when)


def _shown(action: queries.Action, at: int) -> Shown:
    words = one_line(request.form.get(f"when_{at}"))
    return Shown(at, words, operations.read_for(action, words))


def _form(shown: Sequence[Shown]) -> type[Any]:
    choices = needed_choices() if any(each.when.condition for each in shown) else []
    fields: dict[str, Any] = {}
    for each in shown:
        fields |= milestone_fields(
            each.at,
            waits=each.when.condition is not None,
            undated=each.when.needs_review_by,
            choices=choices,
        )
    return with_fields(ProposedForm, fields)


def _page(
    action: queries.Action, form: Any, shown: Sequence[Shown], when: When
) -> ResponseReturnValue:
    kept = [(name, value) for name in FIRST_STEP if (value := request.form.get(name))]
    page = render_template(
        "plans/proposed.html",
        form=form,
        shown=shown,
        when=when,
        kept=[(name, value) for name, value in kept if name != "meeting"],
        title=f"New milestone of action {action.number}",
        trail=trail_of(action.plan),
    )
    return page, 422 if form.errors else 200


def _add(action: queries.Action, form: Any, shown: Sequence[Shown]) -> list[queries.Milestone]:
    kept = [each for each in shown if form[f"add_{each.at}"].data]
    if not kept:
        raise RuleBroken("Select at least one milestone to add", "add_1")
    added = [_add_one(action, form, each.at) for each in kept]
    for each, milestone in zip(kept, added, strict=True):
        _add_need(milestone, form, each.at)
    return added


def _add_one(action: queries.Action, form: Any, at: int) -> queries.Milestone:
    review_by = form[f"review_by_{at}"].data if f"review_by_{at}" in form else None
    meeting = form.meeting.data or ""
    try:
        return operations.add_milestone(
            action,
            form[f"text_{at}"].data,
            form[f"when_{at}"].data,
            meeting_id=int(meeting) if meeting.isascii() and meeting.isdigit() else None,
            review_by=review_by,
            by=person(),
        )
    except RuleBroken as broken:
        raise RuleBroken(broken.sentence, f"{broken.field}_{at}") from None


def _add_need(milestone: queries.Milestone, form: Any, at: int) -> None:
    chosen = form[f"needs_{at}"].data if f"needs_{at}" in form else NO_MILESTONE
    if chosen == NO_MILESTONE:
        return
    try:
        needs = queries.milestone_by_id(person(), int(chosen))
        operations.add_dependency(milestone, needs, form[f"gap_{at}"].data, by=person())
    except RuleBroken as broken:
        field = "gap" if broken.field == "gap_days" else "needs"
        raise RuleBroken(broken.sentence, f"{field}_{at}") from None
