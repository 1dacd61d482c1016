"""Keeping what was tried and refused, so that the opening's record can tell of it."""

from __future__ import annotations

from enum import StrEnum

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Commission, Invitation
from app.database import db
from app.quotes.models import RefusedAttempt


class Attempted(StrEnum):
    """What was tried. Fixed words: a sentence could name a file or quote an answer."""

    START = "start a quote"
    CHANGE = "change a draft"
    ADD_FILE = "add a file"
    SEND = "send a quote"
    WITHDRAW = "withdraw a quote"


def record_refused(
    invitation: Invitation, what: Attempted, *, is_late: bool, by: Person
) -> RefusedAttempt:
    """Keep a refused attempt with its instant, and an audit entry beside it. No mail is sent."""
    attempt = RefusedAttempt(
        invitation_id=invitation.id,
        person_id=by.id,
        at=clock.now(),
        is_late=is_late,
        what=what.value,
    )
    db.session.add(attempt)
    audit.record(
        "late attempt refused" if is_late else "attempt refused",
        attempt,
        f"attempt to {what.value}",
        by=by,
        commission_id=invitation.commission_id,
    )
    return attempt


def record_refused_opening(commission: Commission, why: str, *, by: Person) -> None:
    """Keep that somebody tried to open quotes who may not, or before they may (Annex IV (g))."""
    audit.record(
        "opening refused",
        commission,
        commission.reference,
        by=by,
        why=why,
        commission_id=commission.id,
    )
