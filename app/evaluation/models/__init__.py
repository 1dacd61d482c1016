"""The tables of the evaluation."""

from app.evaluation.models.awards import (
    Award,
    FeedbackAnswer,
    FeedbackRequest,
    LetterFeedback,
    LettersOrder,
)
from app.evaluation.models.enquiries import (
    Enquiry,
    EnquiryAnswer,
    EnquiryFile,
    EnquiryTo,
    FewQuotesDecision,
    NoQuoteReason,
)
from app.evaluation.models.scoring import Declaration, Score, ScoreChange, ScoreSheet, ScoringClose
from app.evaluation.models.setting_aside import SettingAside

__all__ = [
    "Award",
    "Declaration",
    "Enquiry",
    "EnquiryAnswer",
    "EnquiryFile",
    "EnquiryTo",
    "FeedbackAnswer",
    "FeedbackRequest",
    "FewQuotesDecision",
    "LetterFeedback",
    "LettersOrder",
    "NoQuoteReason",
    "Score",
    "ScoreChange",
    "ScoreSheet",
    "ScoringClose",
    "SettingAside",
]
