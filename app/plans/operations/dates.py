"""Dates of milestones: proposed by one person, decided by another, forecast, and met."""

from __future__ import annotations

from datetime import date

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.formats import day_in_words
from app.plans.models import AgreedDate, AgreedDateDecision, Cause, Forecast, Met, Milestone
from app.plans.operations.deciding import agreed_at_once, decide_on, settle
from app.plans.operations.dependencies import fix_gaps
from app.plans.operations.keeping import check_cause, check_meeting
from app.plans.operations.milestones import (
    agree_first,
    check_is_due,
    columns_of,
    demand_review_by,
    name_of,
    read_for,
    set_review_by,
)
from app.plans.operations.rewording import cleaned, demand
from app.plans.queries import AgreedEntry, MilestoneDates, milestone_dates
from app.plans.queries.knock_ons import knock_on_of, why_left_out
from app.plans.queries.written import written_columns
from app.plans.rules import can_redate, same_words
from app.when import When


def dates_today(milestone: Milestone) -> MilestoneDates:
    """The dates of one milestone as they stand today."""
    db.session.flush()
    return milestone_dates([milestone.id], clock.today())[milestone.id]


def record_first_date(
    milestone: Milestone,
    when: When,
    *,
    agreed_on: date,
    reason: str,
    source: str,
    by: Person | None,
    agreed_is: str = "by",
    cause: str = Cause.OTHER,
) -> AgreedDate:
    """Put an earlier first date than the one on file on record; it becomes the baseline.

    `agreed_on` is the day on which it was agreed, or by which it had been; it must come before
    every day of agreement on file. `reason` and `cause` say why the date then moved, and are kept
    with the one that stood first until now. Raises RuleBroken.
    """
    check_is_due(milestone)
    why = demand(reason, "Enter why the date moved", "reason")
    named = check_cause(cause)
    if not when.is_dated:
        raise RuleBroken(f"“{when.raw}” could not be read as a date", "when")
    dates = dates_today(milestone)
    stood = dates.baseline
    if agreed_on > clock.today():
        raise RuleBroken("The day it was agreed must be today or earlier", "agreed_on")
    if stood is not None and stood.decided_on is not None and agreed_on >= stood.decided_on:
        raise RuleBroken(
            "A first date must have been agreed before the date on file, which was agreed "
            f"{stood.agreed_is} {day_in_words(stood.decided_on)}",
            "agreed_on",
        )
    if stood is not None and stood.latest and when.latest and when.latest > stood.latest:
        raise RuleBroken(
            f"A first date after “{stood.as_written}” would hide slippage. Propose another date "
            "instead, so that a second person decides on it",
            "when",
        )
    first = agree_first(milestone, when, agreed_on, by, agreed_is, source)
    if stood is not None:
        _say_why_it_moved(milestone, stood, named, why, by)
    _was_there_since(milestone, agreed_on)
    record(
        "first date recorded",
        milestone,
        name_of(milestone),
        by=by,
        before=stood.as_written if stood else "",
        after=f"{when.raw}, agreed {agreed_is} {day_in_words(agreed_on)}",
        why=why,
        plan_id=milestone.action.plan_id,
    )
    return first


def _say_why_it_moved(
    milestone: Milestone, stood: AgreedEntry, cause: str, reason: str, by: Person | None
) -> None:
    """What was thought the first date was a re-dating: an entry says so, and why, beside it."""
    if stood.cause != Cause.FIRST or stood.decided_on is None:
        return
    explained = AgreedDate(
        **written_columns(stood),
        milestone_id=milestone.id,
        corrects_id=stood.id,
        reason=reason,
        cause=cause,
        proposed_on=stood.decided_on,
        proposed_by_id=by.id if by else None,
        recorded_at=clock.now(),
    )
    db.session.add(explained)
    settle(explained, agreed_at_once(stood.decided_on))


def _was_there_since(milestone: Milestone, day: date) -> None:
    """A milestone whose date was agreed on a day was in its plan by that day."""
    action = milestone.action
    for part in (milestone, action, action.plan):
        part.since = min(part.since, day)
    db.session.flush()


def propose_date(
    milestone: Milestone,
    when_written: str,
    *,
    reason: str,
    cause: str,
    by: Person,
    meeting_id: int | None = None,
    review_by: date | None = None,
) -> AgreedDate:
    """Propose another date; it counts once another person approves it. Raises RuleBroken."""
    check_is_due(milestone)
    words = demand(when_written, "Enter the new date", "when")
    why = demand(reason, "Enter why the date changes", "reason")
    dates = dates_today(milestone)
    _check_can_be_redated(dates, words)
    when = read_for(milestone.action, words)
    if not when.is_dated and milestone.review_by is None:
        demand_review_by(words, review_by)
    if review_by is not None:
        set_review_by(milestone, review_by, by=by, why=why)
    named = Cause.FIRST.value if dates.agreed is None else check_cause(cause)
    proposed = AgreedDate(
        **columns_of(when),
        milestone_id=milestone.id,
        reason=why,
        cause=named,
        meeting_id=check_meeting(meeting_id),
        proposed_on=clock.today(),
        proposed_by_id=by.id,
        recorded_at=clock.now(),
    )
    db.session.add(proposed)
    record(
        "date proposed",
        milestone,
        name_of(milestone),
        by=by,
        before=dates.agreed.as_written if dates.agreed else "",
        after=words,
        why=why,
        plan_id=milestone.action.plan_id,
    )
    return proposed


def _check_can_be_redated(dates: MilestoneDates, words: str) -> None:
    waits = dates.proposed is not None
    if dates.correction is not None:
        raise RuleBroken(
            f"The correction “{dates.correction.as_written}” waits for a decision. "
            "Decide on it first."
        )
    if not can_redate(is_met=dates.met_on is not None, is_waiting=waits):
        _say_why_not(dates)
    if dates.agreed is not None and same_words(dates.agreed.as_written, words):
        raise RuleBroken("This is the date that is agreed already", "when")


def _say_why_not(dates: MilestoneDates) -> None:
    if dates.met_on is not None:
        raise RuleBroken(
            f"This milestone was met on {day_in_words(dates.met_on)}. Its date cannot change."
        )
    if dates.proposed is not None:
        raise RuleBroken(
            f"“{dates.proposed.as_written}” is proposed already and waits for a decision."
        )


def decide_date(
    agreed_date: AgreedDate,
    *,
    approve: bool,
    by: Person,
    reason: str = "",
    meeting_id: int | None = None,
) -> AgreedDateDecision:
    """Approve or refuse a proposed date or correction. Never by its proposer; refusing needs words.

    On approval the gaps to what the milestone needs are fixed anew (domain.md, "Slippage" rule 6).
    Raises RuleBroken.
    """
    milestone = db.session.get_one(Milestone, agreed_date.milestone_id)
    check_is_due(milestone)
    dates = dates_today(milestone)
    before = dates.agreed
    if approve:
        _check_still_stands(agreed_date, milestone, dates)
    decision = decide_on(
        agreed_date,
        AgreedDateDecision,
        approve=approve,
        by=by,
        reason=cleaned(reason),
        meeting_id=meeting_id,
    )
    record(
        "date approved" if approve else "date refused",
        milestone,
        name_of(milestone),
        by=by,
        before=before.as_written if before else "",
        after=agreed_date.as_written,
        why=decision.reason or agreed_date.reason,
        plan_id=milestone.action.plan_id,
    )
    if approve:
        fix_gaps(milestone, by=by)
    return decision


def _check_still_stands(proposed: AgreedDate, milestone: Milestone, dates: MilestoneDates) -> None:
    """Raises RuleBroken where what happened since the proposal has overtaken it."""
    if proposed.decision is not None or proposed.corrects_id is not None:
        return
    row = knock_on_of(proposed.id)
    why = why_left_out(row, milestone, dates) if row else ""
    if not why and dates.met_on is not None:
        why = f"It was met on {day_in_words(dates.met_on)}."
    if why:
        raise RuleBroken(f"This date cannot be approved any more: {why[:1].lower()}{why[1:]}")


def forecast(
    milestone: Milestone,
    when_written: str,
    *,
    reason: str,
    by: Person | None,
    cause: str = Cause.OTHER,
) -> Forecast:
    """Record what is expected now; the agreed date stays. Raises RuleBroken."""
    check_is_due(milestone)
    words = demand(when_written, "Enter when it is expected", "when")
    why = demand(reason, "Enter why it is expected then", "reason")
    dates = dates_today(milestone)
    if dates.met_on is not None:
        raise RuleBroken(
            f"This milestone was met on {day_in_words(dates.met_on)}. It needs no forecast."
        )
    when = read_for(milestone.action, words)
    if not when.is_read:
        raise RuleBroken(
            f"“{words}” could not be read as a date. Write it like “end March 2014”", "when"
        )
    expected = Forecast(
        **columns_of(when),
        milestone_id=milestone.id,
        day=clock.today(),
        reason=why,
        cause=check_cause(cause),
        by_id=by.id if by else None,
        recorded_at=clock.now(),
    )
    db.session.add(expected)
    record(
        "forecast recorded",
        milestone,
        name_of(milestone),
        by=by,
        before=dates.forecast.as_written if dates.forecast else "",
        after=words,
        why=why,
        plan_id=milestone.action.plan_id,
    )
    return expected


def record_met(
    milestone: Milestone, met_on: date | None, *, by: Person | None, note: str = ""
) -> Met:
    """Record the day it was met. A correction is a new record; None takes an earlier one back.

    Raises RuleBroken for a day to come, and for a correction that says no reason.
    """
    check_is_due(milestone)
    if met_on is not None and met_on > clock.today():
        raise RuleBroken("The day it was met must be today or earlier", "met_on")
    before = dates_today(milestone).met_on
    if before == met_on:
        raise RuleBroken(
            "This is what is on record already" if met_on else "It is not recorded as met", "met_on"
        )
    if before is not None and not cleaned(note):
        raise RuleBroken("Enter why the record is corrected", "note")
    met = Met(
        milestone_id=milestone.id,
        met_on=met_on,
        day=clock.today(),
        note=cleaned(note),
        by_id=by.id if by else None,
        recorded_at=clock.now(),
    )
    db.session.add(met)
    record(
        "milestone met" if met_on else "met record taken back",
        milestone,
        name_of(milestone),
        by=by,
        before=day_in_words(before) if before else "",
        after=day_in_words(met_on) if met_on else "not met",
        why=met.note,
        plan_id=milestone.action.plan_id,
    )
    return met
