"""Opening the quotes: one keyholder begins, another confirms, and a record is written."""

from __future__ import annotations

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
from app.quotes.models import Opening
from app.quotes.operations.recording import record_of
from app.quotes.operations.telling import tell_of_stops
from app.quotes.operations.together import (
    first_half,
    keep_first_half,
    locked_to,
    must_be_first,
    must_be_second,
    secret_of,
)
from app.quotes.operations.unsealing import sealed_in, unseal_all
from app.quotes.queries.openings import OPENING, name_in_memory, opening_begun
from app.sealing import memory


def may_open(commission: Commission, *, by: Person) -> None:
    """Whether somebody may take part in an opening now. Raises RuleBroken with the sentence."""
    locked_to(Act.OPEN, commission, by)


def begin_opening(commission: Commission, opened: OpenKey | None, *, by: Person) -> Opening:
    """The first of two keyholders begins, after the deadline. Nothing is opened by it.

    Their half of the work waits in the server's memory, sealed for each who could be the second.
    `opened` is their key, and None for a commission of before there were keys. Raises RuleBroken
    at a wrong stage, to others, and while another's beginning waits.
    """
    locked = locked_to(Act.OPEN, commission, by)
    must_be_first(opening_begun(locked), by)
    left = first_half(locked, opened, by)
    opening = Opening(
        commission_id=locked.id,
        first_id=by.id,
        begun_at=clock.now(),
        begun_really_at=clock.real_now(),
    )
    db.session.add(opening)
    db.session.flush()
    keep_first_half(OPENING, name_in_memory(opening.id), left)
    audit.record("opening begun", opening, locked.reference, by=by, commission_id=locked.id)
    return opening


def confirm_opening(commission: Commission, opened: OpenKey | None, *, by: Person) -> Opening:
    """The second keyholder confirms within ten minutes: the quotes are open from this instant.

    What is in each is checked against its receipt and its own list of files; one that differs stays
    sealed, the record says so, and its company and the officer are told. Raises RuleBroken to the
    one who began, to others, too late, and at a wrong stage.
    """
    locked = locked_to(Act.OPEN, commission, by)
    begun = must_be_second(opening_begun(locked), by)
    opening = _waiting(locked, begun.first_id)
    name = name_in_memory(opening.id)
    secret = secret_of(locked, name, opened, by)
    opening.second_id, opening.opened_at = by.id, clock.now()
    locked.opened_at = opening.opened_at
    quotes = sealed_in(locked)
    found = unseal_all(quotes, secret)
    opening.record = record_of(locked, opening, (begun.first_name, by.name), found)
    after_commit(partial(memory.drop, name))
    stopped = [quote for quote in quotes if found[quote.id].fault]
    tell_of_stops(locked, stopped)
    left = f", {counted(len(stopped), 'quote')} not as received and left sealed" if stopped else ""
    audit.record(
        "quotes opened",
        opening,
        locked.reference,
        by=by,
        before=f"begun by {begun.first_name}",
        after=f"{counted(len(found) - len(stopped), 'quote')} opened{left}",
        commission_id=locked.id,
    )
    return opening


def _waiting(commission: Commission, first_id: int) -> Opening:
    found = (
        db.session.query(Opening)
        .filter_by(commission_id=commission.id, first_id=first_id, opened_at=None)
        .order_by(Opening.id.desc())
        .first()
    )
    if found is None:
        raise RuleBroken("No opening waits to be confirmed. Begin again.")
    return found
