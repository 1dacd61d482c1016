"""The opening: what is in, the two who open it, and the record of it."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.commissions.queries import Commission, commission_for, stage_now
from app.errors import NotFound, refused_at
from app.formats import time_left
from app.keyholders.forms import TogetherForm
from app.keyholders.operations import Occasion
from app.keyholders.queries import commission_key, key_of_person
from app.keyholders.routes.room import Present, act_together, those_present, together_form
from app.quotes import operations, queries
from app.quotes.forms import ConfirmForm
from app.quotes.routes.room import bp
from app.quotes.rules import (
    can_begin_opening,
    can_confirm_opening,
    can_take_part_in_opening,
)


@bp.route("/commissions/<ref>/opening", methods=["GET", "POST"])
@open_to(Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)
def opening(ref: str) -> ResponseReturnValue:
    """Before the opening the sealed quotes; after it the record. POST begins or confirms."""
    if Role.ADMINISTRATOR in person().roles:
        raise NotFound  # never, whatever else the person is
    commission = commission_for(person(), ref)
    is_sealed = commission_key(commission.id) is not None
    form = together_form() if is_sealed else ConfirmForm()
    if request.method == "POST" and not can_take_part_in_opening(person().roles):
        abort(403)
    if request.method == "POST":
        with refused_at(form):  # before anybody waits for a passphrase to be tried
            operations.may_open(commission, by=person())
        if form.form_errors:
            operations.record_refused_opening(commission, form.form_errors[0], by=person())
            g.keep_changes = True  # the answer is an error, and this entry outlives it
    if not form.form_errors and form.validate_on_submit():
        occasion = Occasion(f"the opening of {ref}", commission.id)
        is_locked = isinstance(form, TogetherForm)
        present = those_present(form, occasion) if is_locked else _without_key()
        if present:
            with refused_at(form):
                return _act(commission, form, present)
    record = queries.opening_record(commission)
    begun = queries.opening_begun(commission)
    if isinstance(form, TogetherForm):
        form.show(begun.first_id if begun else None)
    return render_template(
        "quotes/opened.html" if record else "quotes/opening.html",
        form=form,
        commission=commission,
        is_sealed=is_sealed,
        record=record,
        stopped=queries.stopped_quotes(commission) if record else [],
        tried=queries.later_openings(commission) if record else [],
        attempts_since=queries.attempts(commission, after=record.opened_at) if record else [],
        **({} if record else _before(commission, begun)),
    ), 422 if form.errors else 200


def _without_key() -> list[Present]:
    """Whoever is signed in, where the commission is of before there were keys."""
    return [Present(None, person())]


def _act(
    commission: Commission, form: TogetherForm | ConfirmForm, present: list[Present]
) -> ResponseReturnValue:
    begun = queries.opening_begun(commission)
    if isinstance(form, TogetherForm):
        is_told = begun is not None and form.was_told_of(begun.first_id)
    else:
        is_told = "confirm" in request.form
    is_open = act_together(
        present,
        begun.first_id if begun else None,
        is_told,
        lambda first: operations.begin_opening(commission, first.opened, by=first.by),
        lambda second: operations.confirm_opening(commission, second.opened, by=second.by),
    )
    if is_open:
        flash("The quotes are open", "success")
    else:
        flash("The opening has begun. Another keyholder must confirm it within 10 minutes")
    return redirect(url_for("quotes.opening", ref=commission.reference))


def _before(commission: Commission, begun: queries.OpeningBegun | None) -> dict[str, object]:
    """What the page says and offers while the quotes are sealed."""
    roles, now = person().roles, clock.now()
    deadline = commission.quote_deadline
    return {
        "sealed": queries.sealed_quotes(commission),
        "attempts": queries.attempts(commission),
        "left": time_left(deadline, now) if deadline else "",
        "has_key": key_of_person(person().id) is not None,
        "begun": begun,
        # By the group's calendar, as every other time on the page.
        "confirm_by": begun and begun.lapses_at + (clock.now() - clock.real_now()),
        "has_begun": begun is not None and begun.first_id == person().id,
        "can_begin": begun is None and can_begin_opening(roles, stage_now(commission)),
        "can_confirm": begun is not None
        and can_begin_opening(roles, stage_now(commission))
        and can_confirm_opening(
            roles, person().id, begun.first_id, begun.begun_really_at, clock.real_now()
        ),
    }
