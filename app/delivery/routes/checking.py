"""The officer checks the timetable that was offered; once confirmed, it is what is due."""

from __future__ import annotations

import hashlib

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.commissions.queries import Commission, commission_for, stage_now
from app.commissions.rules import Act, why_not
from app.delivery import operations, queries
from app.delivery.forms import TimetableForm
from app.delivery.queries import OfferedTimetable
from app.delivery.routes.blueprint import bp, wants_change
from app.delivery.rules.offered import CheckedDue, checked_faults, day_said
from app.errors import refused_at
from app.formats import counted
from app.when import When, further_note, read_when, said_back


@bp.route("/commissions/<ref>/deliverables/offered", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def check_offered(ref: str) -> ResponseReturnValue:
    """Check each thing that was offered: keep, change, leave out or add; then confirm them all."""
    commission = commission_for(person(), ref)
    offer = queries.offered_timetable(commission, person())
    form = TimetableForm()
    refusal = why_not(Act.AGREE_DATE, stage_now(commission))
    if not refusal and queries.highest_number(commission):
        refusal = operations.ALREADY
    if not form.is_submitted():
        form.show(offer.dues)
    elif "add" in request.form and not refusal:
        form.lengthen()
    elif form.validate() and not wants_change():
        checked = form.checked()
        form.say(checked_faults(checked, offer.dues, offer.said_on, clock.today()))
        is_to_show = not form.errors and any(not line.is_left_out for line in checked)
        if is_to_show and not refusal and form.confirmed.data != _mark(checked):
            return _shown_back(commission, offer, form)
        if not form.errors:
            with refused_at(form):
                made = operations.make_deliverables(commission, checked, by=person())
                flash(f"{counted(len(made), 'deliverable')} put on the list", "success")
                return redirect(url_for("delivery.deliverables", ref=ref))
    page = render_template(
        "delivery/check_offered.html",
        commission=commission,
        offer=offer,
        form=form,
        refusal=refusal,
        said=[_said(offer, entry.form.checked()) for entry in form.dues],
    )
    return page, 422 if form.errors else 200


def _shown_back(
    commission: Commission, offer: OfferedTimetable, form: TimetableForm
) -> ResponseReturnValue:
    """What each date was understood to mean, before anything is kept."""
    checked = form.checked()
    return render_template(
        "delivery/confirm_offered.html",
        commission=commission,
        offer=offer,
        kept=[(line, _said(offer, line)) for line in checked if not line.is_left_out],
        left_out=[line for line in checked if line.is_left_out],
        posted=[
            (name, value)
            for name, value in request.form.items(multi=True)
            if name.startswith("dues-")
        ],
        mark=_mark(checked),
    )


def _said(offer: OfferedTimetable, line: CheckedDue) -> str:
    """What the words of a line's date mean, with every reading of them; empty without words."""
    if not line.when.strip():
        return ""
    when = _read(offer, line)
    return said_back(when) if when.readings else f"{said_back(when)} {further_note(when)}".strip()


def _read(offer: OfferedTimetable, line: CheckedDue) -> When:
    said_on = day_said(line, offer.dues, offer.said_on, clock.today())
    return read_when(line.when.strip(), said_on=said_on)


def _mark(checked: list[CheckedDue]) -> str:
    """A mark of all that was typed: only what was shown back is kept."""
    return hashlib.sha256(repr(checked).encode()).hexdigest()
