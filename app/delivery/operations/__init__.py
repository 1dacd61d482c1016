"""What people do about deliverables and recommendations: one verb each. Nothing here commits."""

from app.delivery.operations.company import propose_as_company
from app.delivery.operations.dates import (
    add_deliverable,
    correct_agreed,
    correct_forecast,
    decide_date,
    forecast,
    propose_date,
)
from app.delivery.operations.making import ALREADY, make_deliverables
from app.delivery.operations.receiving import correct_received, decide_receipt, record_received
from app.delivery.operations.recommendations import (
    carry_by_milestone,
    carry_by_new_action,
    carry_by_new_milestone,
    consider,
    list_recommendation,
)
from app.delivery.operations.taking_back import take_decision_back

__all__ = [
    "ALREADY",
    "add_deliverable",
    "carry_by_milestone",
    "carry_by_new_action",
    "carry_by_new_milestone",
    "consider",
    "correct_agreed",
    "correct_forecast",
    "correct_received",
    "decide_date",
    "decide_receipt",
    "forecast",
    "list_recommendation",
    "make_deliverables",
    "propose_as_company",
    "propose_date",
    "record_received",
    "take_decision_back",
]
