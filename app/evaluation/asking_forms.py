"""What is typed of enquiries and of few quotes: shape and format only."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from app.commissions.forms import GroupDeadlineField, long_text
from app.evaluation.forms import LONGEST_WORDS
from app.evaluation.rules import Course
from app.seen import DecisionOnForm

LONGEST_ENQUIRY = 10_000


class EnquireForm(FlaskForm):
    """A question to companies about their opened quotes. Choices are set by the view."""

    companies = SelectMultipleField(
        "Which companies do you ask?",
        validate_choice=False,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    text = long_text("Question", LONGEST_ENQUIRY, "Enter the question")
    answer_by = GroupDeadlineField("Answer by", [InputRequired("Enter when to answer by")])


class AskAboutDoubtForm(FlaskForm):
    """A question to one company about what was pointed out of its quote."""

    text = long_text("Question", LONGEST_ENQUIRY, "Enter the question")
    answer_by = GroupDeadlineField("Answer by", [InputRequired("Enter when to answer by")])


class ResolveForm(DecisionOnForm):
    """How a doubt about a price is resolved. Choices are set by the view."""

    way = RadioField("How is it resolved?", [InputRequired("Select how it is resolved")])
    reason = long_text("Reason", LONGEST_WORDS, "Enter the reason")


class DecideDoubtAsideForm(DecisionOnForm):
    """A second person's decision on a proposal to set a quote aside."""

    decision = RadioField(
        "Your decision",
        choices=[("confirm", "Confirm: the quote is set aside"), ("refuse", "Refuse")],
        validators=[InputRequired("Select whether you confirm it")],
    )
    reason = long_text("Reasons for your decision", LONGEST_WORDS)


class TakeBackAsideForm(DecisionOnForm):
    """Why a quote is no longer set aside."""

    reason = long_text("Why you take it back", LONGEST_WORDS, "Enter why you take it back")


class RespondForm(FlaskForm):
    """A company's answer about its quote."""

    text = long_text("Your answer", LONGEST_ENQUIRY, "Enter your answer")
    file = FileField("A file, if one belongs to the answer")


class ReasonForm(FlaskForm):
    """Why a company sent no quote."""

    reason = long_text("Reason", LONGEST_WORDS, "Enter the reason")


class FewQuotesForm(FlaskForm):
    """How it goes on with few quotes."""

    course = RadioField(
        "How does it go on?",
        [InputRequired("Select how it goes on")],
        choices=[(each.value, each.value.capitalize()) for each in Course],
    )
    advice = long_text("Who advised on procurement, and what they said", LONGEST_WORDS)
    reason = long_text("Reason for the decision", LONGEST_WORDS, "Give the reason for the decision")
