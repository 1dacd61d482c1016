"""Forms of slippage sentences and of publishing: shape and format only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from app.plans.forms import PublishForm, prose
from app.position.rules import LONGEST_SENTENCE
from app.seen import DecisionOnForm

LONGEST_REASON = 1000


class SentenceForm(FlaskForm):
    """The sentence, prefilled with the draft."""

    text = TextAreaField(
        "The sentence for Action Progress",
        validators=[
            InputRequired("Enter the sentence"),
            Length(
                max=LONGEST_SENTENCE,
                message=f"The sentence must be {LONGEST_SENTENCE:,} characters or fewer",
            ),
        ],
    )


class DecisionForm(DecisionOnForm):
    """Another person's decision on a sentence."""

    decision = RadioField(
        "Your decision",
        choices=[("approve", "Approve it for Action Progress"), ("refuse", "Refuse it")],
        validators=[InputRequired("Choose whether you approve the sentence")],
    )
    reason = TextAreaField(
        "Why you refuse it",
        validators=[
            Length(
                max=LONGEST_REASON,
                message=f"The reason must be {LONGEST_REASON:,} characters or fewer",
            )
        ],
    )

    def validate_reason(self, field: TextAreaField) -> None:
        """A refusal needs its reason."""
        if self.decision.data == "refuse" and not (field.data or "").strip():
            raise ValidationError("Enter why you refuse the sentence")


def left_field(milestone_id: int) -> str:
    """The field that says why a late milestone is published without a sentence."""
    return f"left_{milestone_id}"


def publish_form(late: Mapping[int, str]) -> type[PublishForm]:
    """The name of the edition, and a field for each late milestone: its id, and its place."""
    fields: dict[str, Any] = {
        left_field(each): prose(
            f"Why the edition says nothing of {place}",
            longest=LONGEST_REASON,
        )
        for each, place in late.items()
    }
    return type("PublishForm", (PublishForm,), fields)
