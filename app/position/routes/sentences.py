"""Slippage sentences: an officer drafts and edits, another person decides."""

from __future__ import annotations

import re

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.errors import NotFound, refused_at
from app.plans.queries import milestone_by_id
from app.position import operations
from app.position.forms import DecisionForm, SentenceForm
from app.position.queries.flags import flag_on, flag_to_answer
from app.position.queries.moving import moved_since
from app.position.queries.positions import all_positions
from app.position.queries.sentences import person_of, sentence_for, waiting_sentence
from app.position.routes.room import bp
from app.position.rules import Sentence, why_not_decide


@bp.route("/plans/<slug>/milestones/<int:milestone_id>/sentence", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def sentences(slug: str, milestone_id: int) -> ResponseReturnValue:
    """Draft or change the sentence of a milestone."""
    milestone = milestone_by_id(person(), milestone_id)
    plan = milestone.action.plan
    standing = [
        each for each in all_positions(clock.today(), plan.id) if each.milestone.id == milestone_id
    ]
    if plan.slug != slug or not standing:
        raise NotFound
    waiting = waiting_sentence(milestone_id)
    draft, today = standing[0].draft, clock.today()
    asked = flag_to_answer(milestone_id, plan.id, today, _number(request.args.get("flag")))
    form = SentenceForm(data={"text": waiting.text if waiting else draft})
    if form.validate_on_submit():
        with refused_at(form):
            operations.write_sentence(
                milestone, form.text.data or "", facts=draft, by=person(), flag_id=asked
            )
            flash("Sentence saved. Another person decides on it", "success")
            return redirect(url_for("position.plan", slug=slug))
    page = render_template(
        "position/write_sentence.html",
        form=form,
        milestone=milestone,
        plan=plan,
        position=standing[0],
        draft=draft,
        waiting=waiting,
        author=person_of(waiting.written_by_id) if waiting else None,
        flag=flag_on(person(), asked, today) if asked else None,
    )
    return page, 422 if form.errors else 200


@bp.route("/sentences/<int:sentence_id>", methods=["GET", "POST"])
@open_to(Role.OFFICER, Role.MEMBER)
def decide_sentence(sentence_id: int) -> ResponseReturnValue:
    """Approve or refuse a sentence that another person wrote."""
    sentence = sentence_for(person(), sentence_id)
    milestone = milestone_by_id(person(), sentence.milestone_id)
    slug = milestone.action.plan.slug
    form = DecisionForm()
    moved = moved_since(sentence, clock.today())
    if form.decides_on(sentence.id, sentence.text, moved):
        with refused_at(form):
            if form.decision.data == "approve":
                operations.approve_sentence(sentence, by=person())
                flash("Sentence approved. It stands in Action Progress", "success")
            else:
                operations.refuse_sentence(sentence, form.reason.data or "", by=person())
                flash("Sentence refused", "success")
            return redirect(url_for("position.plan", slug=slug))
    asked = Sentence(sentence.decided_on is None, sentence.written_by_id)
    page = render_template(
        "position/decide_sentence.html",
        form=form,
        sentence=sentence,
        milestone=milestone,
        plan=milestone.action.plan,
        author=person_of(sentence.written_by_id),
        decider=person_of(sentence.decided_by_id) if sentence.decided_by_id else None,
        refusal=why_not_decide(person().id, True, asked),
        moved=moved,
        flag=flag_on(person(), sentence.flag_id, clock.today()) if sentence.flag_id else None,
    )
    return page, 422 if form.errors else 200


def _number(typed: str | None) -> int | None:
    """An id in an address; None for none, and for made-up words."""
    return int(typed) if typed and re.fullmatch(r"[0-9]{1,18}", typed) else None
