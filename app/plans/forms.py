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

WHEN_HINT = "As people write it, for example “end March 2014”, “by June 2014” or “ongoing”"
MOST_FILE_BYTES = 2_000_000


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


def a_cause(label: str, required: str) -> Any:
    """One of the causes on the group's list, which `offering.offered` puts in."""
    return RadioField(label, [InputRequired(required)], choices=[])


def a_meeting(label: str = "Meeting", hint: str = "") -> Any:
    """One of the group's meetings, or none; its data is an id or None."""
    return SelectField(label, [Optional()], choices=[], coerce=_chosen_id, description=hint)


def _chosen_id(typed: Any) -> int | None:
    """The id that was picked; None for none, and an id that no list has for made-up words."""
    if not typed:
        return None
    return int(typed) if re.fullmatch(r"[0-9]{1,18}", str(typed)) else -1


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
        "Or choose a saved page",
        description="A .txt, .html, .htm, .docx, .xlsx, .csv or .tsv file of up to 2 MB",
    )
    day = a_day("Day of the edition", "Enter the day on which the page was published")


class ConfirmPageForm(FlaskForm):
    """The page again, as it was read, with the day; the choices are added by `with_choices`."""

    content = HiddenField()
    original = HiddenField()
    filename = HiddenField()
    day = a_day("Day of the edition", "Enter the day on which the page was published")


def with_choices(
    sentences: list[tuple[str, str]], causes: list[tuple[str, str]]
) -> type[ConfirmPageForm]:
    """The form with one question for each first date found in prose: (name, question)."""
    fields: dict[str, Any] = {}
    for name, question in sentences:
        fields[name] = BooleanField(question)
        fields[f"{name}_agreed"] = GovDateField(
            "Agreed by",
            [Optional()],
            description="A day by which that first date had been agreed, before this edition",
        )
        fields[f"{name}_cause"] = SelectField(
            "Why it moved", choices=causes, default=Cause.OTHER.value
        )
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
    meeting = a_meeting("Agreed at", hint="The meeting at which the date was agreed, if any")
    review_by = a_day("Review by", hint="Only for a milestone without a date, like “ongoing”")
    confirmed = HiddenField()


class MilestoneTextForm(FlaskForm):
    """A milestone's text, changed."""

    text = prose("Milestone", "Enter what the milestone is", longest=1_000)
    why = words("Why it changes")


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
