"""What is typed about plans: shape and length, nothing of what is stored."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DecimalField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.fields import GovDateField
from app.plans.rules import LONGEST_NAME, LONGEST_TEXT, LONGEST_WHEN, Cause

CAUSES = [(cause.value, cause.value.capitalize()) for cause in Cause if cause is not Cause.FIRST]
WHEN_HINT = "As people write it, for example “end March 2014”, “by June 2014” or “ongoing”"
MOST_FILE_BYTES = 2_000_000
ENDINGS = (".txt", ".html", ".htm")


def several_lines(typed: str | None) -> str:
    """Typed words with their line breaks, and nothing else that cannot be seen."""
    alike = (typed or "").replace("\r\n", "\n").replace("\r", "\n")
    kept = unicodedata.normalize("NFC", alike)
    return "".join(
        c for c in kept if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs")
    ).strip()


def one_line(typed: str | None) -> str:
    """Typed words as one line with one space between words."""
    return " ".join(several_lines((typed or "").replace("\t", " ")).split())


def words(label: str, required: str = "", *, longest: int = LONGEST_NAME, hint: str = "") -> Any:
    """One line of words; `required` is what is said where there are none."""
    checks: list[Any] = [DataRequired(required)] if required else []
    checks.append(Length(max=longest, message=f"{label} must be {longest:,} characters or fewer"))
    return StringField(label, checks, filters=[one_line], description=hint)


def prose(label: str, required: str = "", *, longest: int = LONGEST_TEXT, hint: str = "") -> Any:
    """Some lines of words; `required` is what is said where there are none."""
    checks: list[Any] = [DataRequired(required)] if required else []
    checks.append(Length(max=longest, message=f"{label} must be {longest:,} characters or fewer"))
    return TextAreaField(label, checks, filters=[several_lines], description=hint)


def a_day(label: str, required: str = "", hint: str = "") -> Any:
    """A day; `required` is what is said where there is none."""
    return GovDateField(
        label, [InputRequired(required) if required else Optional()], description=hint
    )


class FigureField(DecimalField):
    """A figure typed as "767,926" or "4.5"; its data is an exact Decimal."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the figure; raises ValueError with the sentence for the person."""
        typed = str(valuelist[0]).replace(",", "").strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        if not re.fullmatch(r"[-−]?[0-9]{1,20}(\.[0-9]{1,10})?", typed):
            raise ValueError(f"{self.label.text} must be a number, like 121 or 4.5")
        self.data = Decimal(typed.replace("−", "-"))


class DaysField(IntegerField):
    """A number of days; its data is an int or None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the days; raises ValueError with the sentence for the person."""
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        if not re.fullmatch(r"[0-9]{1,6}", typed):
            raise ValueError(f"{self.label.text} must be a whole number, like 62")
        self.data = int(typed)


class ConfirmForm(FlaskForm):
    """A button and nothing else."""


class WhyForm(FlaskForm):
    """A reason for an act that takes something away."""

    reason = prose("Reason", "Enter the reason")


class PageForm(FlaskForm):
    """A published page: pasted, or a file; and the day it was published."""

    content = TextAreaField("Paste the page")
    file = FileField(
        "Or choose a saved page", description="A .txt, .html or .htm file of up to 2 MB"
    )
    day = a_day("Day of the edition", "Enter the day on which the page was published")


class ConfirmPageForm(FlaskForm):
    """The page again, as it was read, with the day; the choices are added by `with_choices`."""

    content = HiddenField()
    filename = HiddenField()
    day = a_day("Day of the edition", "Enter the day on which the page was published")


def with_choices(sentences: list[tuple[str, str]]) -> type[ConfirmPageForm]:
    """The form with one question for each first date found in prose: (name, question)."""
    fields: dict[str, Any] = {}
    for name, question in sentences:
        fields[name] = BooleanField(question)
        fields[f"{name}_agreed"] = GovDateField(
            "Agreed by",
            [Optional()],
            description="A day by which that first date had been agreed, before this edition",
        )
        fields[f"{name}_cause"] = SelectField("Why it moved", choices=CAUSES, default=Cause.OTHER)
    return type("ChosenForm", (ConfirmPageForm,), fields)


class PlanForm(FlaskForm):
    """A plan's own words."""

    title = words("Title", "Enter a title")
    outcome = prose("Outcome", "Enter the outcome", hint="What the plan is to achieve")
    group_name = words("Group", hint="Who the plan belongs to. Leave it empty for your own group")
    period_start = a_day(
        "Start of the period", hint="For example, 1 4 2013. You can leave it empty"
    )
    period_end = a_day("End of the period", hint="For example, 31 3 2016. You can leave it empty")
    category = words("Category", hint="Under what it is filed, if anything")
    footer = prose("Footer", hint="A last line, if the page has one")


class EditPlanForm(PlanForm):
    """A plan's own words, changed."""

    why = words("Why it changes")


class ActionForm(FlaskForm):
    """An action's words."""

    text = prose("Action", "Enter what the action is")
    who = prose("Who", hint="Partners, separated by commas")
    success = prose("Success against outcome")


class EditActionForm(ActionForm):
    """An action's words, changed."""

    why = words("Why it changes")


class MilestoneForm(FlaskForm):
    """A new milestone. The date is shown back before it is kept."""

    text = prose("Milestone", "Enter what the milestone is", longest=1_000)
    when = words("When", "Enter when it is due", longest=LONGEST_WHEN, hint=WHEN_HINT)
    meeting = words("Agreed at", hint="The meeting at which the date was agreed, if any")
    review_by = a_day("Review by", hint="Only for a milestone without a date, like “ongoing”")
    confirmed = HiddenField()


class MilestoneTextForm(FlaskForm):
    """A milestone's text, changed."""

    text = prose("Milestone", "Enter what the milestone is", longest=1_000)
    why = words("Why it changes")


class ReviewByForm(FlaskForm):
    """The day by which an undated milestone is reviewed."""

    review_by = a_day("Review by", "Enter the day to review it by")


class ProposeForm(FlaskForm):
    """Another date for a milestone. It is shown back before it is kept."""

    when = words("New date", "Enter the new date", longest=LONGEST_WHEN, hint=WHEN_HINT)
    cause = RadioField("Cause", [InputRequired("Select why the date changes")], choices=CAUSES)
    reason = prose("Reason", "Enter why the date changes")
    meeting = words("Meeting", hint="Where it is to be agreed, if at a meeting")
    review_by = a_day("Review by", hint="Only for a date like “ongoing” or “TBC”")
    confirmed = HiddenField()


class DecisionForm(FlaskForm):
    """Approve or refuse a proposed date."""

    decision = RadioField(
        "Decision",
        [InputRequired("Select whether you approve the date")],
        choices=[("approve", "Approve the date"), ("refuse", "Refuse it")],
    )
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
    cause = RadioField(
        "Why it then moved", [InputRequired("Select why the date moved")], choices=CAUSES
    )
    reason = prose("Reason", "Enter why the date moved")
    source = words("Source", "Enter where this is written", hint="For example “1st Review”")
    confirmed = HiddenField()


class ForecastForm(FlaskForm):
    """What is expected now."""

    when = words("Expected", "Enter when it is expected", longest=LONGEST_WHEN, hint=WHEN_HINT)
    cause = RadioField("Cause", [InputRequired("Select the cause")], choices=CAUSES)
    reason = prose("Reason", "Enter why it is expected then")
    confirmed = HiddenField()


class MetForm(FlaskForm):
    """The day on which a milestone was met, or a record taken back."""

    met_on = a_day("Met on", hint="Leave it empty to say that it has not been met after all")
    note = prose("Note", hint="Needed where you correct what is on record")


class NeedsForm(FlaskForm):
    """What a milestone needs to be met first. The choices are set by the page."""

    needs = SelectField("It needs", [DataRequired("Select a milestone")], choices=[])
    gap_days = DaysField(
        "Days between them",
        [Optional()],
        description="Leave it empty to keep what stands between their agreed dates",
    )


class GapForm(FlaskForm):
    """Another gap, set by hand."""

    gap_days = DaysField("Days between them", [InputRequired("Enter the number of days, like 62")])
    why = words("Why it changes", "Enter why it changes")


class ProgressForm(FlaskForm):
    """A paragraph of Action Progress."""

    text = prose("Progress", "Enter what has progressed")
    day = a_day("Day", "Enter the day of this progress")
    source = words("Source", hint="For example a meeting or a report")


class CorrectProgressForm(FlaskForm):
    """A corrected paragraph of Action Progress."""

    text = prose("Progress", "Enter what has progressed")
    source = words("Source")
    why = words("Why it is corrected", "Enter why it is corrected")


class MeasureForm(FlaskForm):
    """A figure to follow."""

    name = words("Name", "Enter the name of the measure")
    unit = words("Unit", hint="For example people, %, km. Leave it empty if the name says it")
    note = words("Note")


class ReadingForm(FlaskForm):
    """A reading of a measure."""

    value = FigureField("Figure", [InputRequired("Enter the figure")], places=None)
    day = a_day("Day", "Enter the day of the reading")
    source = words("Source")


class CorrectReadingForm(FlaskForm):
    """A corrected figure."""

    value = FigureField("Figure", [InputRequired("Enter the figure")], places=None)
    why = words("Why it is corrected", "Enter why it is corrected")


class PublishForm(FlaskForm):
    """The name of an edition."""

    name = words("Name of the edition", "Enter the name of the edition")
