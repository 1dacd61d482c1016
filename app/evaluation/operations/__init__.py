"""What people do to evaluate: declare, score, decide, tell."""

from app.evaluation.operations.deciding import decide_award, propose_award
from app.evaluation.operations.declaring import declare
from app.evaluation.operations.scoring import close_scoring, save_scores, submit_scores
from app.evaluation.operations.telling import send_letters

__all__ = [
    "close_scoring",
    "decide_award",
    "declare",
    "propose_award",
    "save_scores",
    "send_letters",
    "submit_scores",
]
