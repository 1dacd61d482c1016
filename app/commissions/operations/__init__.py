"""What people do to commissions: each a verb, checked, done and recorded; nothing commits."""

from app.commissions.operations.amending import (
    amend_brief,
    begin_amendment,
    drop_amendment,
    issue_amendment,
)
from app.commissions.operations.answering import (
    answer_as_another,
    answer_by_itself,
    attach_to_answer,
    draft_answer,
    hold_for_the_brief,
    publish_answer,
    remove_from_answer,
    warnings_of,
)
from app.commissions.operations.asking import AlreadyAsked, ask, withdraw_question
from app.commissions.operations.checks import draft_to_write, require
from app.commissions.operations.ending import cancel, complete
from app.commissions.operations.inviting import (
    choose_companies,
    invite,
    invite_all,
    reply,
    uninvite,
)
from app.commissions.operations.issuing import issue_brief
from app.commissions.operations.reminding import extend_deadline, remind
from app.commissions.operations.starting import create_commission, rename_commission
from app.commissions.operations.timetabling import read_planned
from app.commissions.operations.valuing import estimate_value, hold_route, value_as_awarded
from app.commissions.operations.writing import (
    BriefChanges,
    CriterionWords,
    PriceWanted,
    QuestionWords,
    attach_document,
    check_new_deadline,
    edit_brief,
    remove_document,
    set_criteria,
    set_questions,
)

__all__ = [
    "AlreadyAsked",
    "BriefChanges",
    "CriterionWords",
    "PriceWanted",
    "QuestionWords",
    "amend_brief",
    "answer_as_another",
    "answer_by_itself",
    "ask",
    "attach_document",
    "attach_to_answer",
    "begin_amendment",
    "cancel",
    "check_new_deadline",
    "choose_companies",
    "complete",
    "create_commission",
    "draft_answer",
    "draft_to_write",
    "drop_amendment",
    "edit_brief",
    "estimate_value",
    "extend_deadline",
    "hold_for_the_brief",
    "hold_route",
    "invite",
    "invite_all",
    "issue_amendment",
    "issue_brief",
    "publish_answer",
    "read_planned",
    "remind",
    "remove_document",
    "remove_from_answer",
    "rename_commission",
    "reply",
    "require",
    "set_criteria",
    "set_questions",
    "uninvite",
    "value_as_awarded",
    "warnings_of",
    "withdraw_question",
]
