"""Quotes that were stopped at their opening: why, what waits, and opening them later."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.commissions.queries import Commission, commission_for, stage_now
from app.commissions.rules import Act, is_legal
from app.errors import NotFound, refused_at
from app.keyholders.forms import TogetherForm
from app.keyholders.operations import Occasion
from app.keyholders.queries import commission_key, key_of_person
from app.keyholders.routes.room import Present, act_together, those_present, together_form
from app.quotes import operations, queries
from app.quotes.forms import ConfirmForm
from app.quotes.routes.room import bp
from app.quotes.rules import can_take_part_in_opening


@bp.route("/commissions/<ref>/opening/stopped", methods=["GET", "POST"])
@open_to(Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)
def stopped(ref: str) -> ResponseReturnValue:
    """Every quote that was stopped; two keyholders open what is as it was received again."""
    if Role.ADMINISTRATOR in person().roles:
        raise NotFound  # never, whatever else the person is
    commission = commission_for(person(), ref)
    found = queries.stopped_quotes(commission)
    if not found:
        raise NotFound
    is_sealed = commission_key(commission.id) is not None
    form = together_form() if is_sealed else ConfirmForm()
    if request.method == "POST" and not can_take_part_in_opening(person().roles):
        abort(403)
    if request.method == "POST":
        with refused_at(form):  # before anybody waits for a passphrase to be tried
            operations.may_open_later(commission, by=person())
    if not form.form_errors and form.validate_on_submit():
        occasion = Occasion(f"the later opening of {ref}", commission.id)
        is_locked = isinstance(form, TogetherForm)
        present = those_present(form, occasion) if is_locked else [Present(None, person())]
        if present:
            with refused_at(form):
                return _act(commission, form, present)
    begun = queries.later_begun(commission)
    if isinstance(form, TogetherForm):
        form.show(begun.first_id if begun else None)
    can_open = can_take_part_in_opening(person().roles)
    return render_template(
        "quotes/stopped.html",
        form=form,
        commission=commission,
        stopped=found,
        waiting=[each for each in found if not each.is_settled],
        tried=queries.later_openings(commission),
        decides=not person().roles.isdisjoint({Role.OFFICER, Role.MEMBER}),
        is_officer=Role.OFFICER in person().roles,
        is_sealed=is_sealed,
        can_open=can_open and is_legal(Act.OPEN_LATER, stage_now(commission)),
        can_set_aside=is_legal(Act.SET_ASIDE, stage_now(commission)),
        has_key=key_of_person(person().id) is not None,
        begun=begun,
        confirm_by=begun and begun.lapses_at + (clock.now() - clock.real_now()),
        has_begun=begun is not None and begun.first_id == person().id,
    ), 422 if form.errors else 200


def _act(
    commission: Commission, form: TogetherForm | ConfirmForm, present: list[Present]
) -> ResponseReturnValue:
    begun = queries.later_begun(commission)
    if isinstance(form, TogetherForm):
        is_told = begun is not None and form.was_told_of(begun.first_id)
    else:
        is_told = "confirm" in request.form
    before = len(queries.unsettled(commission))
    is_done = act_together(
        present,
        begun.first_id if begun else None,
        is_told,
        lambda first: operations.begin_later(commission, first.opened, by=first.by),
        lambda second: operations.confirm_later(commission, second.opened, by=second.by),
    )
    if not is_done:
        flash("The opening has begun. Another keyholder must confirm it within 10 minutes")
    elif len(queries.unsettled(commission)) < before:
        flash("What is as it was received is open", "success")
    else:
        flash("Nothing was opened: what is stored is still not what was received", "error")
    return redirect(url_for("quotes.stopped", ref=commission.reference))
