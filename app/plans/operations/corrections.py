"""Corrections of what was typed wrong: entries of their own, beside what they correct.

A correction that moves an agreed date later, the first above all, could hide slippage: it counts
once another person has approved it.
"""

from __future__ import annotations

from datetime import date

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import NotFound, RuleBroken
from app.plans.models import AgreedDate, Agreement, Cause, Forecast, Milestone
from app.plans.operations.deciding import agreed_at_once, settle
from app.plans.operations.dependencies import fix_gaps
from app.plans.operations.milestones import check_is_due, columns_of, name_of, read_for
from app.plans.operations.rewording import demand
from app.plans.queries import AgreedEntry, MilestoneDates, Written, milestone_dates
from app.plans.rules import same_words
from app.when import When

WAITS = "A correction of this date waits for a decision already."


def correct_agreed(
    milestone: Milestone, agreed_date_id: int, when_written: str, *, why: str, by: Person
) -> AgreedDate:
    """Say what an agreed date should have read. Raises RuleBroken.

    It holds from today on, at once or, where it moves the date later, when another person has
    approved it.
    """
    check_is_due(milestone)
    stood = approved_entry(_dates_today(milestone), agreed_date_id)
    when = read_correction(milestone, when_written, stood, stood.decided_on)
    reason = demand(why, "Enter what was wrong", "why")
    needs_another = moves_later(stood, when)
    correction = AgreedDate(
        **columns_of(when),
        milestone_id=milestone.id,
        corrects_id=stood.id,
        reason=reason,
        cause=Cause.CORRECTION.value,
        proposed_on=clock.today(),
        proposed_by_id=by.id,
        recorded_at=clock.now(),
    )
    db.session.add(correction)
    if not needs_another:
        settle(correction, agreed_at_once(clock.today()))
    record(
        "date correction proposed" if needs_another else "date corrected",
        milestone,
        name_of(milestone),
        by=by,
        before=stood.as_written,
        after=when.raw,
        why=reason,
        plan_id=milestone.action.plan_id,
    )
    if not needs_another:
        fix_gaps(milestone, by=by)
    return correction


def correct_forecast(
    milestone: Milestone, forecast_id: int, when_written: str, *, why: str, by: Person
) -> Forecast:
    """Say what a forecast should have read; the day on which it was made stays."""
    check_is_due(milestone)
    history = _dates_today(milestone).forecast_history
    stood = next((each for each in history if each.id == forecast_id), None)
    if stood is None:
        raise NotFound
    when = read_correction(milestone, when_written, stood, stood.day)
    correction = Forecast(
        **columns_of(when),
        milestone_id=milestone.id,
        corrects_id=stood.id,
        day=clock.today(),
        reason=demand(why, "Enter what was wrong", "why"),
        cause=Cause.CORRECTION.value,
        by_id=by.id,
        recorded_at=clock.now(),
    )
    db.session.add(correction)
    record(
        "forecast corrected",
        milestone,
        name_of(milestone),
        by=by,
        before=stood.as_written,
        after=when.raw,
        why=correction.reason,
        plan_id=milestone.action.plan_id,
    )
    return correction


def read_correction(
    milestone: Milestone, when_written: str, stood: Written, said_on: date | None
) -> When:
    """What the corrected words mean, said on the day of the entry. Raises RuleBroken."""
    words = demand(when_written, "Enter what it should have read", "when")
    return checked_correction(read_for(milestone.action, words, said_on), stood)


def checked_correction(when: When, stood: Written) -> When:
    """The corrected date. Raises RuleBroken where it is none, or says what stands there."""
    if same_words(when.raw, stood.as_written):
        raise RuleBroken("This is what is on record already", "when")
    if not when.is_read or not when.is_dated:
        raise RuleBroken(f"“{when.raw}” could not be read as a date", "when")
    return when


def approved_entry(dates: MilestoneDates, agreed_date_id: int) -> AgreedEntry:
    """An agreed date that can be corrected. Raises NotFound, and RuleBroken while one waits."""
    history = dates.agreed_history
    stood = next((each for each in history if each.id == agreed_date_id), None)
    if stood is None:
        raise NotFound
    if stood.outcome is not Agreement.APPROVED:
        raise RuleBroken("Only an agreed date can be corrected.")
    if any(each.is_waiting for each in stood.corrections):
        raise RuleBroken(WAITS)
    return stood


def moves_later(stood: Written, when: When) -> bool:
    """Whether a correction needs a second person: it ends later, or no longer ends."""
    if stood.latest is None:
        return False
    return when.latest is None or when.latest > stood.latest


def _dates_today(milestone: Milestone) -> MilestoneDates:
    db.session.flush()
    return milestone_dates([milestone.id], clock.today())[milestone.id]
