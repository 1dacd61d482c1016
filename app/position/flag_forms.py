"""Forms of the flags: shape and format only."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Form, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.position.rules import LONGEST_ANSWER, FlagKind, FlagState

LONGEST_WHEN = 200
LONGEST_WHY = 500
NOT_CLOSED = "not closed"


def _part(label: str, required: str) -> Any:
    too_long = f"{label} must be {LONGEST_ANSWER:,} characters or fewer"
    return TextAreaField(
        label, [InputRequired(required), Length(max=LONGEST_ANSWER, message=too_long)]
    )


class AnswerForm(FlaskForm):
    """An answer to a flag. The day is shown back before it is kept."""

    cause = _part("Cause", "Enter the cause")
    consequence = _part("Consequence", "Enter the consequence")
    options = _part("Options", "Enter the options")
    proposal = _part("What is proposed", "Enter what is proposed")
    when = StringField(
        "By when",
        [
            InputRequired("Enter by when"),
            Length(max=LONGEST_WHEN, message="By when must be 200 characters or fewer"),
        ],
    )
    confirmed = HiddenField()


class HandOverForm(FlaskForm):
    """Whose a flag is from now on."""

    person = SelectField("Who has it from now on", coerce=int, validate_choice=False)
    why = StringField(
        "Why",
        [
            InputRequired("Enter why"),
            Length(max=LONGEST_WHY, message=f"Why must be {LONGEST_WHY} characters or fewer"),
        ],
    )


class FlagFilterForm(Form):
    """Which flags are asked for: a question in the address, which needs no token."""

    plan = SelectField("Plan", validate_choice=False, default="")
    owner = SelectField("Who has it", validate_choice=False, default="")
    state = SelectField(
        "State",
        choices=[
            (NOT_CLOSED, "Not closed"),
            *((each.value, each.value.capitalize()) for each in FlagState),
            ("all", "All"),
        ],
        default=NOT_CLOSED,
        validate_choice=False,
    )
    kind = SelectField(
        "What is wrong",
        choices=[("", "Anything"), *((each.value, each.value.capitalize()) for each in FlagKind)],
        default="",
        validate_choice=False,
    )
