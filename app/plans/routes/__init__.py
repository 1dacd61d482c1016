"""Pages of plans: parse, authorise, call one operation, render."""

from app.plans.routes import (
    comparing,
    corrections,
    dates,
    drafts,
    editions,
    importing,
    keeping,
    measures,
    milestones,
    needs,
    progress,
    published,
    writing,
)
from app.plans.routes.room import bp

__all__ = [
    "bp",
    "comparing",
    "corrections",
    "dates",
    "drafts",
    "editions",
    "importing",
    "keeping",
    "measures",
    "milestones",
    "needs",
    "progress",
    "published",
    "writing",
]
