"""Pure rules of the evaluation, by subject: interests, few quotes, scores, points, approvals."""

from app.evaluation.rules.approving import ApprovalLimits, approval_fault, approvals_needed
from app.evaluation.rules.few_quotes import (
    ENOUGH_QUOTES,
    Course,
    Settled,
    few_quotes_fault,
    is_unsettled,
    why_award_waits,
)
from app.evaluation.rules.interests import Interest, Standing, may_score, may_see_quotes
from app.evaluation.rules.points import (
    Points,
    ScoredQuote,
    compare,
    mean,
    price_points,
    two_places,
)
from app.evaluation.rules.scores import (
    COMMENT_NEEDED_AT,
    HIGHEST_SCORE,
    SCORES_IN_WORDS,
    are_scores_open,
    comment_fault,
)

__all__ = [
    "COMMENT_NEEDED_AT",
    "ENOUGH_QUOTES",
    "HIGHEST_SCORE",
    "SCORES_IN_WORDS",
    "ApprovalLimits",
    "Course",
    "Interest",
    "Points",
    "ScoredQuote",
    "Settled",
    "Standing",
    "approval_fault",
    "approvals_needed",
    "are_scores_open",
    "comment_fault",
    "compare",
    "few_quotes_fault",
    "is_unsettled",
    "may_score",
    "may_see_quotes",
    "mean",
    "price_points",
    "two_places",
    "why_award_waits",
]
