"""Declaring an interest, before any quote is seen."""

from __future__ import annotations

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import require
from app.commissions.rules import Act
from app.database import db
from app.errors import RuleBroken
from app.evaluation.models import Declaration
from app.evaluation.operations.scoring import open_scores_if_complete
from app.evaluation.queries import standing_of
from app.evaluation.rules import Interest, Standing


def declare(
    commission: Commission, interest: Interest, description: str, *, by: Person
) -> Declaration:
    """State one's interest in a commission. A new statement replaces the last one and keeps it.

    Raises RuleBroken where the stage forbids it, a conflict is not described, or one declared
    before would be taken back: whoever had a conflict never sees the quotes.
    """
    require(commission, Act.DECLARE)
    if interest is Interest.CONFLICT and not description.strip():
        raise RuleBroken("Describe the conflict of interest", "description")
    before = standing_of(by, commission)
    if before is Standing.CONFLICT and interest is Interest.NONE:
        raise RuleBroken(
            "You declared a conflict of interest in this commission. It cannot be taken back.",
            "interest",
        )
    declaration = Declaration(
        commission_id=commission.id,
        person_id=by.id,
        interest=interest,
        description=description.strip(),
        declared_at=clock.now(),
    )
    db.session.add(declaration)
    open_scores_if_complete(commission)
    audit.record(
        "interest declared",
        commission,
        commission.reference,
        by=by,
        before=before.value,
        after=interest.value,
        why=description.strip(),
        commission_id=commission.id,
    )
    return declaration
