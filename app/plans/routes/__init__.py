"""Pages of plans: parse, authorise, call one operation, render."""

from app.plans.routes import (
    dates,
    editions,
    importing,
    measures,
    milestones,
    needs,
    progress,
    writing,
)
from app.plans.routes.room import bp

__all__ = [
    "bp",
    "dates",
    "editions",
    "importing",
    "measures",
    "milestones",
    "needs",
    "progress",
    "writing",
]
