"""What people do to plans: one verb each. Nothing here commits."""

from app.plans.operations.answering import answer_match, remember_headings
from app.plans.operations.corrections import correct_agreed, correct_forecast
from app.plans.operations.dates import (
    decide_date,
    forecast,
    propose_date,
    record_first_date,
    record_met,
)
from app.plans.operations.dependencies import add_dependency, alter_gap, remove_dependency
from app.plans.operations.drafts import (
    Brought,
    add_files,
    describe_file,
    import_draft,
    start_draft,
    take_out_file,
)
from app.plans.operations.editions import leave_unsaid, next_edition_name, publish_edition
from app.plans.operations.importing import (
    Imported,
    import_file,
    import_page,
    unread_words,
    why_not_importable,
    why_not_next,
)
from app.plans.operations.keeping import (
    add_cause,
    add_meeting,
    bring_back_cause,
    correct_meeting,
    remove_meeting,
    retire_cause,
    reword_cause,
)
from app.plans.operations.knock_ons import (
    Decided,
    NewDate,
    decide_together,
    propose_together,
)
from app.plans.operations.measures import (
    add_measure,
    add_progress,
    add_reading,
    correct_progress,
    correct_reading,
    edit_measure,
)
from app.plans.operations.milestones import (
    add_milestone,
    add_origin,
    edit_milestone,
    read_for,
    set_review_by,
    withdraw_milestone,
)
from app.plans.operations.page_parts import measure_name
from app.plans.operations.writing import (
    add_action,
    create_plan,
    edit_action,
    edit_plan,
    withdraw_action,
)

__all__ = [
    "Brought",
    "Decided",
    "Imported",
    "NewDate",
    "add_action",
    "add_cause",
    "add_dependency",
    "add_files",
    "add_measure",
    "add_meeting",
    "add_milestone",
    "add_origin",
    "add_progress",
    "add_reading",
    "alter_gap",
    "answer_match",
    "bring_back_cause",
    "correct_agreed",
    "correct_forecast",
    "correct_meeting",
    "correct_progress",
    "correct_reading",
    "create_plan",
    "decide_date",
    "decide_together",
    "describe_file",
    "edit_action",
    "edit_measure",
    "edit_milestone",
    "edit_plan",
    "forecast",
    "import_draft",
    "import_file",
    "import_page",
    "leave_unsaid",
    "measure_name",
    "next_edition_name",
    "propose_date",
    "propose_together",
    "publish_edition",
    "read_for",
    "record_first_date",
    "record_met",
    "remember_headings",
    "remove_dependency",
    "remove_meeting",
    "retire_cause",
    "reword_cause",
    "set_review_by",
    "start_draft",
    "take_out_file",
    "unread_words",
    "why_not_importable",
    "why_not_next",
    "withdraw_action",
    "withdraw_milestone",
]
