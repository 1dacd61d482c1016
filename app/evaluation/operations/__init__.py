"""What people do to evaluate: declare, score, decide, tell."""

from app.evaluation.operations.deciding import decide_award, propose_award
from app.evaluation.operations.declaring import declare
from app.evaluation.operations.enquiring import enquire, respond
from app.evaluation.operations.few_quotes import ask_why, decide_few_quotes, explain_no_quote
from app.evaluation.operations.scoring import close_scoring, save_scores, submit_scores
from app.evaluation.operations.telling import send_letters

__all__ = [
    "ask_why",
    "close_scoring",
    "decide_award",
    "decide_few_quotes",
    "declare",
    "enquire",
    "explain_no_quote",
    "propose_award",
    "respond",
    "save_scores",
    "send_letters",
    "submit_scores",
]
