"""Wrapping running commissions again for the keyholders of now."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.errors import refused_at
from app.keyholders.forms import TogetherForm
from app.keyholders.operations import Occasion
from app.keyholders.queries import begun, key_of_person
from app.keyholders.routes.room import (
    Present,
    act_together,
    keyholder,
    those_present,
    together_form,
)
from app.keyholders.rules import LEAST_KEYHOLDERS, ActKind
from app.quotes import operations, queries
from app.quotes.routes.room import bp

REWRAPPING = Occasion("the wrapping again of what runs")


@bp.route("/keys/wrapping", methods=["GET", "POST"])
@open_to(Role.KEYHOLDER)
def rewrap() -> ResponseReturnValue:
    """For whom each running commission is wrapped; two wrap what is outdated again."""
    keyholder()
    form = together_form()
    if form.validate_on_submit() and (present := those_present(form, REWRAPPING)):
        with refused_at(form):
            return _act(form, present)
    running = queries.running_commissions()
    waiting = begun(ActKind.REWRAPPING)
    form.show(waiting.first_id if waiting else None)
    return render_template(
        "quotes/rewrap.html",
        form=form,
        running=running,
        outdated=[each for each in running if each.is_outdated],
        least=LEAST_KEYHOLDERS,
        begun=waiting,
        join_by=waiting and waiting.lapses_at + (clock.now() - clock.real_now()),
        has_begun=waiting is not None and waiting.first_id == person().id,
        has_key=key_of_person(person().id) is not None,
    ), 422 if form.errors else 200


def _act(form: TogetherForm, present: list[Present]) -> ResponseReturnValue:
    waiting = begun(ActKind.REWRAPPING)
    is_done = act_together(
        present,
        waiting.first_id if waiting else None,
        waiting is not None and form.was_told_of(waiting.first_id),
        lambda first: operations.begin_rewrapping(first.opened, by=first.by),
        lambda second: operations.finish_rewrapping(second.opened, by=second.by),
    )
    if is_done:
        flash("What runs is wrapped for the keyholders of now", "success")
    else:
        flash("Begun. Another keyholder must join within 10 minutes")
    return redirect(url_for("quotes.rewrap"))
