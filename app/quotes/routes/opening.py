"""The opening: what is in, the two who open it, and the record of it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.commissions.queries import Commission, commission_for, stage_now
from app.errors import NotFound, refused_at
from app.formats import time_left
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
    form = ConfirmForm()
    if request.method == "POST" and not can_take_part_in_opening(person().roles):
        abort(403)
    if form.validate_on_submit():
        with refused_at(form):
            return _act(commission)
    record = queries.opening_record(commission)
    return render_template(
        "quotes/opened.html" if record else "quotes/opening.html",
        form=form,
        commission=commission,
        record=record,
        attempts_since=queries.attempts(commission, after=record.opened_at) if record else [],
        **({} if record else _before(commission)),
    ), 422 if form.errors else 200


def _act(commission: Commission) -> ResponseReturnValue:
    if "confirm" in request.form:
        operations.confirm_opening(commission, by=person())
        flash("The quotes are open", "success")
    else:
        operations.begin_opening(commission, by=person())
        flash("The opening has begun. Another keyholder must confirm it within 10 minutes")
    return redirect(url_for("quotes.opening", ref=commission.reference))


def _before(commission: Commission) -> dict[str, object]:
    """What the page says and offers while the quotes are sealed."""
    roles, now = person().roles, clock.now()
    begun = queries.opening_begun(commission)
    deadline = commission.quote_deadline
    return {
        "sealed": queries.sealed_quotes(commission),
        "attempts": queries.attempts(commission),
        "left": time_left(deadline, now) if deadline else "",
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
