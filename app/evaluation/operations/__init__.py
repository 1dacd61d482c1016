"""What people do to evaluate: declare, score, decide, tell."""

from app.evaluation.operations.deciding import decide_award, propose_award
from app.evaluation.operations.declaring import declare, rule_on_declaration
from app.evaluation.operations.doubting import ask_about_doubt, resolve_doubt
from app.evaluation.operations.enquiring import enquire, respond
from app.evaluation.operations.feedback import answer_feedback, ask_feedback
from app.evaluation.operations.few_quotes import ask_why, decide_few_quotes, explain_no_quote
from app.evaluation.operations.leaving_out import decide_aside, take_back_aside
from app.evaluation.operations.moderating import agree_score, record_moderation
from app.evaluation.operations.scoring import close_scoring, save_scores, submit_scores
from app.evaluation.operations.setting_aside import decide_setting_aside, propose_setting_aside
from app.evaluation.operations.taking_back import take_award_back
from app.evaluation.operations.telling import (
    keep_feedback,
    order_letters,
    send_due_letters,
    send_letters,
    send_ordered_letters,
    stop_letters,
)

__all__ = [
    "agree_score",
    "answer_feedback",
    "ask_about_doubt",
    "ask_feedback",
    "ask_why",
    "close_scoring",
    "decide_aside",
    "decide_award",
    "decide_few_quotes",
    "decide_setting_aside",
    "declare",
    "enquire",
    "explain_no_quote",
    "keep_feedback",
    "order_letters",
    "propose_award",
    "propose_setting_aside",
    "record_moderation",
    "resolve_doubt",
    "respond",
    "rule_on_declaration",
    "save_scores",
    "send_due_letters",
    "send_letters",
    "send_ordered_letters",
    "stop_letters",
    "submit_scores",
    "take_award_back",
    "take_back_aside",
]
