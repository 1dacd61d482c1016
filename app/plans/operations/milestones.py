"""Milestones: their words, and the days by which undated ones are reviewed."""

from __future__ import annotations

from datetime import date

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.plans.models import Action, AgreedDate, Cause, Milestone
from app.plans.operations.deciding import agreed_at_once, settle
from app.plans.operations.keeping import check_meeting
from app.plans.operations.rewording import cleaned, demand, reword
from app.plans.operations.writing import check_is_in_plan, next_number
from app.when import DayRange, When, read_when


def read_for(action: Action, words: str, said_on: date | None = None) -> When:
    """What a date written for this action's milestones means; `said_on` (today) gives the year."""
    plan = action.plan
    period = (
        DayRange(plan.period_start, plan.period_end)
        if plan.period_start or plan.period_end
        else None
    )
    return read_when(words.strip(), said_on=said_on or clock.today(), plan_period=period)


def add_milestone(
    action: Action,
    text: str,
    when_written: str,
    *,
    by: Person | None,
    review_by: date | None = None,
    number: int | None = None,
    since: date | None = None,
    agreed_on: date | None = None,
    agreed_is: str = "on",
    source: str = "",
    meeting_id: int | None = None,
    origin: str = "",
) -> Milestone:
    """A new milestone with its first agreed date, agreed on (or by) `agreed_on`, else today.

    Words without a date need a day to review them by. `origin` says where the milestone comes
    from, if from elsewhere. Raises RuleBroken.
    """
    check_is_in_plan(action)
    words = demand(when_written, "Enter when it is due", "when")
    day = agreed_on or clock.today()
    _check_day(day)
    when = read_for(action, words, day)
    if when.needs_review_by:
        demand_review_by(words, review_by, recurs=when.is_dated)
    milestone = Milestone(
        number=number or next_number(action),
        text=demand(text, "Enter what the milestone is", "text"),
        since=since or day,
        review_by=review_by,
        origin=cleaned(origin),
    )
    action.milestones.append(milestone)
    action.since = min(action.since, milestone.since)
    db.session.flush()
    agreed = agree_first(milestone, when, day, by, agreed_is, source, meeting_id)
    record(
        "milestone added",
        milestone,
        name_of(milestone),
        by=by,
        after=f"{milestone.text} – {agreed.as_written}",
        plan_id=action.plan_id,
    )
    return milestone


def agree_first(
    milestone: Milestone,
    when: When,
    day: date,
    by: Person | None,
    agreed_is: str,
    source: str,
    meeting_id: int | None = None,
    *,
    cause: str = Cause.FIRST,
    reason: str = "",
) -> AgreedDate:
    """Put a date on file that nobody has to approve any more.

    A first date is the baseline, unless an earlier one is found. One with another `cause` needs
    the published `source` that shows it.
    """
    agreed = AgreedDate(
        **columns_of(when),
        milestone_id=milestone.id,
        reason=reason,
        cause=str(cause),
        meeting_id=check_meeting(meeting_id),
        source=cleaned(source),
        proposed_on=day,
        proposed_by_id=by.id if by else None,
        recorded_at=clock.now(),
    )
    db.session.add(agreed)
    settle(agreed, agreed_at_once(day, agreed_is))
    return agreed


def columns_of(when: When) -> dict[str, object]:
    """A *when* as the tables of dates keep it."""
    return {
        "as_written": when.raw,
        "earliest": when.earliest,
        "latest": when.latest,
        "precision": when.precision,
        "kind": when.kind,
        "edtf": when.edtf,
        "is_ambiguous": when.ambiguous,
        "note": when.note or "",
    }


def edit_milestone(milestone: Milestone, text: str, *, by: Person | None, why: str = "") -> bool:
    """Change a milestone's text; its dates are changed by proposing another. Raises RuleBroken."""
    check_is_due(milestone)
    return reword(
        milestone,
        {"text": demand(text, "Enter what the milestone is", "text")},
        act="milestone edited",
        name=name_of(milestone),
        plan_id=milestone.action.plan_id,
        by=by,
        why=why,
    )


def add_origin(milestone: Milestone, origin: str, *, by: Person | None) -> bool:
    """Say where a milestone that is in the plan comes from, beside what it says already.

    Returns whether anything changed. Raises RuleBroken where it was withdrawn.
    """
    check_is_due(milestone)
    known = milestone.origin.split("\n") if milestone.origin else []
    words = cleaned(origin)
    return reword(
        milestone,
        {"origin": "\n".join(known if words in known else [*known, words])},
        act="milestone’s origin said",
        name=name_of(milestone),
        plan_id=milestone.action.plan_id,
        by=by,
    )


def set_review_by(milestone: Milestone, day: date, *, by: Person | None, why: str = "") -> bool:
    """Say by which day an undated milestone is reviewed. Raises RuleBroken for a day gone by."""
    check_is_due(milestone)
    if day < clock.today():
        raise RuleBroken("The day to review it by must be today or later", "review_by")
    return reword(
        milestone,
        {"review_by": day},
        act="review day set",
        name=name_of(milestone),
        plan_id=milestone.action.plan_id,
        by=by,
        why=why,
    )


def withdraw_milestone(milestone: Milestone, reason: str, *, by: Person | None) -> None:
    """Take a milestone out of the plan from today on; its record stays. Raises RuleBroken."""
    check_is_due(milestone)
    reword(
        milestone,
        {"withdrawn_on": clock.today()},
        act="milestone withdrawn",
        name=name_of(milestone),
        plan_id=milestone.action.plan_id,
        by=by,
        why=demand(reason, "Enter why the milestone is withdrawn", "reason"),
    )


def check_is_due(milestone: Milestone) -> None:
    """Raises RuleBroken where a milestone was withdrawn."""
    if milestone.withdrawn_on is not None:
        raise RuleBroken("This milestone was withdrawn and cannot be changed.")


def demand_review_by(words: str, review_by: date | None, *, recurs: bool = False) -> None:
    """Raises RuleBroken where words without a date, or that recur, have no day to review by."""
    if review_by is None:
        why = "recurs" if recurs else "has no date"
        raise RuleBroken(f"“{words}” {why}. Enter a day to review it by", "review_by")
    if review_by < clock.today():
        raise RuleBroken("The day to review it by must be today or later", "review_by")


def name_of(milestone: Milestone) -> str:
    """What people call a milestone."""
    return f"Action {milestone.action.number}, milestone {milestone.number}"


def _check_day(day: date) -> None:
    if day > clock.today():
        raise RuleBroken("The day it was agreed must be today or earlier", "agreed_on")
