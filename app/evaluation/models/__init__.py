"""The tables of the evaluation."""

from app.evaluation.models.awards import Award
from app.evaluation.models.enquiries import (
    Enquiry,
    EnquiryAnswer,
    EnquiryFile,
    EnquiryTo,
    FewQuotesDecision,
    NoQuoteReason,
)
from app.evaluation.models.scoring import Declaration, Score, ScoreChange, ScoreSheet, ScoringClose

__all__ = [
    "Award",
    "Declaration",
    "Enquiry",
    "EnquiryAnswer",
    "EnquiryFile",
    "EnquiryTo",
    "FewQuotesDecision",
    "NoQuoteReason",
    "Score",
    "ScoreChange",
    "ScoreSheet",
    "ScoringClose",
]
