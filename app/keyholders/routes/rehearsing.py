"""Rehearsing: two keyholders open a test envelope, at one screen or at two."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.errors import refused_at
from app.keyholders import operations, queries
from app.keyholders.forms import TogetherForm
from app.keyholders.operations import Occasion
from app.keyholders.routes.room import (
    Present,
    act_together,
    bp,
    keyholder,
    those_present,
    together_form,
)
from app.keyholders.rules import ActKind

REHEARSAL = Occasion("a rehearsal")


@bp.route("/keys/rehearsal", methods=["GET", "POST"])
@open_to(Role.KEYHOLDER)
def rehearse() -> ResponseReturnValue:
    """Begin a rehearsal, or join another's; both at once where both are at this screen."""
    keyholder()
    form = together_form()
    if form.validate_on_submit() and (present := those_present(form, REHEARSAL)):
        with refused_at(form):
            return _act(form, present)
    begun = queries.begun(ActKind.REHEARSAL)
    form.show(begun.first_id if begun else None)
    return render_template(
        "keyholders/rehearsal.html",
        form=form,
        begun=begun,
        join_by=begun and begun.lapses_at + (clock.now() - clock.real_now()),
        has_begun=begun is not None and begun.first_id == person().id,
        has_key=queries.key_of_person(person().id) is not None,
        proof=queries.last_proof(),
    ), 422 if form.errors else 200


def _act(form: TogetherForm, present: list[Present]) -> ResponseReturnValue:
    begun = queries.begun(ActKind.REHEARSAL)
    is_done = act_together(
        present,
        begun.first_id if begun else None,
        begun is not None and form.was_told_of(begun.first_id),
        lambda first: operations.begin_rehearsal(first.opened, by=first.by),
        lambda second: operations.finish_rehearsal(second.opened, by=second.by),
    )
    if is_done:
        flash("The test envelope was opened: both passphrases work", "success")
        return redirect(url_for("keyholders.keys"))
    flash("The rehearsal has begun. Another keyholder must join it within 10 minutes")
    return redirect(url_for("keyholders.rehearse"))
