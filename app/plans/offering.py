"""What forms about dates offer: the group's causes and meetings, and milestones to need."""

from __future__ import annotations

from typing import Any

from app import clock
from app.plans.queries import cause_choices, meeting_choices, milestones_on


def offered(form: Any) -> Any:
    """The form with what its `cause` and `meeting` fields offer today, as far as it has them."""
    if "cause" in form:
        form.cause.choices = cause_choices()
    if "meeting" in form:
        form.meeting.choices = meeting_choices(clock.today())
    return form


def needed_choices(*, but: int | None = None) -> list[tuple[str, str]]:
    """Every milestone that another may need, with its plan; all `but` the one that asks."""
    return [
        (
            str(each.id),
            f"{each.plan_title}: action {each.action_number}, milestone {each.number}: {each.text}",
        )
        for each in milestones_on(clock.today())
        if each.id != but and each.withdrawn_on is None
    ]
