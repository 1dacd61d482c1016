"""What pages read of the health of the service."""

from __future__ import annotations

from app.health.queries.checks import Check, answers_now, checks
from app.health.queries.outages import (
    OutageLine,
    Suggested,
    Suggestion,
    is_watched,
    outages,
    refusals_lately,
    suggested_for,
    suggestions,
)

__all__ = [
    "Check",
    "OutageLine",
    "Suggested",
    "Suggestion",
    "answers_now",
    "checks",
    "is_watched",
    "outages",
    "refusals_lately",
    "suggested_for",
    "suggestions",
]
