"""What every act on a deliverable begins and ends with: who may, which date, the record."""

from __future__ import annotations

from app import clock
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission
from app.delivery.models import Deliverable
from app.errors import RuleBroken
from app.when import When, read_when


def read_due(words: str) -> When:
    """A date for a deliverable. Raises RuleBroken for words that are none."""
    if not words.strip():
        raise RuleBroken("Enter the date", "when")
    when = read_when(words.strip(), said_on=clock.today())
    if not when.is_read or not when.is_dated:
        raise RuleBroken(f"“{words.strip()}” could not be read as a date", "when")
    return when


def must_be_officer(by: Person) -> None:
    """Raises RuleBroken for everybody else."""
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can do this.")


def put_on_record(
    act: str,
    commission: Commission,
    deliverable: Deliverable,
    by: Person,
    before: str = "",
    after: str = "",
    why: str = "",
) -> None:
    """The audit entry of an act on a deliverable."""
    audit.record(
        act,
        deliverable,
        f"{commission.reference}, {deliverable.title}",
        by=by,
        before=before,
        after=after,
        why=why.strip(),
        commission_id=commission.id,
    )
