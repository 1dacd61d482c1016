"""Declarations, scores, questions about quotes, and the award."""

from app.evaluation.models.awards import (
    Award,
    FeedbackAnswer,
    FeedbackRequest,
    LetterFeedback,
    LettersOrder,
)
from app.evaluation.models.doubts import (
    AsideDecision,
    AsideTakenBack,
    DoubtEnquiry,
    DoubtResolution,
)
from app.evaluation.models.enquiries import (
    Enquiry,
    EnquiryAnswer,
    EnquiryFile,
    EnquiryTo,
    FewQuotesDecision,
    NoQuoteReason,
)
from app.evaluation.models.moderation import Consensus, Moderation
from app.evaluation.models.scoring import (
    Declaration,
    DeclarationRuling,
    DeclaredInterest,
    Score,
    ScoreChange,
    ScoreSheet,
    ScoringClose,
)
from app.evaluation.models.setting_aside import SettingAside

__all__ = [
    "AsideDecision",
    "AsideTakenBack",
    "Award",
    "Consensus",
    "Declaration",
    "DeclarationRuling",
    "DeclaredInterest",
    "DoubtEnquiry",
    "DoubtResolution",
    "Enquiry",
    "EnquiryAnswer",
    "EnquiryFile",
    "EnquiryTo",
    "FeedbackAnswer",
    "FeedbackRequest",
    "FewQuotesDecision",
    "LetterFeedback",
    "LettersOrder",
    "Moderation",
    "NoQuoteReason",
    "Score",
    "ScoreChange",
    "ScoreSheet",
    "ScoringClose",
    "SettingAside",
]
