"""What is typed while editions are imported together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import MultipleFileField, RadioField, SelectField
from wtforms.validators import InputRequired

from app.plans.forms import a_day, prose, words
from app.plans.importing.tables import COLUMN_WORDS, Column

COLUMN_CHOICES = [(column.value, said) for column, said in COLUMN_WORDS.items()]


class BringForm(FlaskForm):
    """One file or several."""

    files = MultipleFileField("Choose one or more files")


class DescribeForm(FlaskForm):
    """The day and name of an edition, and what its file does not say."""

    day = a_day("Day of the edition", "Enter the day on which it was published")
    name = words("Name", hint="Only where the file does not say it, for example “2nd Review”")
    title = words("Title of the plan", hint="Only where the file does not say it")
    outcome = prose("Outcome of the plan", hint="Only where the file does not say it")


def headings_form(headings: Sequence[str]) -> type[FlaskForm]:
    """One list to choose from for each heading, by its place: `column_0`."""
    fields: dict[str, Any] = {
        f"column_{at}": SelectField(heading, choices=COLUMN_CHOICES)
        for at, heading in enumerate(headings)
        if heading.strip()
    }
    return type("HeadingsForm", (FlaskForm,), fields)


def answers_form(doubts: Sequence[tuple[str, str, str]]) -> type[FlaskForm]:
    """One question for each doubtful pair, by its place: `pair_0`."""
    fields: dict[str, Any] = {
        f"pair_{at}": RadioField(
            f"Is “{after}” the same as “{before}”?",
            [InputRequired("Select whether they are the same milestone")],
            choices=[("yes", "Yes, the same milestone"), ("no", "No, another one")],
        )
        for at, (_, before, after) in enumerate(doubts)
    }
    return type("AnswersForm", (FlaskForm,), fields)


def chosen_columns(form: Any, headings: Sequence[str]) -> list[Column]:
    """What was chosen for each heading; an empty heading is not read."""
    return [
        Column(form[f"column_{at}"].data) if heading.strip() else Column.NOT_READ
        for at, heading in enumerate(headings)
    ]
