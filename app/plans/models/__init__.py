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
from app.plans.models.keeping import Meeting, MeetingCorrection, SlipCause, SlipCauseChange
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
    "DatedColumns",
    "DecisionColumns",
    "Dependency",
    "Edition",
    "Forecast",
    "ForecastColumns",
    "LeftUnsaid",
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
