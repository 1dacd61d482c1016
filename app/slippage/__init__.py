"""The rules of slippage: what is late on a given day, by how much, and what that pushes back.

Pure functions on plain values, with the day always given (domain.md, "Slippage", rules 1 to 9).
"""

from app.slippage.circles import CircularDependency, check_no_circle
from app.slippage.comparing import compare
from app.slippage.deliverables import carried, last_deliverable
from app.slippage.editions import (
    NO_ANSWERS,
    Answers,
    Change,
    ChangeKind,
    EditionAction,
    EditionMilestone,
    PublishedEdition,
)
from app.slippage.following import Followed, follow, has_moved
from app.slippage.knock_on import Dependency, KnockOn, Push, gap_between, knock_ons, push
from app.slippage.lateness import late
from app.slippage.laundering import (
    Laundered,
    Laundering,
    at_least_late,
    is_bought_green,
    kept_green_on,
    laundered_on,
    laundering,
)
from app.slippage.likeness import same_actions
from app.slippage.push_tree import PushTree
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
from app.slippage.whole import whole_position
from app.slippage.wording import days_late_words, range_words, receipt_words

__all__ = [
    "NO_ANSWERS",
    "STANDARD_THRESHOLDS",
    "Answers",
    "Certainty",
    "Change",
    "ChangeKind",
    "CircularDependency",
    "Days",
    "Dependency",
    "EditionAction",
    "EditionMilestone",
    "Facts",
    "Followed",
    "KnockOn",
    "Laundered",
    "Laundering",
    "PublishedEdition",
    "Push",
    "PushTree",
    "Rating",
    "Standing",
    "State",
    "Thresholds",
    "at_least_late",
    "carried",
    "check_no_circle",
    "compare",
    "days_late_words",
    "follow",
    "gap_between",
    "has_moved",
    "is_bought_green",
    "kept_green_on",
    "knock_ons",
    "last_deliverable",
    "late",
    "laundered_on",
    "laundering",
    "push",
    "range_words",
    "receipt_words",
    "same_actions",
    "standing",
    "whole_position",
]
