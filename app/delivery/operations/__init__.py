"""What people do about deliverables and recommendations: one verb each. Nothing here commits."""

from app.delivery.operations.deliverables import (
    add_deliverable,
    decide_date,
    decide_receipt,
    forecast,
    propose_date,
    record_received,
)
from app.delivery.operations.recommendations import (
    carry_by_milestone,
    carry_by_new_action,
    carry_by_new_milestone,
    consider,
    list_recommendation,
)

__all__ = [
    "add_deliverable",
    "carry_by_milestone",
    "carry_by_new_action",
    "carry_by_new_milestone",
    "consider",
    "decide_date",
    "decide_receipt",
    "forecast",
    "list_recommendation",
    "propose_date",
    "record_received",
]
