"""Opening the quotes: one keyholder begins, another confirms, and a record is written."""

from __future__ import annotations

import json

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.audit.queries import last_instant
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission
from app.commissions.rules import Act, stage_to_act, why_not
from app.database import db
from app.errors import RuleBroken
from app.formats import counted
from app.keyholders.models import CommissionKey
from app.keyholders.operations import OpenKey, must_be_own_key, peeled, unwrapped
from app.keyholders.queries import commission_key
from app.people.models import Person as PersonRow
from app.quotes.models import Opening
from app.quotes.operations.recording import record_of
from app.quotes.operations.unsealing import unseal_all
from app.quotes.queries.openings import OpeningBegun, name_in_memory, opening_begun
from app.quotes.rules import TIME_TO_CONFIRM, can_confirm_opening, can_take_part_in_opening
from app.sealing import memory
from app.sealing.server_key import server_key


def may_open(commission: Commission, *, by: Person) -> None:
    """Whether somebody may take part in an opening now. Raises RuleBroken with the sentence."""
    _locked(commission, by)


def begin_opening(commission: Commission, opened: OpenKey | None, *, by: Person) -> Opening:
    """The first of two keyholders begins, after the deadline. Nothing is opened by it.

    Their half of the work waits in the server's memory, sealed for each who could be the second.
    `opened` is their key, and None for a commission of before there were keys. Raises RuleBroken
    at a wrong stage, to others, and while another's beginning waits.
    """
    locked = _locked(commission, by)
    begun = opening_begun(locked)
    if begun is not None and begun.first_id == by.id:
        raise RuleBroken("You have begun the opening. Another keyholder must now confirm it.")
    if begun is not None:
        raise RuleBroken(f"{begun.first_name} has begun the opening. Confirm it instead.")
    key = commission_key(locked.id)
    left = peeled(key, must_be_own_key(opened, by)[1]) if key else {}
    opening = Opening(
        commission_id=locked.id,
        first_id=by.id,
        begun_at=clock.now(),
        begun_really_at=clock.real_now(),
    )
    db.session.add(opening)
    db.session.flush()
    memory.drop_older("opening-", TIME_TO_CONFIRM.total_seconds())
    memory.keep(name_in_memory(opening.id), json.dumps(left).encode("ascii"))
    audit.record("opening begun", opening, locked.reference, by=by, commission_id=locked.id)
    return opening


def confirm_opening(commission: Commission, opened: OpenKey | None, *, by: Person) -> Opening:
    """The second keyholder confirms within ten minutes: the quotes are open from this instant.

    What is in each is checked against its receipt and its own list of files; one that differs stays
    sealed, and the record says so. Raises RuleBroken to the one who began, to others, too late, and
    at a wrong stage.
    """
    locked = _locked(commission, by)
    begun = opening_begun(locked)
    if begun is None:
        raise RuleBroken(
            "No opening waits to be confirmed. It must be confirmed within 10 minutes of its "
            "beginning. Begin again."
        )
    if not can_confirm_opening(
        by.roles, by.id, begun.first_id, begun.begun_really_at, clock.real_now()
    ):
        raise RuleBroken("You began this opening. A different keyholder must confirm it.")
    _first_may_still(begun)
    opening = _waiting(locked, begun.first_id)
    secret = _secret(commission_key(locked.id), opening, opened, by)
    opening.second_id, opening.opened_at = by.id, clock.now()
    locked.opened_at = opening.opened_at
    found = unseal_all(locked, secret)
    opening.record = record_of(locked, opening, (begun.first_name, by.name), found)
    memory.drop(name_in_memory(opening.id))
    stopped = sum(1 for each in found.values() if each.fault)
    audit.record(
        "quotes opened",
        opening,
        locked.reference,
        by=by,
        before=f"begun by {begun.first_name}",
        after=f"{counted(len(found) - stopped, 'quote')} opened"
        + (f", {counted(stopped, 'quote')} not as received and left sealed" if stopped else ""),
        commission_id=locked.id,
    )
    return opening


def _secret(key: CommissionKey | None, opening: Opening, opened: OpenKey | None, by: Person) -> str:
    """What unseals the commission's quotes: the server's key where it has none of its own."""
    if key is None:
        return server_key().secret
    left = json.loads(memory.held(name_in_memory(opening.id)) or b"{}")
    return unwrapped(key, left, must_be_own_key(opened, by)[1])


def _locked(commission: Commission, by: Person) -> Commission:
    if not can_take_part_in_opening(by.roles):
        raise RuleBroken("Only keyholders who are not administrators can open quotes.")
    locked = lock_commission(commission.id)
    if refusal := why_not(Act.OPEN, stage_to_act(locked, clock.now())):
        raise RuleBroken(refusal)
    last = last_instant()
    if last is not None and clock.real_now() < last:
        raise RuleBroken(
            "The server’s clock stands before the last entry of the audit, so nobody can tell "
            "whether the deadline has passed. Have the clock set right, then try again."
        )
    return locked


def _first_may_still(begun: OpeningBegun) -> None:
    first = db.session.get_one(PersonRow, begun.first_id)
    if first.left_on is not None or not can_take_part_in_opening(first.roles):
        raise RuleBroken(f"{first.name} can no longer open quotes. Begin again in 10 minutes.")


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
