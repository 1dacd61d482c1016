"""Pure rules of the position: drafting sentences, next steps, and who may write and decide."""

from app.people.rules import company_named_in
from app.position.rules.causes import cause_of
from app.position.rules.changing import Change, Stood, changes_between
from app.position.rules.drafting import LateMilestone, draft_sentence, rests_on, what_moved
from app.position.rules.flags import (
    LONGEST_ANSWER,
    DatedRow,
    Finding,
    FlagAct,
    FlagKind,
    FlagState,
    PushedBy,
    Watched,
    findings,
    flag_state,
    why_closed,
    why_not_answer,
    why_not_hand_over,
    with_deliverable,
)
from app.position.rules.hurting import HURTS_MOST, Hurt
from app.position.rules.next_steps import Progress, Step, next_step
from app.position.rules.public_names import NamedIn, named_in
from app.position.rules.publishing import Slip, slipped_since
from app.position.rules.pushing import kept_words, pushed_wording
from app.position.rules.reminders import digest_subject, mark_after, mark_before
from app.position.rules.rolling_up import RolledUp, RollUp, roll_up
from app.position.rules.sentences import (
    LONGEST_SENTENCE,
    Sentence,
    why_not_decide,
    why_not_write,
)
from app.position.rules.timetable import (
    NodeKey,
    Plan,
    PlannedStep,
    StepKey,
    StepOn,
    Timetable,
    TimetableStep,
    planned_steps,
    started_on,
    steps_on,
)
from app.position.rules.wording import (
    Place,
    Pushed,
    SoFar,
    against_both_words,
    placed,
    push_words,
    pushed_words,
    rating_words,
    received_words,
)

__all__ = [
    "HURTS_MOST",
    "LONGEST_ANSWER",
    "LONGEST_SENTENCE",
    "Change",
    "DatedRow",
    "Finding",
    "FlagAct",
    "FlagKind",
    "FlagState",
    "Hurt",
    "LateMilestone",
    "NamedIn",
    "NodeKey",
    "Place",
    "Plan",
    "PlannedStep",
    "Progress",
    "Pushed",
    "PushedBy",
    "RollUp",
    "RolledUp",
    "Sentence",
    "Slip",
    "SoFar",
    "Step",
    "StepKey",
    "StepOn",
    "Stood",
    "Timetable",
    "TimetableStep",
    "Watched",
    "against_both_words",
    "cause_of",
    "changes_between",
    "company_named_in",
    "digest_subject",
    "draft_sentence",
    "findings",
    "flag_state",
    "kept_words",
    "mark_after",
    "mark_before",
    "named_in",
    "next_step",
    "placed",
    "planned_steps",
    "push_words",
    "pushed_wording",
    "pushed_words",
    "rating_words",
    "received_words",
    "rests_on",
    "roll_up",
    "slipped_since",
    "started_on",
    "steps_on",
    "what_moved",
    "why_closed",
    "why_not_answer",
    "why_not_decide",
    "why_not_hand_over",
    "why_not_write",
    "with_deliverable",
]
