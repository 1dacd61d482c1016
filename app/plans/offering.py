"""Putting the group's causes and meetings into the lists of a form that asks about a date."""

from __future__ import annotations

from typing import Any

from app import clock
from app.plans.queries import cause_choices, meeting_choices


def offered(form: Any) -> Any:
    """The form with what its `cause` and `meeting` fields offer today, as far as it has them."""
    if "cause" in form:
        form.cause.choices = cause_choices()
    if "meeting" in form:
        form.meeting.choices = meeting_choices(clock.today())
    return form
