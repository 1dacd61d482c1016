"""Opening later what was stopped at the opening, once what is stored is as it was received."""

from __future__ import annotations

import json
from functools import partial

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.rules import Act
from app.database import after_commit, db
from app.errors import RuleBroken
from app.formats import counted
from app.keyholders.operations import OpenKey
from app.quotes.models import LaterOpening, Quote
from app.quotes.operations.recording import recorded
from app.quotes.operations.telling import tell_of_opening, tell_of_setting_aside
from app.quotes.operations.together import (
    first_half,
    keep_first_half,
    locked_to,
    must_be_first,
    must_be_second,
    secret_of,
)
from app.quotes.operations.unsealing import sealed_in, unseal_all
from app.quotes.queries.stopped import LATER, later_begun, later_name_in_memory
from app.sealing import memory

NOTHING_STOPPED = "No quote of this commission waits to be opened later."


def may_open_later(commission: Commission, *, by: Person) -> None:
    """Whether somebody may take part now in opening what was stopped. Raises RuleBroken."""
    _stopped(locked_to(Act.OPEN_LATER, commission, by))


def begin_later(commission: Commission, opened: OpenKey | None, *, by: Person) -> LaterOpening:
    """The first of two keyholders begins, as at the opening itself. Raises RuleBroken."""
    locked = locked_to(Act.OPEN_LATER, commission, by)
    _stopped(locked)
    must_be_first(later_begun(locked), by)
    left = first_half(locked, opened, by)
    later = LaterOpening(
        commission_id=locked.id,
        first_id=by.id,
        begun_at=clock.now(),
        begun_really_at=clock.real_now(),
    )
    db.session.add(later)
    db.session.flush()
    keep_first_half(LATER, later_name_in_memory(later.id), left)
    audit.record("later opening begun", later, locked.reference, by=by, commission_id=locked.id)
    return later


def confirm_later(commission: Commission, opened: OpenKey | None, *, by: Person) -> LaterOpening:
    """The second confirms within ten minutes: each quote that is as it was received is open.

    The same is checked as at the opening. What still differs stays sealed; either is on record,
    and of what was opened its company and the officer are told. Raises RuleBroken.
    """
    locked = locked_to(Act.OPEN_LATER, commission, by)
    quotes = _stopped(locked)
    begun = must_be_second(later_begun(locked), by)
    later = db.session.get_one(LaterOpening, begun.id)
    name = later_name_in_memory(later.id)
    secret = secret_of(locked, name, opened, by)
    later.second_id, later.done_at = by.id, clock.now()
    found = unseal_all(quotes, secret)
    later.record = json.dumps([recorded(quote, found[quote.id]) for quote in quotes])
    after_commit(partial(memory.drop, name))
    done = [quote for quote in quotes if not found[quote.id].fault]
    for quote in done:
        quote.opened_late_at = later.done_at
    tell_of_opening(locked, done)
    audit.record(
        "stopped quotes opened" if done else "stopped quotes tried",
        later,
        locked.reference,
        by=by,
        before=f"begun by {begun.first_name}",
        after=f"{counted(len(done), 'quote')} opened"
        + (f", {counted(len(quotes) - len(done), 'quote')} still sealed" if quotes != done else ""),
        commission_id=locked.id,
    )
    return later


def put_aside(commission: Commission, quote_id: int, reason: str) -> None:
    """Leave a stopped quote out for good, and tell its company why. Raises RuleBroken.

    Who decides it, and how, is for the evaluation, which records it.
    """
    quote = next((each for each in _stopped(commission) if each.id == quote_id), None)
    if quote is None:
        raise RuleBroken("This quote is not stopped any more.")
    quote.set_aside_at = clock.now()
    tell_of_setting_aside(commission, quote, reason)


def _stopped(commission: Commission) -> list[Quote]:
    found = [
        quote
        for quote in sealed_in(commission)
        if quote.opened is None and quote.set_aside_at is None
    ]
    if not found:
        raise RuleBroken(NOTHING_STOPPED)
    return found
