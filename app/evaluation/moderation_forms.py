"""What is typed of a moderation: shape and format only."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import InputRequired

from app.commissions.forms import long_text
from app.evaluation.forms import LONGEST_WORDS
from app.plans.forms import a_day
from app.seen import DecisionOnForm


class ModerationForm(FlaskForm):
    """A moderation meeting."""

    day = a_day("Day of the meeting", "Enter the day of the meeting")
    present = long_text("Who was there", LONGEST_WORDS, "Enter who was there")
    note = long_text("Anything else to be kept", LONGEST_WORDS)


class ConsensusForm(DecisionOnForm):
    """The score that a meeting agreed on. Choices come from the view."""

    meeting = RadioField(
        "Which meeting agreed on it?",
        validators=[InputRequired("Choose the meeting that agreed on it")],
        validate_choice=False,
    )
    value = RadioField(
        "The agreed score",
        validators=[InputRequired("Choose the score that was agreed on")],
        validate_choice=False,
    )
    reason = long_text("Reason", LONGEST_WORDS, "Enter the reason for the score")
