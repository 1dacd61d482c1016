"""The position's tables, by subject."""

from app.position.models.flags import (
    Flag,
    FlagAnswer,
    FlagEvent,
    FlagOwner,
    PositionCheck,
    Reminder,
)
from app.position.models.sentences import SlippageSentence

__all__ = [
    "Flag",
    "FlagAnswer",
    "FlagEvent",
    "FlagOwner",
    "PositionCheck",
    "Reminder",
    "SlippageSentence",
]
