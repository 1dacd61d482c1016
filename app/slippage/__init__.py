"""The rules of slippage: what is late on a given day, by how much, and what that pushes back.

Pure functions on plain values, with the day always given (domain.md, "Slippage", rules 1 to 7).
"""

from app.slippage.circles import CircularDependency, check_no_circle
from app.slippage.deliverables import carried, last_deliverable
from app.slippage.knock_on import Dependency, KnockOn, Push, gap_between, knock_ons, push
from app.slippage.lateness import late
from app.slippage.states import standing
from app.slippage.terms import (
    STANDARD_THRESHOLDS,
    Certainty,
    Days,
    Facts,
    Rating,
    Standing,
    State,
    Thresholds,
)
from app.slippage.wording import days_late_words, range_words, receipt_words

__all__ = [
    "STANDARD_THRESHOLDS",
    "Certainty",
    "CircularDependency",
    "Days",
    "Dependency",
    "Facts",
    "KnockOn",
    "Push",
    "Rating",
    "Standing",
    "State",
    "Thresholds",
    "carried",
    "check_no_circle",
    "days_late_words",
    "gap_between",
    "knock_ons",
    "last_deliverable",
    "late",
    "push",
    "range_words",
    "receipt_words",
    "standing",
]
