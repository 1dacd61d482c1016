"""Dates of deliverables: listed, proposed, decided, forecast, corrected."""

from __future__ import annotations

from typing import Any

from app import clock
from app.access import Person
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission, require
from app.commissions.rules import Act
from app.database import db
from app.delivery import queries
from app.delivery.models import (
    Deliverable,
    DeliverableDate,
    DeliverableDateDecision,
    DeliverableForecast,
)
from app.delivery.operations.checks import must_be_officer, put_on_record, read_due
from app.delivery.operations.telling import tell_company_of_date
from app.delivery.rules import why_not_redate
from app.errors import NotFound, RuleBroken
from app.plans.models import Cause
from app.plans.operations.corrections import approved_entry, checked_correction, moves_later
from app.plans.operations.deciding import decide_on, settle, stands_at_once
from app.plans.operations.keeping import check_cause, check_meeting
from app.plans.operations.milestones import columns_of
from app.plans.queries import MilestoneDates, Written
from app.when import When, read_when


def add_deliverable(
    commission: Commission, title: str, when_written: str, *, by: Person
) -> Deliverable:
    """A thing due under the award; the date given now is its baseline."""
    require(commission, Act.AGREE_DATE)
    must_be_officer(by)
    named = " ".join(title.split())
    if not named:
        raise RuleBroken("Enter what is to be delivered", "title")
    when = read_due(when_written)
    if when.latest is None:
        raise RuleBroken("Enter a date with a last day, such as “end March 2014”", "when")
    lock_commission(commission.id)
    return put_on_list(commission, named, when, by)


def put_on_list(
    commission: Commission, title: str, when: When, by: Person, was: str = "", reason: str = ""
) -> Deliverable:
    """One more deliverable of a commission that is locked; `was` is what was offered instead."""
    today = clock.today()
    deliverable = Deliverable(
        commission_id=commission.id,
        number=queries.highest_number(commission) + 1,
        title=" ".join(title.split()),
        since=today,
    )
    db.session.add(deliverable)
    db.session.flush()
    first = _row(deliverable, when, by, cause=Cause.FIRST.value, reason=reason)
    settle(first, DeliverableDateDecision(**stands_at_once(today)))
    put_on_record("deliverable added", commission, deliverable, by, was, when.raw, reason)
    return deliverable


def propose_date(
    commission: Commission,
    deliverable: Deliverable,
    when_written: str,
    *,
    reason: str,
    cause: str,
    by: Person,
    meeting_id: int | None = None,
) -> DeliverableDate:
    """Propose another date; it counts once another person approves it."""
    require(commission, Act.AGREE_DATE)
    must_be_officer(by)
    when = read_due(when_written)
    before = _still_due(deliverable).agreed
    if not reason.strip():
        raise RuleBroken("Enter why the date changes", "reason")
    if queries.waiting_date(deliverable) is not None:
        raise RuleBroken("Another proposed date waits for a decision. Decide on that one first.")
    row = _row(
        deliverable,
        when,
        by,
        reason=reason.strip(),
        cause=check_cause(cause),
        meeting_id=check_meeting(meeting_id),
    )
    was = before.as_written if before else ""
    put_on_record("date proposed", commission, deliverable, by, was, when.raw, reason)
    return row


def decide_date(
    commission: Commission,
    deliverable: Deliverable,
    *,
    approve: bool,
    by: Person,
    reason: str = "",
    meeting_id: int | None = None,
) -> DeliverableDateDecision:
    """Approve or refuse the proposed date. Never by its proposer; a refusal needs a reason.

    What a company proposed is answered in words either way, and the company is told.
    """
    require(commission, Act.AGREE_DATE)
    row = queries.waiting_date(deliverable)
    if row is None:
        raise RuleBroken("No proposed date waits for a decision.")
    is_companys = queries.is_of_company(row)
    if is_companys and approve and not reason.strip():
        raise RuleBroken("Enter your answer to the company", "reason")
    is_another_date = approve and row.corrects_id is None
    before = (_still_due if is_another_date else dates_today)(deliverable).agreed
    decision = decide_on(
        row,
        DeliverableDateDecision,
        approve=approve,
        by=by,
        reason=reason,
        meeting_id=meeting_id,
    )
    act = "date approved" if approve else "date refused"
    was = before.as_written if before else ""
    put_on_record(act, commission, deliverable, by, was, row.as_written, decision.reason)
    if is_companys:
        tell_company_of_date(commission, deliverable, row, decision)
    return decision


def forecast(
    commission: Commission,
    deliverable: Deliverable,
    when_written: str,
    *,
    reason: str,
    by: Person,
    cause: str = Cause.OTHER,
) -> DeliverableForecast:
    """Record what is expected now; the agreed date stays."""
    require(commission, Act.AGREE_DATE)
    must_be_officer(by)
    when = read_due(when_written)
    _still_due(deliverable)
    if not reason.strip():
        raise RuleBroken("Enter why it is expected then", "reason")
    row = _forecast_row(deliverable, when, by, reason.strip(), check_cause(cause))
    put_on_record("forecast recorded", commission, deliverable, by, "", when.raw, reason)
    return row


def correct_agreed(
    commission: Commission,
    deliverable: Deliverable,
    date_id: int,
    when_written: str,
    *,
    why: str,
    by: Person,
) -> DeliverableDate:
    """Say what an agreed date should have read; one that moves it later needs a second person."""
    require(commission, Act.AGREE_DATE)
    must_be_officer(by)
    stood = approved_entry(dates_today(deliverable), date_id)
    if queries.waiting_date(deliverable) is not None:
        raise RuleBroken("A proposed date waits for a decision. Decide on that one first.")
    when = _corrected(when_written, stood, stood.decided_on)
    row = _row(
        deliverable,
        when,
        by,
        reason=_what_was_wrong(why),
        cause=Cause.CORRECTION.value,
        corrects_id=stood.id,
    )
    needs_another = moves_later(stood, when)
    if not needs_another:
        settle(row, DeliverableDateDecision(**stands_at_once(clock.today())))
    act = "date correction proposed" if needs_another else "date corrected"
    put_on_record(act, commission, deliverable, by, stood.as_written, when.raw, why)
    return row


def correct_forecast(
    commission: Commission,
    deliverable: Deliverable,
    forecast_id: int,
    when_written: str,
    *,
    why: str,
    by: Person,
) -> DeliverableForecast:
    """Say what a forecast should have read; the day on which it was made stays."""
    require(commission, Act.AGREE_DATE)
    must_be_officer(by)
    history = dates_today(deliverable).forecast_history
    stood = next((each for each in history if each.id == forecast_id), None)
    if stood is None:
        raise NotFound
    when = _corrected(when_written, stood, stood.day)
    reason = _what_was_wrong(why)
    row = _forecast_row(deliverable, when, by, reason, Cause.CORRECTION.value, corrects_id=stood.id)
    put_on_record(
        "forecast corrected", commission, deliverable, by, stood.as_written, when.raw, why
    )
    return row


def dates_today(deliverable: Deliverable) -> MilestoneDates:
    """The dates of a deliverable as they stand today."""
    db.session.flush()
    return queries.standing_of(deliverable, clock.today()).dates


def _still_due(deliverable: Deliverable) -> MilestoneDates:
    """The dates of what was not accepted yet. Raises RuleBroken for what was."""
    db.session.flush()
    one = queries.standing_of(deliverable, clock.today())
    if refusal := why_not_redate(one.title, is_accepted=one.accepted_on is not None):
        raise RuleBroken(refusal)
    return one.dates


def _corrected(words: str, stood: Written, said_on: Any) -> When:
    if not words.strip():
        raise RuleBroken("Enter what it should have read", "when")
    return checked_correction(read_when(words.strip(), said_on=said_on), stood)


def _what_was_wrong(why: str) -> str:
    if not why.strip():
        raise RuleBroken("Enter what was wrong", "why")
    return why.strip()


def _row(deliverable: Deliverable, when: When, by: Person, **further: Any) -> DeliverableDate:
    row = DeliverableDate(
        deliverable_id=deliverable.id,
        **columns_of(when),
        proposed_on=clock.today(),
        proposed_by_id=by.id,
        recorded_at=clock.now(),
        **further,
    )
    db.session.add(row)
    return row


def _forecast_row(
    deliverable: Deliverable,
    when: When,
    by: Person,
    reason: str,
    cause: str,
    corrects_id: int | None = None,
) -> DeliverableForecast:
    row = DeliverableForecast(
        deliverable_id=deliverable.id,
        **columns_of(when),
        day=clock.today(),
        reason=reason,
        cause=cause,
        by_id=by.id,
        corrects_id=corrects_id,
        recorded_at=clock.now(),
    )
    db.session.add(row)
    return row
