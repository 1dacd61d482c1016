"""Forms of slippage sentences and of publishing: shape and format only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from app.plans.forms import PublishForm, a_cause, a_meeting, prose, words
from app.plans.rules import LONGEST_WHEN, when_field
from app.position.rules import LONGEST_SENTENCE
from app.seen import DecisionOnForm

LONGEST_REASON = 1000
NAMES_UNCHECKED = (
    "Take the names of companies out of the plan, or answer for it that they may be published"
)


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


class CheckedPublishForm(PublishForm, DecisionOnForm):
    """The name of an edition, on what its page showed."""


def publish_form(late: Mapping[int, str], *, names: bool) -> type[CheckedPublishForm]:
    """The name of the edition, and a field for each late milestone: its id, and its place.

    With `names` also a box by which somebody answers for the companies that it would name.
    """
    fields: dict[str, Any] = {
        left_field(each): prose(
            f"Why the edition says nothing of {place}",
            longest=LONGEST_REASON,
        )
        for each, place in late.items()
    }
    if names:
        fields["names_checked"] = BooleanField(
            "I have read these words, and they may be published as they are",
            validators=[InputRequired(NAMES_UNCHECKED)],
        )
    return type("PublishForm", (CheckedPublishForm,), fields)


def choose_field(milestone_id: int) -> str:
    """The box that chooses a milestone for a new date."""
    return f"choose_{milestone_id}"


class KnockOnsForm(FlaskForm):
    """The reason for all the dates that are proposed together; they are shown back first."""

    cause = a_cause("Cause", "Select why the dates change")
    reason = prose("Reason", "Enter why the dates change", hint="One reason, kept with each date")
    meeting = a_meeting(hint="Where they are to be agreed, if at a meeting")
    confirmed = HiddenField()


def knock_ons_form(places: Mapping[int, str]) -> type[KnockOnsForm]:
    """A box and a date for each milestone that is pushed, by its id, and what is said once."""
    fields: dict[str, Any] = {}
    for milestone_id, place in places.items():
        fields[choose_field(milestone_id)] = BooleanField(f"Propose a new date for {place}")
        fields[when_field(milestone_id)] = words(f"New date of {place}", longest=LONGEST_WHEN)
    return type("KnockOnsForm", (KnockOnsForm,), fields)


class KnockOnsDecisionForm(DecisionOnForm):
    """Another person's decision on dates that were proposed together."""

    decision = RadioField(
        "Your decision on all that wait",
        choices=[("approve", "Approve the dates"), ("refuse", "Refuse them")],
        validators=[InputRequired("Select whether you approve the dates")],
    )
    meeting = a_meeting(hint="Where it was decided, if at a meeting")
    reason = prose(
        "Reason",
        hint="Needed where you refuse them. It is kept with each date",
        longest=LONGEST_REASON,
    )
