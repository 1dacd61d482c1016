"""What the group's delegated limits ask of an award."""

from __future__ import annotations

from flask import current_app

from app.evaluation.models import Award
from app.evaluation.rules import ApprovalLimits, approvals_needed

_PENCE = 100


def approval_limits() -> ApprovalLimits:
    """The limits of the settings."""
    config = current_app.config
    return ApprovalLimits(
        officer=config["OFFICER_APPROVES"] * _PENCE,
        member=config["MEMBER_APPROVES"] * _PENCE,
        two_above=config["TWO_APPROVE_ABOVE"] * _PENCE,
    )


def is_second_needed(award: Award) -> bool:
    """Whether an approval now would be the first of two."""
    needed = approvals_needed(award.value_pence, approval_limits())
    return needed == 2 and award.first_approved_by_id is None
