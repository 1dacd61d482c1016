"""Opening the quotes: one keyholder begins, another confirms, and a record is written."""

from __future__ import annotations

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission
from app.commissions.rules import Act, stage_to_act, why_not
from app.database import db
from app.errors import RuleBroken
from app.formats import counted
from app.people.models import Person as PersonRow
from app.quotes.models import Opening
from app.quotes.operations.recording import record_of
from app.quotes.queries.openings import OpeningBegun, opening_begun
from app.quotes.queries.sealed import sealed_quotes
from app.quotes.rules import can_confirm_opening, can_take_part_in_opening


def begin_opening(commission: Commission, *, by: Person) -> Opening:
    """The first of two keyholders begins, after the deadline. Nothing is opened by it.

    Raises RuleBroken at a wrong stage, to others, and while another's beginning waits.
    """
    locked = _locked(commission, by)
    begun = opening_begun(locked)
    if begun is not None and begun.first_id == by.id:
        raise RuleBroken("You have begun the opening. Another keyholder must now confirm it.")
    if begun is not None:
        raise RuleBroken(f"{begun.first_name} has begun the opening. Confirm it instead.")
    opening = Opening(
        commission_id=locked.id,
        first_id=by.id,
        begun_at=clock.now(),
        begun_really_at=clock.real_now(),
    )
    db.session.add(opening)
    audit.record("opening begun", opening, locked.reference, by=by, commission_id=locked.id)
    return opening


def confirm_opening(commission: Commission, *, by: Person) -> Opening:
    """The second keyholder confirms within ten minutes: the quotes are open from this instant.

    Raises RuleBroken to the one who began, to others, too late, and at a wrong stage.
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
    opening.second_id, opening.opened_at = by.id, clock.now()
    locked.opened_at = opening.opened_at
    opening.record = record_of(locked, opening, (begun.first_name, by.name))
    audit.record(
        "quotes opened",
        opening,
        locked.reference,
        by=by,
        before=f"begun by {begun.first_name}",
        after=f"{counted(len(sealed_quotes(locked)), 'quote')} opened",
        commission_id=locked.id,
    )
    return opening


def _locked(commission: Commission, by: Person) -> Commission:
    if not can_take_part_in_opening(by.roles):
        raise RuleBroken("Only keyholders who are not administrators can open quotes.")
    locked = lock_commission(commission.id)
    if refusal := why_not(Act.OPEN, stage_to_act(locked, clock.now())):
        raise RuleBroken(refusal)
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
