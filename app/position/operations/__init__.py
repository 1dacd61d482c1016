"""What is done about slippage: one verb each. Nothing here commits."""

from app.position.operations.checking import Checked, check_flags, days_to_check
from app.position.operations.publishing import publish_checked
from app.position.operations.sentences import approve_sentence, refuse_sentence, write_sentence

__all__ = [
    "Checked",
    "approve_sentence",
    "check_flags",
    "days_to_check",
    "publish_checked",
    "refuse_sentence",
    "write_sentence",
]
