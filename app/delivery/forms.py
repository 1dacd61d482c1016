"""Forms of delivery: shape and format only."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.delivery.rules import LONGEST_REASON, LONGEST_TITLE
from app.fields import GovDateField
from app.plans.forms import a_cause, a_meeting
from app.seen import DecisionOnForm


def _short(name: str) -> Length:
    said = f"{name} must be {LONGEST_TITLE} characters or fewer"
    return Length(max=LONGEST_TITLE, message=said)


def _long(name: str) -> Length:
    said = f"{name} must be {LONGEST_REASON:,} characters or fewer"
    return Length(max=LONGEST_REASON, message=said)


class DeliverableForm(FlaskForm):
    """A thing due, and when."""

    title = StringField(
        "What is to be delivered",
        validators=[InputRequired("Enter what is to be delivered"), _short("The title")],
    )
    when = StringField(
        "When it is due", validators=[InputRequired("Enter when it is due"), _short("The date")]
    )


class DateForm(FlaskForm):
    """Another date for a deliverable."""

    when = StringField(
        "The new date", validators=[InputRequired("Enter the new date"), _short("The date")]
    )
    cause = a_cause("Cause", "Select why the date changes")
    reason = TextAreaField(
        "Why the date changes",
        validators=[InputRequired("Enter why the date changes"), _long("The reason")],
    )
    meeting = a_meeting()


class ForecastForm(FlaskForm):
    """What is expected now."""

    when = StringField(
        "When it is expected",
        validators=[InputRequired("Enter when it is expected"), _short("The date")],
    )
    cause = a_cause("Cause", "Select the cause")
    reason = TextAreaField(
        "Why it is expected then",
        validators=[InputRequired("Enter why it is expected then"), _long("The reason")],
    )


class DecisionForm(DecisionOnForm):
    """Another person's decision on a proposed date."""

    decision = RadioField(
        "Your decision",
        choices=[("approve", "Approve the date"), ("refuse", "Refuse the date")],
        validators=[InputRequired("Choose whether you approve the date")],
    )
    reason = TextAreaField("Reasons for your decision", validators=[_long("The reasons")])


class ReceivedForm(FlaskForm):
    """Something that was received."""

    received_on = GovDateField(
        "Day it was received", validators=[InputRequired("Enter the day it was received")]
    )
    file = FileField("File")
    note = TextAreaField("What was received", validators=[_long("The note")])


class SendForm(FlaskForm):
    """Something that the company sends."""

    file = FileField("File")
    note = TextAreaField("What you are sending", validators=[_long("The note")])


class AcceptanceForm(DecisionOnForm):
    """Accept or reject what was received."""

    decision = RadioField(
        "Your decision",
        choices=[("accept", "Accept it"), ("reject", "Reject it")],
        validators=[InputRequired("Choose whether you accept what was received")],
    )
    reason = TextAreaField("Reasons", validators=[_long("The reasons")])
