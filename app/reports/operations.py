"""What is put on record when somebody takes a whole file away."""

from __future__ import annotations

from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Commission


def record_file_made(commission: Commission, form: str, *, by: Person, after: str = "") -> None:
    """Somebody made the whole file (`form` is "ZIP" or "PDF"); `after` says what was redacted."""
    act = "redacted file made" if after else "whole file made"
    audit.record(
        act,
        commission,
        commission.reference,
        by=by,
        after=f"{form}: {after}" if after else form,
        commission_id=commission.id,
    )
