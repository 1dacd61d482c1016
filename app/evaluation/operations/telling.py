"""Telling every company the outcome in one act, which also publishes it.

The letters are ordered first and leave after a while in which they can be stopped.
"""

from __future__ import annotations

from datetime import timedelta

from flask import current_app

from app import clock, mail
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission, require, said
from app.commissions.rules import Act
from app.database import db
from app.errors import RuleBroken
from app.evaluation.models import Award, LetterFeedback, LettersOrder
from app.evaluation.queries import (
    decided_award,
    due_orders,
    feedback_in_letters,
    letters,
    letters_order,
)
from app.formats import counted
from app.people.models import Person as PersonRow

SENT = "The outcome letters have already been sent."


def order_letters(commission: Commission, feedback: dict[int, str], *, by: Person) -> int:
    """Order the letters; they leave after the minutes that are returned, at once for 0.

    `feedback` is by quote id. Raises RuleBroken as `send_letters`, and where they are ordered.
    """
    award = _award_to_tell(commission, by)
    if letters_order(commission) is not None:
        raise RuleBroken("The outcome letters are waiting to leave already.")
    _keep_feedback(award, feedback, by)
    minutes: int = current_app.config["LETTERS_WAIT"]
    if minutes == 0:
        _send(commission, award, by)
        return 0
    order = LettersOrder(
        award_id=award.id,
        ordered_at=clock.now(),
        ordered_by_id=by.id,
        leaves_at=clock.real_now() + timedelta(minutes=minutes),
        stop_reason="",
    )
    db.session.add(order)
    db.session.flush()
    _record("outcome letters ordered", commission, by, after=f"they leave after {minutes} minutes")
    return minutes


def keep_feedback(commission: Commission, feedback: dict[int, str], *, by: Person) -> None:
    """Keep what is written for the letters, by quote id, without sending them.

    Raises RuleBroken as `send_letters`, and where they are ordered.
    """
    award = _award_to_tell(commission, by)
    if letters_order(commission) is not None:
        raise RuleBroken("The outcome letters are waiting to leave already.")
    kept = _keep_feedback(award, feedback, by)
    if kept:
        _record("feedback for letters written", commission, by, after=counted(kept, "letter"))


def stop_letters(commission: Commission, reason: str, *, by: Person) -> None:
    """Stop letters that wait to leave. What was written for them is kept. Raises RuleBroken."""
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can stop the outcome letters.")
    lock_commission(commission.id)
    order = letters_order(commission)
    if order is None:
        raise RuleBroken("No outcome letters are waiting: they have left, or were stopped.")
    stop_order(commission, order, said(reason, "Enter why you stop the letters"), by=by)


def stop_order(commission: Commission, order: LettersOrder, reason: str, *, by: Person) -> None:
    """Stop an order whose letters have not left, of a commission that is locked."""
    order.stop_reason = reason
    order.stopped_at, order.stopped_by_id = clock.now(), by.id
    _record("outcome letters stopped", commission, by, before="waiting", why=order.stop_reason)


def send_ordered_letters(commission: Commission, *, by: Person) -> Award:
    """Send what was ordered and is due, where no timer does. Raises RuleBroken before that."""
    award = _award_to_tell(commission, by)
    order = letters_order(commission)
    if order is None or order.leaves_at > clock.real_now():
        raise RuleBroken("No outcome letters are due to leave.")
    _send_order(commission, award, order, by)
    return award


def send_due_letters() -> int:
    """Send all letters whose time to be stopped is over (for a timer). How many orders left."""
    orders = due_orders()
    for order in orders:
        award = db.session.get_one(Award, order.award_id)
        commission = lock_commission(award.commission_id)
        db.session.refresh(order)
        if order.stopped_at is None and order.left_at is None and award.told_at is None:
            who = db.session.get_one(PersonRow, order.ordered_by_id)
            _send_order(commission, award, order, who)
    return len(orders)


def send_letters(commission: Commission, feedback: dict[int, str], *, by: Person) -> Award:
    """Mail the outcome to all who quoted, together and at once, and publish it.

    Raises RuleBroken at the wrong stage, for anyone but an officer, or when it was done before.
    """
    award = _award_to_tell(commission, by)
    _keep_feedback(award, feedback, by)
    _send(commission, award, by)
    return award


def _award_to_tell(commission: Commission, by: Person) -> Award:
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can send the outcome letters.")
    require(lock_commission(commission.id), Act.TELL)
    award = decided_award(commission)
    if award is None or award.told_at is not None:
        raise RuleBroken(SENT)
    return award


def _keep_feedback(award: Award, feedback: dict[int, str], by: Person) -> int:
    """Keep what is new: a letter that says the same as before has no second row.

    One that says nothing has a row too, so that nothing is drafted over what somebody took out.
    """
    there = feedback_in_letters(award)
    new = {
        quote_id: text.strip()
        for quote_id, text in feedback.items()
        if text.strip() != there.get(quote_id)
    }
    for quote_id, text in new.items():
        row = LetterFeedback(award_id=award.id, quote_id=quote_id, text=text)
        row.at, row.by_id = clock.now(), by.id
        db.session.add(row)
    db.session.flush()
    return len(new)


def _send_order(commission: Commission, award: Award, order: LettersOrder, by: Person) -> None:
    order.left_at = clock.real_now()
    _send(commission, award, by)


def _send(commission: Commission, award: Award, by: Person) -> None:
    written = letters(commission, award)
    for letter in written:
        for address in letter.addresses:
            mail.post(
                address,
                f"Outcome: {commission.title} ({commission.reference})",
                "outcome",
                letter=letter,
                commission=commission,
                officer=by,
            )
    award.told_at, award.told_by_id = clock.now(), by.id
    commission.told_at = award.told_at
    db.session.flush()
    _record("outcome letters sent", commission, by, after=f"{len(written)} companies told at once")


def _record(
    act: str, commission: Commission, by: Person, before: str = "", after: str = "", why: str = ""
) -> None:
    audit.record(
        act,
        commission,
        commission.reference,
        by=by,
        before=before,
        after=after,
        why=why,
        commission_id=commission.id,
    )
