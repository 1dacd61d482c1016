"""The forms in which a person accepts or changes what a written cell proposes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from app.plans.forms import LONGEST_WHEN, DaysField, a_day, prose, words

Choices = Sequence[tuple[str, str]]
NO_MILESTONE = "none"
NO_SUCH = (NO_MILESTONE, "It waits for something that is no milestone")
SPLIT, AS_ONE = "split", "one"
REVIEW_HINT = "The day on which somebody looks at it again"


def needs_field(choices: Choices) -> SelectField:
    """Which milestone it waits for, or none. Something must be chosen."""
    return SelectField(
        "Which milestone must be met first?",
        [InputRequired("Select the milestone that it waits for, or none")],
        choices=[
            ("", "Choose"),
            (NO_MILESTONE, "It waits for something that is no milestone"),
            *choices,
        ],
    )


def gap_field() -> DaysField:
    """The days between, where the dates do not say."""
    return DaysField(
        "Days between them",
        [Optional()],
        description="Leave it empty to keep what stands between their agreed dates. "
        "A date like “by May 2014” does not say, and needs a number",
    )


def milestone_fields(at: int, *, waits: bool, undated: bool, choices: Choices) -> dict[str, Any]:
    """The fields of one proposed milestone; `at` counts from 1."""
    fields: dict[str, Any] = {
        f"add_{at}": BooleanField("Add this milestone", default=True),
        f"text_{at}": prose("Milestone", longest=1_000),
        f"when_{at}": words("When", longest=LONGEST_WHEN),
        f"read_{at}": HiddenField(),
    }
    if waits:
        fields |= {f"needs_{at}": needs_field(choices), f"gap_{at}": gap_field()}
    if undated:
        fields[f"review_by_{at}"] = a_day("Review by", hint=REVIEW_HINT)
    return fields


class ProposedForm(FlaskForm):
    """What a new milestone's cell proposes; the fields of each milestone are added to it."""

    proposed = HiddenField()
    meeting = HiddenField()


def with_fields(base: type[FlaskForm], fields: dict[str, Any]) -> type[Any]:
    """The form with more fields."""
    return type("ProposalsForm", (base,), fields)


def cell_fields(
    name: str, parts: int, *, waits: bool, asks_review: bool, choices: Choices
) -> dict[str, Any]:
    """The fields of an imported cell: split it or not, what it needs, when to review it."""
    fields: dict[str, Any] = {}
    if parts:
        fields[f"{name}_as"] = RadioField(
            "How many milestones is this?",
            [InputRequired("Select whether this is one milestone or several")],
            choices=[(SPLIT, f"{parts} milestones, as below"), (AS_ONE, "One milestone")],
        )
    for at in range(1, parts + 1):
        fields[f"{name}_text_{at}"] = prose(f"Milestone {at} of {parts}", longest=1_000)
        fields[f"{name}_when_{at}"] = words(f"When {at} of {parts}", longest=LONGEST_WHEN)
        fields[f"{name}_read_{at}"] = HiddenField()
    if waits:
        fields[f"{name}_needs"] = needs_field(choices)
        fields[f"{name}_gap"] = gap_field()
    if asks_review:
        fields[f"{name}_review_by"] = a_day("Review by", hint=REVIEW_HINT)
    return fields
