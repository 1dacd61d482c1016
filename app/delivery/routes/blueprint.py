"""The blueprint that delivery's pages share, and what they load."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.access import person
from app.commissions.queries import Commission, commission_for
from app.delivery.queries import Deliverable, deliverable_for
from app.readback import CHANGE, is_confirmed, read_back
from app.when import When, read_when

bp = Blueprint("delivery", __name__)


def loaded(ref: str, number: int) -> tuple[Commission, Deliverable]:
    """A commission that this visitor may see, and one of its deliverables. Raises NotFound."""
    commission = commission_for(person(), ref)
    return commission, deliverable_for(commission, number)


def wants_change() -> bool:
    """Whether the person went back from a date that was shown back."""
    return CHANGE in request.form


def shown_back(
    form: Any, title: str, button: str, back: str, said_on: date | None = None
) -> ResponseReturnValue | None:
    """What the form's date was understood to mean; None where it may be kept or refused now."""
    when = read_when(form.when.data.strip(), said_on=said_on or clock.today())
    if not when.is_dated or is_confirmed(form):
        return None
    return show_back(form, when, title, button, back)


def show_back(form: Any, when: When, title: str, button: str, back: str) -> ResponseReturnValue:
    """The page that says what a date was understood to mean. Nothing is stored here."""
    return render_template(
        "components/check_date.html",
        read=read_back(form, when, request.form.items(multi=True)),
        form=form,
        title=title,
        button=button,
        back=back,
    )
