"""What is typed of questions about the brief: shape and length, nothing of what is stored."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.commissions.forms import LONGEST_REASON, GroupDeadlineField, long_text
from app.commissions.rules import LONGEST_QUESTION, LONGEST_REPLY
from app.seen import DecisionOnForm

ALONE, WITH_BRIEF = "alone", "with the brief"


class AskForm(FlaskForm):
    """A question about the brief."""

    text = long_text("Your question", LONGEST_QUESTION, "Enter your question")
    file = FileField("A file, if it helps to explain the question")


class AnswerForm(DecisionOnForm):
    """The question as every company will read it, and the answer."""

    wording = long_text("The question, as every company will read it", LONGEST_REPLY)
    answer = long_text("The answer", LONGEST_REPLY)
    file = FileField("Attach a file to the answer")


class PublishForm(DecisionOnForm):
    """How an answer is published."""

    names_nobody = BooleanField(
        "I have read the text and the file names, and they give no company away"
    )
    leaves = RadioField(
        "Does the answer change the brief?",
        choices=[
            (ALONE, "No. Publish it to every invited company now"),
            (WITH_BRIEF, "Yes. Publish it together with the next version of the brief"),
        ],
        default=ALONE,
    )
    deadline = GroupDeadlineField("New deadline for quotes", [Optional()])


class SameForm(FlaskForm):
    """Which other question asks the same."""

    same_as = SelectField("Question that asks the same", coerce=str, validate_choice=False)


class ExtendForm(DecisionOnForm):
    """A later deadline, and why."""

    quote_deadline = GroupDeadlineField(
        "New deadline for quotes", [InputRequired("Enter the new deadline for quotes")]
    )
    clarification_deadline = GroupDeadlineField("New deadline for asking questions", [Optional()])
    reason = long_text(
        "Why is the deadline extended?", LONGEST_REASON, "Say why the deadline is extended"
    )


class RemindForm(FlaskForm):
    """Which companies are reminded. Choices are set by the view."""

    companies = SelectMultipleField(
        "Companies to remind",
        validate_choice=False,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
