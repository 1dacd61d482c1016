"""What every act asks before it does anything: may this person do it, at this stage?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app import clock
from app.access import Person, Role
from app.commissions.models import Brief, Commission
from app.commissions.queries import draft_brief
from app.commissions.rules import Act, refusal, stage_to_act, why_not
from app.database import db
from app.errors import RuleBroken

LONGEST_IN_AUDIT = 1000


def require(commission: Commission, act: Act, now: datetime | None = None) -> None:
    """Raise RuleBroken with a sentence unless the act is legal at the commission's stage now."""
    if sentence := why_not(act, stage_to_act(commission, now or clock.now())):
        raise RuleBroken(sentence)


def must_be_free(act: Act, commission: Commission, by: Person, now: datetime | None = None) -> None:
    """Raise RuleBroken unless `by` may do this act at the commission's stage."""
    stage = stage_to_act(commission, now or clock.now())
    if sentence := refusal(act, stage, Role.OFFICER in by.roles):
        raise RuleBroken(sentence)


def draft_to_write(commission: Commission, by: Person) -> Brief:
    """The version that may be changed now. Raises RuleBroken where there is none."""
    act = Act.EDIT_BRIEF if commission.issued_at is None else Act.AMEND_BRIEF
    must_be_free(act, commission, by)
    draft = draft_brief(commission)
    if draft is None:
        raise RuleBroken("The brief has been issued. Start an amendment to change it.")
    return draft


def said(reason: str, sentence: str, field: str = "reason") -> str:
    """A reason that was given, tidied. Raises RuleBroken with `sentence` where it is empty."""
    if not reason.strip():
        raise RuleBroken(sentence, field)
    return reason.strip()


def clipped(text: str) -> str:
    """A text short enough for an audit entry."""
    return text if len(text) <= LONGEST_IN_AUDIT else text[: LONGEST_IN_AUDIT - 1] + "…"


def lock_commission(commission_id: int, *, is_shared: bool = False) -> Commission:
    """The commission as it stands now, held until the end of the transaction.

    SQLite holds the whole database from the transaction's beginning; other databases hold the row.
    """
    db.session.flush()
    wanted = (
        select(Commission)
        .where(Commission.id == commission_id)
        .with_for_update(read=is_shared, of=Commission)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(wanted).one()
