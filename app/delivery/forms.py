"""Forms of delivery: shape and format only."""

from __future__ import annotations

from collections.abc import Sequence

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from app.delivery.rules import (
    LONGEST_REASON,
    LONGEST_RECOMMENDATION,
    LONGEST_TITLE,
    Term,
    Verdict,
)
from app.delivery.rules.offered import MOST_DUE, CheckedDue, DueFault, OfferedDue
from app.fields import GovDateField, RowList
from app.plans.forms import a_cause, a_day, a_meeting
from app.seen import DecisionOnForm


def _short(name: str) -> Length:
    said = f"{name} must be {LONGEST_TITLE} characters or fewer"
    return Length(max=LONGEST_TITLE, message=said)


def _long(name: str, longest: int = LONGEST_REASON) -> Length:
    said = f"{name} must be {longest:,} characters or fewer"
    return Length(max=longest, message=said)


class DeliverableForm(FlaskForm):
    """A thing due, and when."""

    title = StringField(
        "What is to be delivered",
        validators=[InputRequired("Enter what is to be delivered"), _short("The title")],
    )
    when = StringField(
        "When it is due", validators=[InputRequired("Enter when it is due"), _short("The date")]
    )
    confirmed = HiddenField()


class DueRow(Form):
    """One line of the timetable that an officer checks; `offered` is its place in the offer."""

    offered = HiddenField()
    title = StringField("What is to be delivered")
    when = StringField("When it is due")
    reason = StringField("Why it is changed or left out", [_long("The reason")])
    leave_out = BooleanField("Leave it out")

    def checked(self) -> CheckedDue:
        """The line as it was typed."""
        place = self.offered.data or ""
        return CheckedDue(
            self.title.data or "",
            self.when.data or "",
            self.reason.data or "",
            int(place) if place.isdecimal() and len(place) < 4 else None,
            bool(self.leave_out.data),
        )

    @property
    def is_blank(self) -> bool:
        """Whether it was not offered and nothing was typed in it."""
        return not (self.offered.data or self.title.data or self.when.data)


class TimetableForm(FlaskForm):
    """The things due, as they were offered and as the officer leaves them."""

    dues = RowList(FormField(DueRow), max_entries=MOST_DUE)
    confirmed = HiddenField()

    def show(self, offered: Sequence[OfferedDue]) -> None:
        """A row for each thing that was offered; a blank one where there is none."""
        for place, due in enumerate(offered):
            self.dues.append_entry({"offered": str(place), "title": due.title, "when": due.when})
        if not offered:
            self.lengthen()

    def lengthen(self) -> None:
        """One more blank row, while there is room."""
        if len(self.dues) < MOST_DUE:
            self.dues.append_entry()

    def checked(self) -> list[CheckedDue]:
        """The lines in which something stands."""
        return [row.checked() for row in self._filled()]

    def say(self, faults: Sequence[DueFault]) -> None:
        """Put each fault at the field of its line."""
        rows = self._filled()
        for fault in faults:
            rows[fault.place][fault.field].errors = [fault.sentence]
        self.dues.errors = [entry.errors for entry in self.dues] if faults else []

    def _filled(self) -> list[DueRow]:
        return [entry.form for entry in self.dues if not entry.form.is_blank]


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
    confirmed = HiddenField()


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
    confirmed = HiddenField()


class CorrectionForm(FlaskForm):
    """What a date on record should have read."""

    when = StringField(
        "What it should have read",
        validators=[InputRequired("Enter what it should have read"), _short("The date")],
    )
    why = TextAreaField(
        "What was wrong", validators=[InputRequired("Enter what was wrong"), _long("The words")]
    )
    confirmed = HiddenField()


class CorrectReceivedForm(FlaskForm):
    """The day on which something really came."""

    received_on = GovDateField(
        "Day it was received", validators=[InputRequired("Enter the day it was received")]
    )
    why = TextAreaField(
        "What was wrong", validators=[InputRequired("Enter what was wrong"), _long("The words")]
    )


class CompanyDateForm(FlaskForm):
    """Another date that the company proposes. Its labels say whether the date has passed."""

    when = StringField(
        "The date you propose",
        validators=[InputRequired("Enter the date you propose"), _short("The date")],
    )
    cause = a_cause("Cause", "Select the cause")
    reason = TextAreaField(
        "Why you ask for another date",
        validators=[InputRequired("Enter the reason"), _long("The reason")],
    )
    confirmed = HiddenField()


class DecisionForm(DecisionOnForm):
    """Another person's decision on a proposed date."""

    decision = RadioField(
        "Your decision",
        choices=[("approve", "Approve the date"), ("refuse", "Refuse the date")],
        validators=[InputRequired("Choose whether you approve the date")],
    )
    meeting = a_meeting()
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


class RecommendationForm(FlaskForm):
    """A recommendation of the delivered work."""

    text = TextAreaField(
        "What is recommended",
        validators=[
            InputRequired("Enter the recommendation"),
            _long("The recommendation", LONGEST_RECOMMENDATION),
        ],
    )
    found_in = StringField("Where it stands", validators=[_short("Where it stands")])
    term = RadioField(
        "When it should be carried out",
        choices=[(term.value, term.value.capitalize()) for term in Term],
        validators=[InputRequired("Select when it should be carried out")],
    )


class ConsiderationForm(DecisionOnForm):
    """What the partnership group made of a recommendation."""

    verdict = RadioField(
        "What the group decided",
        choices=[
            (Verdict.TAKEN_UP.value, "Take it up as it is"),
            (Verdict.CHANGED.value, "Take it up in changed words"),
            (Verdict.DECLINED.value, "Decline it"),
        ],
        validators=[InputRequired("Select what the group decided")],
    )
    words = TextAreaField("The changed words", validators=[_long("The changed words")])
    reason = TextAreaField("Why", validators=[InputRequired("Enter why"), _long("The reason")])
    considered_on = GovDateField(
        "Day it was considered", validators=[InputRequired("Enter the day it was considered")]
    )
    meeting = a_meeting()


class _MilestoneOfRecommendation(FlaskForm):
    """The words and the date of a milestone that carries a recommendation out."""

    text = StringField(
        "What the milestone is",
        validators=[InputRequired("Enter what the milestone is"), _long("The milestone")],
    )
    when = StringField(
        "When it is due", validators=[InputRequired("Enter when it is due"), _short("The date")]
    )
    review_by = a_day("Review by", hint="Only for a date like “ongoing” or “TBC”")
    meeting = a_meeting()
    confirmed = HiddenField()


class NewMilestoneForm(_MilestoneOfRecommendation):
    """A new milestone of an action."""

    action = SelectField("Action", coerce=int)


class NewActionForm(_MilestoneOfRecommendation):
    """A new action with its first milestone."""

    action_text = TextAreaField(
        "What the action is",
        validators=[InputRequired("Enter what the action is"), _long("The action")],
    )
    who = StringField("Who", validators=[_long("Who")])


class InPlanForm(FlaskForm):
    """A milestone that is in a plan already."""

    milestone = SelectField("Milestone", coerce=int)
