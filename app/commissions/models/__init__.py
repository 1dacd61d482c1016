"""Commissions, versions of the brief, invitations, clarifications."""

from __future__ import annotations

from app.commissions.models.briefs import (
    Brief,
    BriefDocument,
    Commission,
    Criterion,
    DraftPlan,
    Invitation,
    InvitationReminder,
    InvitationReply,
    Question,
    Reply,
    new_key,
)
from app.commissions.models.clarifications import Clarification, ClarificationFile, PublishedAnswer
from app.commissions.models.values import RouteReason, WholeLifeValue

__all__ = [
    "Brief",
    "BriefDocument",
    "Clarification",
    "ClarificationFile",
    "Commission",
    "Criterion",
    "DraftPlan",
    "Invitation",
    "InvitationReminder",
    "InvitationReply",
    "PublishedAnswer",
    "Question",
    "Reply",
    "RouteReason",
    "WholeLifeValue",
    "new_key",
]
