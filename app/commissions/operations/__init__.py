"""What people do to commissions: each a verb, checked, done and recorded; nothing commits."""

from app.commissions.operations.amending import (
    amend_brief,
    begin_amendment,
    drop_amendment,
    issue_amendment,
)
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
from app.commissions.operations.starting import create_commission, rename_commission
from app.commissions.operations.timetabling import read_planned
from app.commissions.operations.writing import (
    BriefChanges,
    CriterionWords,
    QuestionWords,
    attach_document,
    check_new_deadline,
    edit_brief,
    remove_document,
    set_criteria,
    set_questions,
)

__all__ = [
    "BriefChanges",
    "CriterionWords",
    "QuestionWords",
    "amend_brief",
    "attach_document",
    "begin_amendment",
    "cancel",
    "check_new_deadline",
    "choose_companies",
    "complete",
    "create_commission",
    "draft_to_write",
    "drop_amendment",
    "edit_brief",
    "invite",
    "invite_all",
    "issue_amendment",
    "issue_brief",
    "read_planned",
    "remove_document",
    "rename_commission",
    "reply",
    "require",
    "set_criteria",
    "set_questions",
    "uninvite",
]
