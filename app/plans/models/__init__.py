"""The plan's tables, by subject."""

from app.plans.models.dates import (
    AgreedDate,
    Agreement,
    Cause,
    DatedColumns,
    Forecast,
    ForecastColumns,
    Met,
    Proposal,
)
from app.plans.models.editions import Edition, Revision
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

__all__ = [
    "Action",
    "AgreedDate",
    "Agreement",
    "Cause",
    "DatedColumns",
    "Dependency",
    "Edition",
    "Forecast",
    "ForecastColumns",
    "Measure",
    "Met",
    "Milestone",
    "Partner",
    "Plan",
    "ProgressEntry",
    "Proposal",
    "Reading",
    "Revision",
]
