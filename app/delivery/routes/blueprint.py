"""The blueprint that delivery's pages share, and what they load."""

from __future__ import annotations

from flask import Blueprint

from app.access import person
from app.commissions.queries import Commission, commission_for
from app.delivery.queries import Deliverable, deliverable_for

bp = Blueprint("delivery", __name__)


def loaded(ref: str, number: int) -> tuple[Commission, Deliverable]:
    """A commission that this visitor may see, and one of its deliverables. Raises NotFound."""
    commission = commission_for(person(), ref)
    return commission, deliverable_for(commission, number)
