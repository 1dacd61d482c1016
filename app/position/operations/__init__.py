"""What is done about slippage: one verb each. Nothing here commits."""

from app.position.operations.answering import (
    Answer,
    answer_flag,
    hand_over_flag,
    read_by_when,
)
from app.position.operations.checking import Checked, check_flags, days_to_check
from app.position.operations.knock_ons import check_still_pushed, propose_knock_ons
from app.position.operations.publishing import publish_checked
from app.position.operations.reminding import remind
from app.position.operations.sentences import approve_sentence, refuse_sentence, write_sentence

__all__ = [
    "Answer",
    "Checked",
    "answer_flag",
    "approve_sentence",
    "check_flags",
    "check_still_pushed",
    "days_to_check",
    "hand_over_flag",
    "propose_knock_ons",
    "publish_checked",
    "read_by_when",
    "refuse_sentence",
    "remind",
    "write_sentence",
]
