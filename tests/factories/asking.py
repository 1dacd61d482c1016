"""Questions about briefs and their answers for tests, by what companies and officers do."""

from __future__ import annotations

from io import BytesIO

from app import clock, files
from app.commissions import operations
from app.commissions.models import Clarification, Commission, Invitation
from app.database import db
from tests.factories.commissions import contact_of, make_commission

QUESTION = "May the interviews be held by telephone?"
ANSWER = "Yes, but not all of them."


def ask(
    invitation: Invitation, text: str = QUESTION, file: tuple[str, bytes] | None = None
) -> Clarification:
    """A question of a company, committed; with a file of this name and content if given."""
    stored = files.store(BytesIO(file[1]), file[0]) if file else None
    asked = operations.ask(invitation, text, stored, by=contact_of(invitation.company))
    db.session.commit()
    return asked


def publish(question: Clarification, wording: str = QUESTION, answer: str = ANSWER) -> None:
    """An answer that every invited company has been told, committed."""
    by = question.invitation.commission.officer
    operations.draft_answer(question, wording, answer, by=by)
    operations.publish_answer(question, clock.now(), by=by)
    db.session.commit()


def make_asked(companies: int = 3) -> tuple[Commission, Clarification]:
    """An issued commission of which its first company has asked something."""
    commission = make_commission("issued", companies=companies)
    return commission, ask(commission.invitations[0])
