"""The plan's tables, by subject."""

from app.plans.models.dates import (
    AgreedDate,
    AgreedDateDecision,
    Agreement,
    DatedColumns,
    DecisionColumns,
    Forecast,
    ForecastColumns,
    Met,
    Proposal,
)
from app.plans.models.editions import Edition, LeftUnsaid, Revision
from app.plans.models.importing import (
    ColumnMeaning,
    DraftFile,
    EditionSource,
    ImportDraft,
    MatchAnswer,
)
from app.plans.models.keeping import Meeting, MeetingCorrection, SlipCause, SlipCauseChange
from app.plans.models.knock_ons import KnockOnBundle, KnockOnDate
from app.plans.models.plan import (
    Action,
    Dependency,
    Measure,
    Milestone,
    Partner,
    Plan,
    ProgressEntry,
    Reading,
)
from app.plans.rules import Cause

__all__ = [
    "Action",
    "AgreedDate",
    "AgreedDateDecision",
    "Agreement",
    "Cause",
    "ColumnMeaning",
    "DatedColumns",
    "DecisionColumns",
    "Dependency",
    "DraftFile",
    "Edition",
    "EditionSource",
    "Forecast",
    "ForecastColumns",
    "ImportDraft",
    "KnockOnBundle",
    "KnockOnDate",
    "LeftUnsaid",
    "MatchAnswer",
    "Measure",
    "Meeting",
    "MeetingCorrection",
    "Met",
    "Milestone",
    "Partner",
    "Plan",
    "ProgressEntry",
    "Proposal",
    "Reading",
    "Revision",
    "SlipCause",
    "SlipCauseChange",
]
