"""What is typed about dates of milestones: shape and length, nothing of what is stored."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from app.plans.forms import WHEN_HINT, a_cause, a_day, a_meeting, prose, words
from app.plans.rules import LONGEST_WHEN


class ReviewByForm(FlaskForm):
    """The day by which an undated milestone is reviewed."""

    review_by = a_day("Review by", "Enter the day to review it by")


class ProposeForm(FlaskForm):
    """Another date for a milestone. It is shown back before it is kept."""

    when = words("New date", "Enter the new date", longest=LONGEST_WHEN, hint=WHEN_HINT)
    cause = a_cause("Cause", "Select why the date changes")
    reason = prose("Reason", "Enter why the date changes")
    meeting = a_meeting(hint="Where it is to be agreed, if at a meeting")
    review_by = a_day("Review by", hint="Only for a date like “ongoing” or “TBC”")
    confirmed = HiddenField()


class DecisionForm(FlaskForm):
    """Approve or refuse a proposed date."""

    decision = RadioField(
        "Decision",
        [InputRequired("Select whether you approve the date")],
        choices=[("approve", "Approve the date"), ("refuse", "Refuse it")],
    )
    meeting = a_meeting(hint="Where it was decided, if at a meeting")
    reason = prose("Reason", hint="Needed where you refuse it")


class FirstDateForm(FlaskForm):
    """An earlier first date than the one on file."""

    when = words("First date", "Enter the first date", longest=LONGEST_WHEN, hint=WHEN_HINT)
    agreed_on = a_day("Day", "Enter the day on which, or by which, it was agreed")
    agreed_is = RadioField(
        "What is known of that day",
        choices=[("by", "It had been agreed by that day"), ("on", "It was agreed on that day")],
        default="by",
    )
    cause = a_cause("Why it then moved", "Select why the date moved")
    reason = prose("Reason", "Enter why the date moved")
    source = words("Source", "Enter where this is written", hint="For example “1st Review”")
    confirmed = HiddenField()


class CorrectionForm(FlaskForm):
    """What a date on record should have read. It is shown back before it is kept."""

    when = words(
        "What it should have read",
        "Enter what it should have read",
        longest=LONGEST_WHEN,
        hint=WHEN_HINT,
    )
    why = prose("What was wrong", "Enter what was wrong", hint="For example, a digit slipped")
    confirmed = HiddenField()


class ForecastForm(FlaskForm):
    """What is expected now."""

    when = words("Expected", "Enter when it is expected", longest=LONGEST_WHEN, hint=WHEN_HINT)
    cause = a_cause("Cause", "Select the cause")
    reason = prose("Reason", "Enter why it is expected then")
    confirmed = HiddenField()


class MetForm(FlaskForm):
    """The day on which a milestone was met, or a record taken back."""

    met_on = a_day("Met on", hint="Leave it empty to say that it has not been met after all")
    note = prose("Note", hint="Needed where you correct what is on record")
