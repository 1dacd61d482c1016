"""What pages read of deliverables and recommendations; who may see what is built in here."""

from app.delivery.models import Deliverable, Recommendation
from app.delivery.queries.company import due_for_company, is_awarded_to, winning_invitation
from app.delivery.queries.deliverables import (
    DeliverableStanding,
    deliverable_for,
    deliverables,
    highest_number,
    is_of_company,
    slippage_facts,
    standing_of,
    waiting_date,
)
from app.delivery.queries.receipts import Received, receipt_for, waiting_receipt
from app.delivery.queries.recommended import (
    CarriedBy,
    ConsideredOn,
    RecommendationOn,
    Source,
    highest_recommendation,
    newest_consideration,
    origin_of,
    recommendation_for,
    recommendation_on,
    recommendations,
    sources_of_milestones,
    taken_up_in,
)

__all__ = [
    "CarriedBy",
    "ConsideredOn",
    "Deliverable",
    "DeliverableStanding",
    "Received",
    "Recommendation",
    "RecommendationOn",
    "Source",
    "deliverable_for",
    "deliverables",
    "due_for_company",
    "highest_number",
    "highest_recommendation",
    "is_awarded_to",
    "is_of_company",
    "newest_consideration",
    "origin_of",
    "receipt_for",
    "recommendation_for",
    "recommendation_on",
    "recommendations",
    "slippage_facts",
    "sources_of_milestones",
    "standing_of",
    "taken_up_in",
    "waiting_date",
    "waiting_receipt",
    "winning_invitation",
]
