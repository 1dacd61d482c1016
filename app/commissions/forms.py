"""What is typed about commissions: shape and length, nothing of what is stored."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app import clock
from app.commissions.rules import LONGEST_TITLE, Reply
from app.fields import DeadlineField, PoundsField
from app.people.forms import one_line, several_lines

LONGEST_TEXT = 20_000
LONGEST_REASON = 2_000
LONGEST_DATE = 100


def text(label: str, longest: int, required: str = "") -> StringField:
    """Words on one line, at most `longest` characters; `required` is the sentence where empty."""
    return StringField(label, _lengths(label, longest, required), filters=[one_line])


def long_text(label: str, longest: int = LONGEST_TEXT, required: str = "") -> TextAreaField:
    """Words on several lines, at most `longest` characters."""
    return TextAreaField(label, _lengths(label, longest, required), filters=[several_lines])


def _lengths(label: str, longest: int, required: str) -> list[DataRequired | Length]:
    sentence = f"{label} must be {longest:,} characters or fewer"
    needed = [DataRequired(required)] if required else []
    return [*needed, Length(max=longest, message=sentence)]


def _id(typed: Any) -> int | None:
    words = str(typed)
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else None


class _Offered:
    """A choice must be one of those that the page offered; `sentence` says so."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, _form: Form, field: SelectField) -> None:
        if field.data not in {choice[0] for choice in field.choices or []}:
            raise ValidationError(self.sentence)


class GroupDeadlineField(DeadlineField):
    """A deadline in the group's own time zone."""

    def __init__(self, label: str, validators: list[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(label, validators, zone=clock.zone().key, **kwargs)


class TitleForm(FlaskForm):
    """What a commission is called, and whose it is."""

    title = text("Title", LONGEST_TITLE, "Enter a title")
    officer = SelectField(
        "Officer", [_Offered("Select an officer")], coerce=_id, validate_choice=False
    )


class AboutForm(FlaskForm):
    """Why the work is wanted, what it is, and what comes of it."""

    background = long_text("Background")
    wanted = long_text("Work wanted")
    outputs = long_text("Outputs")


class BudgetForm(FlaskForm):
    """The budget, given or withheld."""

    told = RadioField(
        "Is the budget given to companies?",
        [_Offered("Select whether the budget is given to companies")],
        validate_choice=False,
        choices=[("given", "Yes, give it"), ("withheld", "No, withhold it")],
    )
    budget = PoundsField("Budget")

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; an amount counts only where the budget is given."""
        is_good = super().validate(extra_validators)
        if self.told.data == "withheld":
            self.budget.errors = []
            return not self.told.errors
        if self.told.data == "given" and self.budget.data is None and not self.budget.errors:
            self.budget.errors = ["Enter the budget"]
            return False
        return is_good


class ValueForm(FlaskForm):
    """What a commission is estimated to cost over its whole life."""

    work = PoundsField("Value of the work", [InputRequired("Enter the value of the work")])
    extension = PoundsField("Value of all possible extensions together", [Optional()])
    extensions = long_text("Which extensions are possible", LONGEST_REASON)


class TermsForm(FlaskForm):
    """Terms, and the timetable. `dates_read` are the words of its dates that were shown back."""

    issue_written = text("Issue of the brief", LONGEST_DATE)
    quote_deadline = GroupDeadlineField("Deadline for quotes")
    clarification_deadline = GroupDeadlineField("Deadline for asking questions")
    opening_written = text("Opening of the quotes", LONGEST_DATE)
    award_written = text("Award", LONGEST_DATE)
    start_written = text("Start of the work", LONGEST_DATE)
    delivery_written = text("Delivery date", LONGEST_DATE)
    dates_read = HiddenField()
    timetable = long_text("Timetable")
    terms = long_text("Terms")


class DocumentForm(FlaskForm):
    """A file to attach."""

    file = FileField("Document")


class CompaniesForm(FlaskForm):
    """Who is invited. Choices are set by the view; `shown` are those that the page had."""

    search = text("Search by name or postcode", 100)
    companies = SelectMultipleField("Companies", coerce=_id, validate_choice=False)
    shown = SelectMultipleField("Shown", coerce=_id, validate_choice=False)
    few_invited_reason = long_text("Why so few companies are invited", LONGEST_REASON)


class IssueForm(FlaskForm):
    """A button, and why the route is right where that is asked for."""

    route_reason = long_text("Why this route is right", LONGEST_REASON)


class AmendForm(IssueForm):
    """Why a brief is amended; and that its value still holds where it was estimated."""

    reason = long_text("Reason", LONGEST_REASON, "Say why the brief is amended")
    value_holds = BooleanField("The value over its whole life still holds")


class CancelForm(FlaskForm):
    """Why a commission is cancelled."""

    reason = long_text("Reason", LONGEST_REASON, "Say why the commission is cancelled")


class ReplyForm(FlaskForm):
    """What a company says to its invitation."""

    reply = RadioField(
        "Will you quote?",
        [_Offered("Select whether you will quote")],
        validate_choice=False,
        choices=[(Reply.WILL_QUOTE.value, "Yes, we will quote"), (Reply.DECLINED.value, "No")],
    )
    reason = long_text("If no, why not?", LONGEST_REASON)


class ConfirmForm(FlaskForm):
    """A button and nothing else."""
