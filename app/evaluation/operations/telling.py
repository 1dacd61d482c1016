"""Telling every company the outcome in one act, which also publishes it."""

from __future__ import annotations

from app import clock, mail
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import require
from app.commissions.rules import Act
from app.database import db
from app.errors import RuleBroken
from app.evaluation.models import Award
from app.evaluation.queries import decided_award, letters


def send_letters(commission: Commission, feedback: dict[int, str], *, by: Person) -> Award:
    """Mail the outcome to all who quoted, together, and publish it. `feedback` is by quote id.

    Raises RuleBroken at the wrong stage, for anyone but an officer, or when it was done before.
    """
    require(commission, Act.TELL)
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can send the outcome letters.")
    award = decided_award(commission)
    if award is None or award.told_at is not None:
        raise RuleBroken("The outcome letters have already been sent.")
    written = letters(commission, award)
    for letter in written:
        for address in letter.addresses:
            mail.post(
                address,
                f"Outcome: {commission.title} ({commission.reference})",
                "outcome",
                letter=letter,
                commission=commission,
                feedback=feedback.get(letter.quote_id, "").strip(),
                officer=by,
            )
    award.told_at, award.told_by_id = clock.now(), by.id
    commission.told_at = award.told_at
    db.session.flush()
    audit.record(
        "outcome letters sent",
        commission,
        commission.reference,
        by=by,
        after=f"{len(written)} companies told at once",
        commission_id=commission.id,
    )
    return award
