"""Deliverables for tests, made by the operations that officers use."""

from __future__ import annotations

from app import clock
from app.commissions.models import Commission
from app.database import db
from app.delivery import operations
from app.delivery.models import Deliverable
from tests.factories.evaluation import make_awarded
from tests.factories.people import make_officer


def make_deliverable(
    when: str = "end March 2014", commission: Commission | None = None, title: str = "Final report"
) -> tuple[Commission, Deliverable]:
    """A deliverable of an awarded commission, committed."""
    awarded = commission or make_awarded()
    deliverable = operations.add_deliverable(awarded, title, when, by=make_officer())
    db.session.commit()
    return awarded, deliverable


def make_delivered() -> Commission:
    """A commission of which everything was received and accepted, committed."""
    commission, deliverable = make_deliverable()
    officer = make_officer()
    operations.record_received(
        commission, deliverable, clock.today(), note="By mail.", file=None, by=officer
    )
    operations.decide_receipt(commission, deliverable, accept=True, reason="", by=officer)
    db.session.commit()
    return commission
